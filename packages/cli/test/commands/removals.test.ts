import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { catalogFolder, component, group } from "../catalog-folder.ts";
import { runCommand } from "../run-command.ts";

const NAMES = Array.from({ length: 12 }, (_, index) => `service-${index}`);
const everything = (names: readonly string[]) => names.map((name) => component(name)).join("");

/** A catalog of twelve services that a store remembers, and a way to run commands on it. */
async function remembered() {
  const folder = await catalogFolder({ "catalog/catalog-info.yaml": everything(NAMES) });
  const run = (...args: readonly string[]) =>
    runCommand([...args, "--catalog", "catalog", "--store", "kept.store"], { cwd: folder });
  await run("sources");
  const write = (names: readonly string[]) => writeFile(join(folder, "catalog/catalog-info.yaml"), everything(names));
  return { folder, run, write };
}

describe("callboard plan", () => {
  it("counts everything as new without a store, by kind as text and ref by ref as JSON", async () => {
    const folder = await catalogFolder({ "c/catalog-info.yaml": everything(["web", "api"]) + group("shop") });
    const { code, stdout, stderr } = await runCommand(["plan", "--catalog", "c"], { cwd: folder });
    expect(code).toBe(0);
    expect(stdout.split("\n")).toEqual([
      "file:c",
      "  + component  2",
      "  + group      1",
      "  3 to add, 0 to change, 0 to move, 0 to remove",
      "  Every ref is in --format json.",
      "",
    ]);
    expect(stderr).toContain("--store FILE");
    const { json } = await runCommand(["plan", "--catalog", "c", "--format", "json"], { cwd: folder });
    expect(json()).toMatchObject([{ added: expect.arrayContaining(["component:default/web", "group:default/shop"]) }]);
  });

  it("compares with what the store remembers, and changes nothing", async () => {
    const { run, write } = await remembered();
    await write([...NAMES.slice(1), "new"]);
    for (let time = 0; time < 2; time += 1) {
      const { code, json } = await run("plan", "--format", "json");
      expect(code).toBe(0);
      expect(json()).toMatchObject([
        {
          source: "file:catalog",
          added: ["component:default/new"],
          removed: ["component:default/service-0"],
          refused: null,
        },
      ]);
    }
  });

  it("compares with a store that remembers an empty catalog", async () => {
    const folder = await catalogFolder({ "catalog/README.md": "nothing yet" });
    const args = ["--catalog", "catalog", "--store", "kept.store", "--format", "json"];
    await runCommand(["sources", ...args], { cwd: folder });
    await writeFile(join(folder, "catalog/catalog-info.yaml"), component("web"));
    const { code, json } = await runCommand(["plan", ...args], { cwd: folder });
    expect(code).toBe(0);
    expect(json()).toMatchObject([{ added: ["component:default/web"], incomplete: null }]);
  });

  it("ends with 4 and shows the refs when the guard would refuse to remove them", async () => {
    const { run, write } = await remembered();
    await write(NAMES.slice(6));
    const { code, stdout } = await run("plan");
    expect(code).toBe(4);
    expect(stdout).toContain("! component:default/service-0");
    expect(stdout).toContain("Refused to remove 6 entities (!): it lost 6 of its 12 entities");
  });

  it("ends with 3 when a source is unreachable", async () => {
    const { folder, run } = await remembered();
    await rm(join(folder, "catalog"), { recursive: true });
    const { code, json } = await run("plan", "--format", "json");
    expect(code).toBe(3);
    expect(json()).toMatchObject([
      { source: "file:catalog", removed: [], incomplete: expect.stringContaining("catalog") },
    ]);
  });
});

describe("callboard removals", () => {
  it("R04: keeps what a source lost at once, ends with 4, and lets go of it when confirmed", async () => {
    const { run, write } = await remembered();
    await write(NAMES.slice(6));
    const read = await run("query", "--format", "json");
    expect(read.code).toBe(4);
    expect(read.json()).toMatchObject({ total: 12 });
    expect(read.stderr).toContain("callboard removals list");

    const list = await run("removals", "list");
    expect(list.code).toBe(4);
    expect(list.stdout).toMatch(/^refused file:catalog: it lost 6 of its 12 entities/);

    const confirmed = await run("removals", "confirm", "file:catalog", "--format", "json");
    expect(confirmed.code).toBe(0);
    expect(confirmed.json()).toHaveLength(6);
    expect((await run("query", "--format", "json")).json()).toMatchObject({ total: 6 });
  });

  it("R25: puts a removed entity back with one command", async () => {
    const { run, write } = await remembered();
    await write(NAMES.slice(1));
    expect((await run("removals", "list")).stdout).toMatch(
      /^removed\n {2}component:default\/service-0 +just now, gone from/m,
    );
    const restored = await run("removals", "restore", "component:service-0", "--format", "json");
    expect(restored).toMatchObject({ code: 0 });
    expect(restored.json()).toEqual(["component:default/service-0"]);
    expect((await run("owner", "component:service-0", "--format", "json")).json()).toMatchObject({
      ref: "component:default/service-0",
    });
  });

  it("says so when there is nothing to list, confirm or restore", async () => {
    const { run } = await remembered();
    expect(await run("removals", "list")).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("No removals wait"),
    });
    expect((await run("removals", "confirm", "file:catalog")).code).toBe(1);
    expect((await run("removals", "restore", "component:service-0")).code).toBe(1);
  });

  it("ends with 2 for a source that does not exist, and names those that do", async () => {
    const { run } = await remembered();
    const { code, stderr } = await run("removals", "confirm", "file:ctalog");
    expect(code).toBe(2);
    expect(stderr).toContain("file:catalog");
  });

  it("ends with 2 without a store", async () => {
    const { code, stdout, stderr } = await runCommand(["removals", "list", "--demo"]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("--store FILE");
  });
});
