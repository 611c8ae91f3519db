import { rm } from "node:fs/promises";
import { join } from "node:path";
import { fileSnapshotStore } from "@callboard/store";
import { describe, expect, it } from "vitest";
import { catalogFolder, component, group } from "../catalog-folder.ts";
import { runCommand } from "../run-command.ts";

const WELL = {
  "c/catalog-info.yaml": `${component("web", { dependsOn: ["component:api"] })}${component("api", { dependsOn: [] })}${group("shop")}`,
};

const store = ["--catalog", "c", "--store", "kept.store"];

interface Diagnosis {
  readonly findings: readonly {
    readonly severity: string;
    readonly source: string | null;
    readonly message: string;
    readonly remedy: string;
  }[];
}

describe("callboard doctor", () => {
  it("tells how sources and data are doing, and ends with 0 when nothing is wrong", async () => {
    const cwd = await catalogFolder(WELL);
    const { code, stdout } = await runCommand(["doctor", ...store], { cwd });
    expect([code, stdout.split("\n")]).toEqual([
      0,
      [
        "Sources",
        "  file:c  fresh  3 entities  read completely just now",
        expect.stringMatching(
          /^Catalog {2}3 entities, 0 errors, 0 warnings, 2 of 2 have an owner, \d of 2 say what they need$/,
        ),
        expect.stringMatching(/^Store {4}.*kept\.store \(empty\)$/),
        "Config   none",
        "",
        "Nothing is wrong.",
        "",
      ],
    ]);
  });

  it("is data with --format json, and changes nothing that is remembered", async () => {
    const cwd = await catalogFolder(WELL);
    const { json } = await runCommand(["doctor", ...store, "--format", "json"], { cwd });
    expect(json()).toMatchObject({
      health: "healthy",
      sources: [{ name: "file:c", health: "fresh", skipped: { count: 0 }, refusedRemovals: 0, rateLimit: null }],
      store: { state: "empty", reason: null },
      configuration: [],
      catalog: { entities: 3, errors: 0, unowned: 0, owned: 2 },
      findings: [],
    });
    const again = await runCommand(["doctor", ...store, "--format", "json"], { cwd });
    expect(again.json()).toMatchObject({ store: { state: "empty" } });
  });

  it("ends with 3 when a source is unreachable, says what to do, and R07: calls the whole degraded, not down", async () => {
    const cwd = await catalogFolder(WELL);
    const { code, json } = await runCommand(["doctor", ...store, "--catalog", "gone", "--format", "json"], { cwd });
    const { findings, ...diagnosis } = json() as Diagnosis & { readonly health: string };
    expect([code, diagnosis.health]).toEqual([3, "degraded"]);
    expect(findings[0]).toMatchObject({
      severity: "error",
      source: "file:gone",
      remedy: expect.stringContaining("Check"),
    });
  });

  it("ends with 3 when nothing at all can be read", async () => {
    const cwd = await catalogFolder({});
    const { code, json } = await runCommand(["doctor", "--catalog", "gone", "--format", "json"], { cwd });
    expect([code, json()]).toMatchObject([3, { health: "down", sources: [], catalog: null }]);
  });

  it("ends with 4 when removals are refused, and says how to let them happen", async () => {
    const files = Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [`c/${index}/catalog-info.yaml`, component(`web-${index}`)]),
    );
    const cwd = await catalogFolder({ ...files, "c/catalog-info.yaml": group("shop") });
    await runCommand(["sources", ...store], { cwd });
    for (const index of [1, 2, 3, 4]) await rm(join(cwd, `c/${index}`), { recursive: true });
    const { code, stdout } = await runCommand(["doctor", ...store], { cwd });
    expect(code).toBe(4);
    expect(stdout).toContain("file:c lost 4 entities at once, which are kept");
    expect(stdout).toContain("callboard removals confirm file:c");
  });

  it("looks at a store that another process has, and says what is wrong with one that cannot be read", async () => {
    const cwd = await catalogFolder({ ...WELL, "bad.store": "not a store" });
    await runCommand(["sources", ...store], { cwd });
    const holder = fileSnapshotStore(join(cwd, "kept.store"));
    await holder.load();
    const { code, json } = await runCommand(["doctor", ...store, "--format", "json"], { cwd });
    await holder.close();
    expect([code, json()]).toMatchObject([0, { store: { state: "readable" } }]);

    const bad = await runCommand(["doctor", "--catalog", "c", "--store", "bad.store", "--format", "json"], { cwd });
    expect([bad.code, bad.json()]).toMatchObject([1, { store: { state: "unreadable" }, health: "healthy" }]);
    expect((bad.json() as Diagnosis).findings[0]).toMatchObject({ severity: "error", about: "store" });
  });

  it("says of a snapshot how old it is", async () => {
    const cwd = await catalogFolder(WELL);
    await runCommand(["snapshot", "write", "then.callboard", "--catalog", "c"], { cwd });
    const { code, json } = await runCommand(["doctor", "--catalog", "then.callboard", "--format", "json"], { cwd });
    expect([code, json()]).toMatchObject([0, { health: "healthy", sources: [{ health: "fresh", nextReadAt: null }] }]);
  });

  it("warns of many entities without an owner, and of a source that holds nothing", async () => {
    const cwd = await catalogFolder({
      "c/catalog-info.yaml": component("web", { owner: "nobody" }),
      "d/README.md": "",
    });
    const { code, json } = await runCommand(["doctor", "--catalog", "c", "--catalog", "d", "--format", "json"], {
      cwd,
    });
    const { findings } = json() as Diagnosis;
    expect(code).toBe(1);
    expect(findings.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
      "warning: file:d holds no descriptors.",
      "warning: Descriptors have 1 error.",
      "warning: Nobody is known to own 1 of 1 entity.",
      expect.stringMatching(/^info: Nothing is remembered between runs/),
      expect.stringMatching(/^info: Only 0 of 1 entity say what they need/),
    ]);
  });

  it("says of services without a token what that means", async () => {
    const cwd = await catalogFolder({
      ...WELL,
      "callboard.yaml":
        'sources: [{ type: file, root: c }, { type: gitlab, name: ours, groups: [a], baseUrl: "http://127.0.0.1:9" }]',
    });
    const { code, json } = await runCommand(["doctor", "--format", "json"], { cwd });
    expect(code).toBe(3);
    expect((json() as Diagnosis).findings.map(({ message }) => message)).toContain(
      "The source of type gitlab called ours has no token, and reads what is public.",
    );
  });
});
