import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { catalogFolder, component } from "../catalog-folder.ts";
import { runCommand } from "../run-command.ts";

const needing = (name: string, ...needs: readonly string[]) =>
  component(name, { dependsOn: needs.map((each) => `component:${each}`) });
const web = (needs: readonly string[]) => needing("web", ...needs);

describe("callboard snapshot write", () => {
  it("writes one file that answers like the catalog did", async () => {
    const folder = await catalogFolder({ "c/catalog-info.yaml": web(["api"]) + component("api") });
    const written = await runCommand(["snapshot", "write", "now.callboard", "--catalog", "c", "--format", "json"], {
      cwd: folder,
    });
    const { length } = await readFile(join(folder, "now.callboard"));
    expect(written.code).toBe(0);
    expect(written.json()).toMatchObject({ file: "now.callboard", bytes: length, entities: 2 });

    const ask = (catalog: string) => runCommand(["path", "web", "api", "--catalog", catalog], { cwd: folder });
    expect(await ask("now.callboard")).toMatchObject({ code: 0, stdout: (await ask("c")).stdout });
  });

  it("marks a snapshot of the demo catalog as one, and no other", async () => {
    const folder = await catalogFolder({ "demo/catalog-info.yaml": component("web") });
    await runCommand(["snapshot", "write", `${folder}/demo.callboard`, "--demo"]);
    const ask = (catalog: string, ...args: readonly string[]) =>
      runCommand(["ask", "web-shop", "--catalog", catalog, ...args], { cwd: folder });
    expect((await ask("demo.callboard")).stdout).toMatch(/\nDemo catalog: Acme is an invented company\.\n$/);
    const asData = await ask("demo.callboard", "--format", "json");
    expect(asData.json()).toMatchObject({ demo: true });
    expect(asData.stderr).toContain("Demo catalog");
    expect((await ask("demo")).stdout).not.toContain("Demo catalog");
  });

  it("ends with 3 and a message for a file that is no snapshot", async () => {
    const folder = await catalogFolder({ "now.callboard": "nothing of the kind" });
    const { code, stdout, stderr } = await runCommand(["sources", "--catalog", "now.callboard"], { cwd: folder });
    expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
    expect(stderr).toMatch(/^callboard: .*snapshot/);
  });

  it("ends with 2 when a snapshot is named beside another place", async () => {
    const folder = await catalogFolder({ "now.callboard": "", "c/catalog-info.yaml": component("web") });
    const args = ["sources", "--catalog", "c", "--catalog", "now.callboard"];
    expect((await runCommand(args, { cwd: folder })).code).toBe(2);
  });
});

describe("callboard snapshot diff", () => {
  it("says what came, went and changed, and who gained and lost dependents", async () => {
    const folder = await catalogFolder({
      "before/catalog-info.yaml": web(["api"]) + component("api") + component("db") + component("old"),
      "after/catalog-info.yaml": web(["db"]) + component("api") + component("db") + component("new"),
    });
    await runCommand(["snapshot", "write", "before.callboard", "--catalog", "before"], { cwd: folder });
    const args = ["snapshot", "diff", "before.callboard", "after"];
    const { code, json } = await runCommand([...args, "--format", "json"], { cwd: folder });
    expect(code).toBe(0);
    expect(json()).toEqual({
      added: ["component:default/new"],
      removed: ["component:default/old"],
      changed: ["component:default/web"],
      dependents: [
        { ref: "component:default/api", gained: [], lost: ["component:default/web"] },
        { ref: "component:default/db", gained: ["component:default/web"], lost: [] },
      ],
    });
    expect((await runCommand(args, { cwd: folder })).stdout).toContain(
      "component:default/api\n  - component:default/web no longer needs it\n",
    );
  });

  it("finds no difference between a catalog and its snapshot", async () => {
    const folder = await catalogFolder({ "c/catalog-info.yaml": web(["api"]) + component("api") });
    await runCommand(["snapshot", "write", "now.callboard", "--catalog", "c"], { cwd: folder });
    await writeFile(join(folder, "c/notes.txt"), "not a descriptor");
    const { json } = await runCommand(["snapshot", "diff", "now.callboard", "c", "--format", "json"], { cwd: folder });
    expect(json()).toEqual({ added: [], removed: [], changed: [], dependents: [] });
  });
});

describe("callboard snapshot diff --blast-radius", () => {
  it("says what is affected that was not, and the other way round", async () => {
    const folder = await catalogFolder({
      "before/catalog-info.yaml": web(["db"]) + needing("old", "db") + component("db"),
      "after/catalog-info.yaml": web(["db"]) + needing("new", "web") + component("db"),
    });
    const args = ["snapshot", "diff", "before", "after", "--blast-radius", "db"];
    const { code, stdout } = await runCommand(args, { cwd: folder });
    expect(code).toBe(0);
    expect(stdout).toBe(
      [
        "+ component:default/new  breaks  new needs web, which needs db; it was added",
        "- component:default/old  was breaks  old needs db; it was removed",
        "2 affected before, 2 now: 1 newly, 0 worse, 0 better, 1 no longer",
        "",
      ].join("\n"),
    );
    const { json } = await runCommand([...args, "--blast-radius", "old", "--format", "json"], { cwd: folder });
    expect(json()).toMatchObject({ after: { missingRoots: ["component:default/old"] }, noLonger: [] });
  });

  it("ends with 1 for a name that neither has", async () => {
    const folder = await catalogFolder({ "a/catalog-info.yaml": component("db") });
    const args = ["snapshot", "diff", "a", "a", "--blast-radius", "nothing-like-it"];
    expect((await runCommand(args, { cwd: folder })).code).toBe(1);
  });
});
