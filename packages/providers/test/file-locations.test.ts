import { join } from "node:path";
import { type Catalog, type CatalogView, openCatalog, type Problem } from "@callboard/core";
import { describe, expect, it } from "vitest";
import { nodeFileSystem } from "../src/file/file-system.ts";
import { type FileProviderOptions, fileProvider } from "../src/file.ts";
import { failingFileSystem } from "./failing-file-system.ts";
import { type Folder, testFolder } from "./folder.ts";

const group = (name: string) =>
  `apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata:\n  name: ${name}\nspec:\n  type: team\n  children: []\n`;

/** A Location as YAML, with lines for its spec. */
const location = (name: string, ...spec: readonly string[]) =>
  `apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata:\n  name: ${name}\nspec:\n${spec.map((line) => `  ${line}\n`).join("")}`;

function opened(folder: Folder, options: Partial<FileProviderOptions> = {}): Promise<Catalog> {
  return openCatalog({ providers: [fileProvider({ root: folder.path, ...options })], schedule: false });
}

/** What is wrong with the documents themselves. */
const readProblems = (catalog: CatalogView): readonly Problem[] =>
  catalog.problems().filter(({ rule }) => rule.includes("/"));

const names = (catalog: CatalogView, kind = "group") =>
  catalog.query({ filter: `kind=${kind}`, limit: 2_000 }).items.map(({ metadata }) => metadata.name);

