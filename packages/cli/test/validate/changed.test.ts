import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { catalogFolder, component, group } from "../catalog-folder.ts";
import { runCommand } from "../run-command.ts";

interface Since {
  readonly code: number;
  /** Rule and location of each problem that is no note. */
  readonly problems: readonly string[];
  readonly changes: readonly { readonly type: string; readonly ref: string; readonly sentences: readonly string[] }[];
  readonly sentences: readonly string[];
  readonly stderr: string;
}

/** A catalog folder `c` of which a snapshot was written; then some of its files are changed, `null` for deleted. */
async function changedCatalog(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string | null>>,
) {
  const folder = await catalogFolder(before);
  await runCommand(["snapshot", "write", "base.callboard", "--catalog", "c"], { cwd: folder });
  for (const [name, content] of Object.entries(after)) {
    if (content === null) await rm(join(folder, name));
    else await writeFile(join(folder, name), content);
  }
  const run = (...args: readonly string[]) =>
    runCommand(["validate", ...args, "--changed", "base.callboard"], { cwd: folder });
  return {
    folder,
    run,
    async since(...args: readonly string[]): Promise<Since> {
      const { code, json, stderr } = await run(...(args.length > 0 ? args : ["c"]), "--format", "json");
      const { problems, changes } = json() as {
        problems: { rule: string; location: string; severity: string }[];
        changes: Since["changes"];
      };
      return {
        code,
        problems: problems
          .filter(({ severity }) => severity !== "info")
          .map(({ rule, location }) => `${rule} in ${location.replace("file:", "")}`),
        changes,
        sentences: changes.flatMap(({ sentences }) => sentences),
        stderr,
      };
    },
  };
}

const shop = group("shop");
const needs = (...names: readonly string[]) => ({ dependsOn: names.map((name) => `component:${name}`) });

