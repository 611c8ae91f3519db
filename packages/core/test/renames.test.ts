import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { type Catalog, exportSnapshot, memoryStore, openCatalog, openSnapshot, type Runtime } from "../src/index.ts";
import type { SourceDocument } from "../src/provider/entity-provider.ts";
import { componentFile, componentYaml, type MemorySource, memorySource } from "./documents.ts";

const open = (sources: readonly MemorySource[], runtime: Partial<Runtime> = {}): Promise<Catalog> =>
  openCatalog({ providers: sources.map(({ provider }) => provider), schedule: false, start: "fresh", runtime });

const file = (location: string, ...names: readonly string[]): SourceDocument => ({
  location,
  content: names.map((name) => componentYaml(name)).join("---\n"),
});

const OLD = "component:default/old";
const NEW = "component:default/new";
const OTHERS = componentFile("other");

/** A catalog in which the first files became the second ones. */
async function after(before: readonly SourceDocument[], now: readonly SourceDocument[]): Promise<Catalog> {
  const source = memorySource("files", [...before]);
  const catalog = await open([source]);
  source.documents = [...now];
  await catalog.refresh();
  return catalog;
}

/** What the error about a ref that is not there says, and suggests first. */
function refusal(read: () => unknown): { readonly code: string; readonly message: string; readonly first: string } {
  try {
    read();
  } catch (reason) {
    const { code, message, suggestions } = reason as { code: string; message: string; suggestions: string[] };
    return { code, message, first: suggestions[0] ?? "" };
  }
  return { code: "", message: "nothing was thrown", first: "" };
}

describe("an entity that is renamed in its file", () => {
  it("is named by every read of its former ref", async () => {
    const catalog = await after([file("file:a.yaml", "old"), OTHERS], [file("file:a.yaml", "new"), OTHERS]);
    const message = `There is no ${OLD} in the catalog any more: it was renamed to ${NEW}. Use that ref.`;
    const reads = [
      () => catalog.owner(OLD),
      () => catalog.origin(OLD),
      () => catalog.blastRadius(OLD),
      () => catalog.dependencies(OLD),
      () => catalog.dependents(OLD),
      () => catalog.path(OLD, "component:other"),
      () => catalog.path("component:other", OLD),
    ];
    for (const read of reads) expect(refusal(read)).toEqual({ code: "entity-not-found", message, first: NEW });
    expect(catalog.entity(OLD)).toBeUndefined();
  });

  it("is what a dangling ref to its former name is said to mean", async () => {
    const user = componentFile("user", { dependsOn: ["component:old"] });
    const catalog = await after([file("file:a.yaml", "old"), user], [file("file:a.yaml", "new"), user]);
    const [finding] = catalog.problems().filter(({ rule }) => rule === "dangling-ref");
    expect(finding?.message).toContain(NEW);
  });

  it("is found by its former name and ref, and says that it was called so", async () => {
    const catalog = await after([file("file:a.yaml", "old-name")], [file("file:a.yaml", "new")]);
    const reason = `${NEW} was formerly called "old-name".`;
    expect(catalog.resolve("old name")).toMatchObject({ status: "found", ref: NEW, match: "former-name", reason });
    for (const ref of ["component:old-name", "component:default/old-name"]) {
      expect(catalog.resolve(ref)).toMatchObject({
        status: "found",
        ref: NEW,
        match: "former-name",
        reason: `"${ref}" was renamed to ${NEW}.`,
      });
    }
    expect(catalog.resolve("old-nme").status).not.toBe("found");
  });

  it("remembers its ten latest refs over several renames, and none that is its own", async () => {
    const source = memorySource("files", [file("file:a.yaml", "name-0"), OTHERS]);
    const catalog = await open([source]);
    for (let step = 1; step <= 12; step += 1) {
      source.documents = [file("file:a.yaml", `name-${step}`), OTHERS];
      await catalog.refresh();
    }
    expect(catalog.resolve("component:name-2")).toMatchObject({ ref: "component:default/name-12" });
    expect(catalog.resolve("component:name-1").status).not.toBe("found");
    source.documents = [file("file:a.yaml", "name-11"), OTHERS];
    await catalog.refresh();
    expect(catalog.resolve("component:name-12")).toMatchObject({ ref: "component:default/name-11" });
    expect(catalog.resolve("component:name-11")).toMatchObject({ match: "ref" });
  });

  it("is known by its place in a file of several, and by the provider's key in a file that moved", async () => {
    const catalog = await after(
      [file("file:a.yaml", "one", "old", "three"), { ...file("file:b.yaml", "before"), key: "id-7" }],
      [file("file:a.yaml", "one", "new", "three"), { ...file("file:moved.yaml", "behind"), key: "id-7" }],
    );
    expect(refusal(() => catalog.owner(OLD)).first).toBe(NEW);
    expect(refusal(() => catalog.owner("component:before")).first).toBe("component:default/behind");
  });

  it("keeps its former ref when its content changes later, and over a hint", async () => {
    const source = memorySource("files", [file("file:a.yaml", "old")]);
    const hints = [file("file:a.yaml", "new"), componentFile("new", { lifecycle: "deprecated" })];
    const watched = {
      ...source.provider,
      async *watch() {
        for (const document of hints)
          yield { type: "changed" as const, document: { ...document, location: "file:a.yaml" } };
      },
    };
    const catalog = await openCatalog({ providers: [watched], schedule: { watch: true } });
    while (catalog.entity(NEW)?.spec?.lifecycle !== "deprecated") await new Promise((resolve) => setImmediate(resolve));
    expect(refusal(() => catalog.owner(OLD)).first).toBe(NEW);
    await catalog.close();
  });

  it.each([
    ["the old ref moved to another file", ["file:b.yaml", "old"]],
    ["the new ref was there before", ["file:b.yaml", "third"]],
  ])("is not assumed when %s", async (_, [location = "", name = ""]) => {
    const before = [file("file:a.yaml", "old"), file("file:b.yaml", name === "old" ? "gone" : "new")];
    const catalog = await after(before, [file("file:a.yaml", "new"), file(location, name)]);
    expect(refusal(() => catalog.owner(OLD)).message).not.toContain("renamed");
  });

  it("is not assumed between two things that have neither kind nor name in common", async () => {
    const group =
      "apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata: {name: new}\nspec: {type: team, children: []}\n";
    const catalog = await after([file("file:a.yaml", "old")], [{ location: "file:a.yaml", content: group }]);
    expect(catalog.entity("group:new")).toBeDefined();
    expect(refusal(() => catalog.owner(OLD)).message).not.toContain("renamed");
  });

  it("gives its former ref up to another entity that takes it", async () => {
    const source = memorySource("files", [file("file:a.yaml", "old")]);
    const catalog = await open([source]);
    source.documents = [file("file:a.yaml", "new")];
    await catalog.refresh();
    source.documents = [file("file:a.yaml", "new"), file("file:b.yaml", "old")];
    await catalog.refresh();
    expect(catalog.origin(OLD).location).toBe("file:b.yaml");
    expect(catalog.resolve("old")).toMatchObject({ status: "found", ref: OLD, match: "name" });
    expect(catalog.resolve("component:old")).toMatchObject({ ref: OLD, match: "ref" });
  });

  it("keeps its former ref while a guard refuses to let that go, and answers for it once confirmed", async () => {
    const files = (prefix: string) =>
      Array.from({ length: 12 }, (_, index) => file(`file:${index}.yaml`, `${prefix}-${index}`));
    const source = memorySource("files", files("old"));
    const catalog = await open([source]);
    source.documents = files("new");
    expect(await catalog.refresh()).toMatchObject([{ state: "refused", added: 12, refusedRemovals: 12 }]);
    expect(catalog.resolve("component:old-3")).toMatchObject({ match: "ref" });
    await catalog.confirmRemovals("files");
    expect(refusal(() => catalog.owner("component:old-3")).first).toBe("component:default/new-3");
  });

  it("is remembered over a restart with a store, in a snapshot and in a pinned view", async () => {
    const store = { ...memoryStore(), close: async () => {} };
    const source = memorySource("files", [file("file:a.yaml", "old")]);
    const catalog = await open([source], { store });
    source.documents = [file("file:a.yaml", "new")];
    await catalog.refresh();
    const views = [catalog.snapshot(), openSnapshot(exportSnapshot(catalog))];
    await catalog.close();
    const restarted = await open([source], { store });
    for (const view of [...views, restarted]) expect(refusal(() => view.owner(OLD)).first).toBe(NEW);
    await restarted.refresh();
    expect(refusal(() => restarted.owner(OLD)).first).toBe(NEW);
  });
});

