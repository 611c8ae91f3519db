import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { catalogFolder, component, group } from "../catalog-folder.ts";
import { runCommand } from "../run-command.ts";

const shop = group("shop");
const web = (...needs: readonly string[]) => component("web", { dependsOn: needs.map((name) => `component:${name}`) });

interface Checked {
  readonly code: number;
  readonly problems: readonly string[];
  readonly baseline: { readonly known: number; readonly gone: number };
  readonly stderr: string;
}

/** A catalog folder `c` whose problems are known in `known.json`. */
async function knownCatalog(files: Readonly<Record<string, string>>) {
  const folder = await catalogFolder(files);
  const run = (...args: readonly string[]) => runCommand(["validate", ...args], { cwd: folder });
  const written = await run("c", "--write-baseline", "known.json");
  return {
    folder,
    run,
    written,
    baseline: () => readFile(join(folder, "known.json"), "utf8"),
    change: (name: string, content: string) => writeFile(join(folder, name), content),
    async check(...args: readonly string[]): Promise<Checked> {
      const { code, json, stderr } = await run("c", "--baseline", "known.json", "--format", "json", ...args);
      const result = json() as { problems: { message: string; severity: string }[]; baseline: Checked["baseline"] };
      const problems = result.problems.filter(({ severity }) => severity !== "info").map(({ message }) => message);
      return { code, problems, baseline: result.baseline, stderr };
    },
  };
}

describe("callboard validate --write-baseline", () => {
  it("writes one known problem a line, in order, with paths from the folder of the file", async () => {
    const { written, baseline } = await knownCatalog({
      "c/b/catalog-info.yaml": component("b", { owner: "nobody" }),
      "c/a/catalog-info.yaml": shop + web("gone", "lost") + component("odd", { dependsOn: [7, 8] }),
    });
    expect(written).toMatchObject({ code: 0, stderr: expect.stringContaining("Wrote 5 known problems to known.json") });
    expect(await baseline()).toBe(`{
  "format": "callboard-baseline/1",
  "problems": [
    {"file":"c/a/catalog-info.yaml","rule":"kind/schema","entity":"component:default/odd","path":"/spec/dependsOn/*","value":"spec.dependsOn[#] is the number #, but takes text. Put it in quotes.","count":2},
    {"file":"c/a/catalog-info.yaml","rule":"dangling-ref","entity":"component:default/web","path":"/spec/dependsOn/*","value":"component:gone"},
    {"file":"c/a/catalog-info.yaml","rule":"dangling-ref","entity":"component:default/web","path":"/spec/dependsOn/*","value":"component:lost"},
    {"file":"c/b/catalog-info.yaml","rule":"owner-not-found","entity":"component:default/b","path":"/spec/owner","value":null}
  ]
}
`);
  });

  it("writes the same bytes wherever it is called and in whatever order files are read", async () => {
    const { folder, baseline, run } = await knownCatalog({
      "c/a/catalog-info.yaml": shop + web("gone"),
      "c/b/catalog-info.yaml": component("b", { owner: "nobody" }),
    });
    const first = await baseline();
    await run("c/b", "c/a", "--write-baseline", "known.json");
    expect(await baseline()).toBe(first);
    await runCommand(["validate", ".", "--write-baseline", "../known.json"], { cwd: join(folder, "c") });
    expect(await baseline()).toBe(first);
  });

  it("writes no note, and an empty list where there is nothing", async () => {
    const { baseline } = await knownCatalog({ "c/catalog-info.yaml": shop + component("lonely") });
    expect(JSON.parse(await baseline())).toEqual({ format: "callboard-baseline/1", problems: [] });
  });

  it("ends with 2 beside --baseline", async () => {
    const args = ["validate", "--demo", "--baseline", "a.json", "--write-baseline", "a.json"];
    expect((await runCommand(args)).code).toBe(2);
  });
});