describe("callboard validate --changed", () => {
  it("reports nothing where nothing changed, whatever was wrong before", async () => {
    const { since, run } = await changedCatalog({ "c/catalog-info.yaml": component("web", { owner: "nobody" }) }, {});
    expect(await since()).toMatchObject({ code: 0, problems: [], changes: [] });
    expect((await run("c")).stdout).toMatch(/^No entity changed\.$/m);
  });

  it("reports all that is wrong in a file that changed, and nothing of the others", async () => {
    const { since } = await changedCatalog(
      {
        "c/catalog-info-a.yaml": component("a", { owner: "nobody" }) + component("b", { owner: "nobody" }),
        "c/catalog-info-z.yaml": component("z", { owner: "nobody" }),
      },
      {
        "c/catalog-info-a.yaml":
          component("a", { owner: "nobody", lifecycle: "beta" }) + component("b", { owner: "nobody" }),
      },
    );
    expect(await since()).toMatchObject({
      code: 1,
      problems: ["owner-not-found in c/catalog-info-a.yaml", "owner-not-found in c/catalog-info-a.yaml"],
      sentences: ["component:default/a: spec.lifecycle changes from production to beta"],
    });
  });

  it("does not count a line that moved as a change", async () => {
    const { since } = await changedCatalog(
      { "c/catalog-info.yaml": component("web", { owner: "nobody" }) },
      { "c/catalog-info.yaml": `# moved\n\n${component("web", { owner: "nobody" })}` },
    );
    expect(await since()).toMatchObject({ code: 0, problems: [], changes: [] });
  });

  it("reports what a deletion leaves behind in files that did not change", async () => {
    const { since } = await changedCatalog(
      {
        "c/catalog-info-db.yaml": component("db"),
        "c/catalog-info-shop.yaml": shop,
        "c/catalog-info-web.yaml": component("web", needs("db", "lost")) + component("app", needs("db")),
      },
      { "c/catalog-info-db.yaml": null },
    );
    const { problems, changes, sentences } = await since();
    expect(problems).toEqual(["dangling-ref in c/catalog-info-web.yaml", "dangling-ref in c/catalog-info-web.yaml"]);
    expect(changes).toMatchObject([
      { type: "removed", isUnreadable: false, neededBy: ["component:default/app", "component:default/web"] },
    ]);
    expect(sentences).toEqual([
      "removes component:default/db, which 2 entities need: component:default/app, component:default/web",
    ]);
  });

  it("reports a file that can no longer be read, and whom that leaves without", async () => {
    const { since } = await changedCatalog(
      { "c/catalog-info-db.yaml": component("db") + shop, "c/catalog-info-web.yaml": component("web", needs("db")) },
      { "c/catalog-info-db.yaml": `${shop}kind: [\n` },
    );
    const { code, problems, sentences } = await since();
    expect(code).toBe(1);
    expect(problems).toEqual(["yaml/syntax in c/catalog-info-db.yaml", "dangling-ref in c/catalog-info-web.yaml"]);
    expect(sentences).toEqual([
      "component:default/db can no longer be read, and 1 entity needs it: component:default/web",
    ]);
  });

  it("reports a new file that cannot be read", async () => {
    const { since } = await changedCatalog({ "c/catalog-info.yaml": shop }, { "c/catalog-info-2.yaml": "a: [" });
    expect(await since()).toMatchObject({ code: 1, problems: ["yaml/syntax in c/catalog-info-2.yaml"], changes: [] });
  });

  it("says what is new, who gained dependents and who lost them", async () => {
    const { since } = await changedCatalog(
      { "c/catalog-info.yaml": shop + component("api") + component("db") + component("web", needs("api")) },
      {
        "c/catalog-info.yaml": shop + component("api") + component("db") + component("web", needs("db")),
        "c/catalog-info-new.yaml": component("app", needs("db")) + component("orphan", { owner: "nobody" }),
      },
    );
    expect((await since()).sentences).toEqual([
      "component:default/web: spec.dependsOn gains component:db and loses component:api",
      "takes 1 dependent from component:default/api: component:default/web",
      "adds 2 dependents to component:default/db: component:default/app, component:default/web",
      "new: component:default/app, owned by group:default/shop",
      "new: component:default/orphan, owned by nobody",
    ]);
  });

  it("names owners as they are found, not as they are written", async () => {
    const file = "c/catalog-info.yaml";
    const { since } = await changedCatalog(
      { [file]: shop + group("till") + component("web") + component("app") },
      {
        [file]:
          shop +
          group("till") +
          component("web", { owner: "till" }) +
          component("app", { owner: "group:default/shop" }),
      },
    );
    expect((await since()).sentences).toEqual([
      "component:default/app: spec.owner changes from shop to group:default/shop",
      "component:default/web: owner changes from group:default/shop to group:default/till",
    ]);
  });

  it("says where an entity moved, and checks the file that it moved to", async () => {
    const web = component("web", { owner: "nobody" });
    const { since } = await changedCatalog(
      { "c/catalog-info-a.yaml": web },
      { "c/catalog-info-a.yaml": null, "c/catalog-info-b.yaml": web },
    );
    expect(await since()).toMatchObject({
      problems: ["owner-not-found in c/catalog-info-b.yaml"],
      sentences: ["component:default/web: moves from c/catalog-info-a.yaml to c/catalog-info-b.yaml"],
    });
  });

  it("does not call removed what it did not look at", async () => {
    const { since } = await changedCatalog(
      { "c/a/catalog-info.yaml": component("a"), "c/b/catalog-info.yaml": component("b") },
      { "c/a/catalog-info.yaml": component("a", { lifecycle: "beta" }) },
    );
    const { changes } = await since("c/a");
    expect(changes.map(({ type, ref }) => [type, ref])).toEqual([["changed", "component:default/a"]]);
  });

  it("ends with 2 when the snapshot is of something else, 3 when it is none", async () => {
    const { folder, run } = await changedCatalog({ "c/catalog-info.yaml": shop }, {});
    await writeFile(join(folder, "catalog-info.yaml"), group("till"));
    const elsewhere = await run("catalog-info.yaml");
    expect(elsewhere).toMatchObject({ code: 2, stderr: expect.stringContaining("in the same folder") });
    await writeFile(join(folder, "base.callboard"), "nothing of the kind");
    expect((await run("c")).code).toBe(3);
  });

  it("leaves out what a baseline knows", async () => {
    const { run, since, folder } = await changedCatalog(
      { "c/catalog-info.yaml": component("web", { owner: "nobody" }) },
      { "c/catalog-info.yaml": component("web", { owner: "nobody", lifecycle: "beta" }) },
    );
    expect((await since()).problems).toHaveLength(1);
    await runCommand(["validate", "c", "--write-baseline", "known.json"], { cwd: folder });
    const { code, stdout } = await run("c", "--baseline", "known.json");
    expect(code).toBe(0);
    expect(stdout).toContain("What the change does:\n  ~ component:default/web: spec.lifecycle changes");
    expect(stdout).toContain("1 known problem in known.json");
  });
});