describe("an alias that is a whole ref", () => {
  const renamed = (aliases: string): SourceDocument => ({
    location: "file:a.yaml",
    content: componentYaml("new").replace(
      "  name:",
      `  annotations: {callboard.dev/aliases: ${JSON.stringify(aliases)}}\n  name:`,
    ),
  });

  it("names a former ref, beside plain aliases", async () => {
    const catalog = await open([memorySource("files", [renamed("psp, Component:shop/Old, component:default/older")])]);
    expect(refusal(() => catalog.owner("component:shop/old")).first).toBe(NEW);
    expect(refusal(() => catalog.owner("component:older")).message).toContain(`was renamed to ${NEW}`);
    expect(catalog.resolve("psp")).toMatchObject({ ref: NEW, match: "alias" });
    expect(catalog.resolve("older")).toMatchObject({ ref: NEW, match: "former-name" });
    expect(catalog.search("older").map(({ ref }) => ref)).toEqual([NEW]);
    expect(catalog.search("shop")).toEqual([]);
  });

  it("is what a problem about a ref to it says to write", async () => {
    const content = componentYaml("web").replace("spec:", "spec:\n  dependsOn: [component:older]");
    const web = { location: "file:web.yaml", content };
    const catalog = await open([memorySource("files", [renamed("component:default/older"), web])]);
    const dangling = catalog.problems().filter(({ rule }) => rule === "dangling-ref");
    expect(dangling.map(({ message }) => message)).toEqual([
      expect.stringMatching(/which is not in the catalog\. It was renamed: write component:default\/new\.$/),
    ]);
  });

  it("names every entity that says it had the ref", async () => {
    const other = { ...renamed("component:default/old"), location: "file:b.yaml" };
    const twin = { ...other, content: "content" in other ? other.content.replace("name: new", "name: newer") : "" };
    const catalog = await open([memorySource("files", [renamed("component:default/old"), twin])]);
    const { message } = refusal(() => catalog.owner(OLD));
    expect(message).toContain(`was renamed to ${NEW} or component:default/newer.`);
    expect(catalog.resolve(OLD)).toMatchObject({ status: "ambiguous", candidates: [{ ref: NEW }, {}] });
  });
});

describe("a snapshot from before renames were remembered", () => {
  it("R21: opens and answers as it did", async () => {
    const bytes = await readFile(new URL("./store/format-1.callboard", import.meta.url));
    const view = openSnapshot(new Uint8Array(bytes));
    expect(view.query().total).toBe(2);
    expect(view.dependents("component:api").map(({ ref }) => ref)).toEqual(["component:default/web"]);
    expect(refusal(() => view.owner("component:gone")).message).not.toContain("renamed");
  });
});