describe("callboard validate --baseline", () => {
  it("counts what is known, and does not report it", async () => {
    const { check, run } = await knownCatalog({
      "c/catalog-info.yaml": shop + web("gone") + component("b", { owner: "x" }),
    });
    expect(await check()).toMatchObject({ code: 0, problems: [], baseline: { known: 2, gone: 0 } });
    const { stdout } = await run("c", "--baseline", "known.json");
    expect(stdout).toMatch(/^1 file, 3 entities: 0 errors, 0 warnings, .*2 known problems in known\.json$/m);
    expect(stdout).not.toContain("owner-not-found");
  });

  it("knows a problem after lines moved, items changed places and other things were added", async () => {
    const { check, change } = await knownCatalog({ "c/catalog-info.yaml": shop + web("gone", "lost") });
    await change("c/catalog-info.yaml", `# moved\n\n${component("gine")}${shop}${web("gine", "lost", "gone")}`);
    expect(await check()).toMatchObject({ code: 0, problems: [], baseline: { known: 2, gone: 0 } });
  });

  it("reports the second of two equal problems when one is known", async () => {
    const odd = (...needs: readonly number[]) => component("odd", { dependsOn: needs });
    const { check, change } = await knownCatalog({ "c/catalog-info.yaml": shop + odd(7) });
    await change("c/catalog-info.yaml", shop + odd(7, 7));
    expect(await check()).toMatchObject({
      code: 1,
      problems: [expect.stringContaining("spec.dependsOn[1]")],
      baseline: { known: 1, gone: 0 },
    });
  });

  it("reports another value in the same list, another file and another entity", async () => {
    const { check, change } = await knownCatalog({ "c/catalog-info.yaml": shop + web("gone") });
    await change("c/catalog-info.yaml", shop + web("gone", "lost"));
    expect((await check()).problems).toEqual([expect.stringContaining("component:lost")]);
    await change("c/catalog-info-2.yaml", component("app", { dependsOn: ["component:gone"] }));
    expect((await check()).problems).toHaveLength(2);
  });

  it("knows files that cannot be read, by their message without numbers", async () => {
    const { check, change } = await knownCatalog({ "c/catalog-info.yaml": `${shop}a: [1\n` });
    expect(await check()).toMatchObject({ code: 0, problems: [] });
    await change("c/catalog-info.yaml", `# one more line\n${shop}a: [1\n`);
    expect(await check()).toMatchObject({ code: 0, problems: [] });
  });

  it("tells what no longer occurs, and how to rewrite the file", async () => {
    const { check, change } = await knownCatalog({ "c/catalog-info.yaml": shop + web("gone", "old", "lost") });
    await change("c/catalog-info.yaml", shop + web("gone"));
    const { baseline, stderr } = await check();
    expect(baseline).toEqual({ file: "known.json", known: 1, gone: 2 });
    expect(stderr).toContain("2 entries of known.json no longer occur. Rewrite it with --write-baseline known.json");
  });

  it("says nothing of what it knows elsewhere than in the paths", async () => {
    const { run } = await knownCatalog({
      "c/a/catalog-info.yaml": shop + web("gone"),
      "c/b/catalog-info.yaml": component("b", { owner: "nobody" }),
    });
    const { code, stderr } = await run("c/a", "--catalog", "c", "--baseline", "known.json");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });

  it("ends with 2 and the line for a file that is no baseline", async () => {
    const { run, change } = await knownCatalog({ "c/catalog-info.yaml": shop });
    const refused = async (content: string) => {
      await change("known.json", content);
      const { code, stdout, stderr } = await run("c", "--baseline", "known.json");
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      return stderr;
    };
    expect(await refused('{\n  "format": "callboard-baseline/1",\n  "problems": [\n    {"rule": 7\n')).toMatch(
      /^callboard: known\.json:\d: this is no baseline: /,
    );
    expect(await refused('{\n "format": "callboard-baseline/1",\n "problems": [\n  {"rule": 7}\n ]\n}\n')).toMatch(
      /known\.json:4: .*problems\.0\.rule/,
    );
    expect(await refused('{\n "name": "package"\n}\n')).toMatch(/known\.json:1: .*--write-baseline/);
    expect(await refused('{\n "format": "callboard-baseline/9",\n "problems": []\n}\n')).toMatch(/known\.json:2: /);
    expect(await refused("")).toMatch(/known\.json:1: /);
  });

  it("ends with 2 for a file that is not there, and says how to write it", async () => {
    const { code, stderr } = await runCommand(["validate", "--demo", "--baseline", "none.json"]);
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining("--write-baseline none.json") });
  });
});