describe("Location targets in the files of fileProvider", () => {
  it("are read: one target, a list, patterns, and from the root", async () => {
    const folder = await testFolder();
    await folder.write(
      "a/catalog-info.yaml",
      location("all", "target: ./one.yaml", "targets: [../two.yaml, /b/*/team.yaml]"),
    );
    await folder.write("a/one.yaml", group("one"));
    await folder.write("two.yaml", group("two"));
    await folder.write("b/x/team.yaml", group("three"));
    await folder.write("b/y/team.yaml", group("four"));
    const catalog = await opened(folder);
    expect([names(catalog).sort(), readProblems(catalog)]).toEqual([["four", "one", "three", "two"], []]);
    expect(catalog.origin("group:one").location).toBe("file:a/one.yaml");
    await catalog.close();
  });

  it("change, come and go from one full read to the next, though the Location stays the same", async () => {
    const folder = await testFolder();
    await folder.write("catalog-info.yaml", location("all", "targets: [./teams/*.yaml]"));
    for (const name of ["a", "b", "c", "d", "e", "f"]) await folder.write(`teams/${name}.yaml`, group(name));
    const catalog = await opened(folder);
    await folder.remove("teams/a.yaml");
    await folder.write("teams/b.yaml", group("new"));
    expect(await catalog.refresh()).toMatchObject([{ added: 1, removed: 2, state: "complete" }]);
    expect(names(catalog).sort()).toEqual(["c", "d", "e", "f", "new"]);
    await catalog.close();
  });

  it("that are missing are a problem, unless they may be", async () => {
    const folder = await testFolder();
    await folder.write("catalog-info.yaml", location("all", "target: ./nope.yaml", "targets:", "  - ./none/*.yaml"));
    await folder.write(
      "b/catalog-info.yaml",
      location("some", "targets: [./nope.yaml, ./*/x.yaml]", "presence: optional"),
    );
    const catalog = await opened(folder);
    const where = { rule: "location/target", severity: "error", location: "file:catalog-info.yaml" };
    expect(readProblems(catalog)).toMatchObject([
      { ...where, line: 6, column: 11, path: "/spec/target", entity: "location:default/all" },
      { ...where, line: 8, column: 7, path: "/spec/targets/0" },
    ]);
    expect(catalog.sources()).toMatchObject([{ state: "complete" }]);
    await folder.write("nope.yaml", group("nope"));
    await folder.write("none/x.yaml", group("x"));
    await catalog.refresh();
    expect(readProblems(catalog)).toEqual([]);
    await catalog.close();
  });

  it("that the source yields itself are read once", async () => {
    const folder = await testFolder();
    await folder.write(
      "catalog-info.yaml",
      location("all", "targets: ['./**/catalog-info.yaml', ./b/catalog-info.yaml]"),
    );
    await folder.write("b/catalog-info.yaml", group("b"));
    const catalog = await opened(folder);
    expect([catalog.sources()[0]?.documents, readProblems(catalog)]).toEqual([2, []]);
    await catalog.close();
  });

  it("S18: are followed 10 locations far, and no further", async () => {
    const folder = await testFolder();
    await folder.write("catalog-info.yaml", location("step-0", "target: ./1.yaml"));
    for (let step = 1; step < 1_000; step += 1)
      await folder.write(`${step}.yaml`, location(`step-${step}`, `target: ./${step + 1}.yaml`));
    const catalog = await opened(folder);
    expect(names(catalog, "location")).toHaveLength(11);
    expect(readProblems(catalog)).toMatchObject([{ rule: "location/depth", location: "file:10.yaml", line: 6 }]);
    await catalog.close();
  });

  it("S18: that lead in a circle are named as such, and read once", async () => {
    const folder = await testFolder();
    await folder.write("catalog-info.yaml", location("a", "targets: [./b.yaml, ./catalog-info.yaml]"));
    await folder.write("b.yaml", `${location("b", "target: ./catalog-info.yaml")}---\n${group("b")}`);
    const catalog = await opened(folder);
    expect(names(catalog)).toEqual(["b"]);
    expect(
      readProblems(catalog)
        .map(({ rule, location: at, message }) => [rule, at, message])
        .sort(),
    ).toEqual([
      [
        "location/cycle",
        "file:b.yaml",
        "This leads in a circle: file:catalog-info.yaml → file:b.yaml → file:catalog-info.yaml. Remove it.",
      ],
      [
        "location/cycle",
        "file:catalog-info.yaml",
        "This leads in a circle: file:catalog-info.yaml → file:catalog-info.yaml. Remove it.",
      ],
    ]);
    await catalog.close();
  });

  it("that cannot be read keep what was last read from them, and all below", async () => {
    const folder = await testFolder();
    await folder.write("catalog-info.yaml", location("a", "target: ./b.yaml"));
    await folder.write("b.yaml", location("b", "target: ./c.yaml"));
    await folder.write("c.yaml", group("c"));
    let isBroken = false;
    const fs: typeof nodeFileSystem = {
      ...nodeFileSystem,
      open: (path) =>
        isBroken && path.endsWith("b.yaml")
          ? Promise.reject(Object.assign(new Error("EIO"), { code: "EIO" }))
          : nodeFileSystem.open(path),
    };
    const catalog = await opened(folder, { fs });
    isBroken = true;
    expect(await catalog.refresh()).toMatchObject([{ state: "incomplete", removed: 0 }]);
    expect(
      readProblems(catalog)
        .map(({ rule, location: at }) => [rule, at])
        .sort(),
    ).toEqual([
      ["location/target", "file:catalog-info.yaml"],
      ["source/skipped", "file:b.yaml"],
    ]);
    isBroken = false;
    expect(await catalog.refresh()).toMatchObject([{ state: "complete", removed: 0 }]);
    expect(readProblems(catalog)).toEqual([]);
    await catalog.close();
  });

  it("that a pattern finds are kept when one of them, or their folder, cannot be read", async () => {
    const folder = await testFolder();
    await folder.write("catalog-info.yaml", location("a", "target: ./teams/*.yaml"));
    await folder.write("teams/a.yaml", location("inner", "targets: [../other/c.yaml, ./*.yaml]"));
    await folder.write("teams/b.yaml", group("b"));
    await folder.write("other/c.yaml", group("c"));
    const fs = failingFileSystem();
    const catalog = await opened(folder, { fs });
    const complete = { state: "complete", removed: 0, changed: 0 };
    for (const broken of ["teams/a.yaml", "teams"]) {
      fs.fail(join(folder.path, broken), "EIO");
      expect(await catalog.refresh(), broken).toMatchObject([{ ...complete, state: "incomplete" }]);
      expect(names(catalog).sort()).toEqual(["b", "c"]);
    }
    await catalog.close();
  });

  it("S18: neither leave the folder nor reach hosts or types that are not allowed", async () => {
    const folder = await testFolder();
    await folder.write(
      "catalog-info.yaml",
      location(
        "a",
        "targets:",
        "  - ../../etc/passwd",
        "  - ../**",
        "  - http://169.254.169.254/x.yaml",
        "  - javascript:alert(1)",
      ),
    );
    await folder.write(
      "b/catalog-info.yaml",
      location("b", "type: github-discovery", "target: https://git.example.com/acme"),
    );
    const catalog = await opened(folder);
    const target = { rule: "location/target", location: "file:catalog-info.yaml" };
    const refused = (what: string) => ({ ...target, severity: "warning", message: expect.stringContaining(what) });
    expect(readProblems(catalog).filter(({ rule }) => rule.startsWith("location/"))).toMatchObject([
      { rule: "location/type", severity: "error", message: expect.stringContaining('"github-discovery" are not read') },
      { ...target, severity: "error", message: expect.stringContaining("it leads out of the catalog folder") },
      refused("does not lie below the root"),
      refused("host not allowed: 169.254.169.254"),
      refused("host not allowed: javascript: addresses are not read"),
    ]);
    await catalog.close();
  });
});
