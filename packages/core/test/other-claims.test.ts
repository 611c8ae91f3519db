import { describe, expect, it } from "vitest";
import { type Catalog, exportSnapshot, openCatalog, openSnapshot } from "../src/index.ts";
import type { SourceDocument } from "../src/provider/entity-provider.ts";
import { componentFile, componentYaml, type MemorySource, memorySource } from "./documents.ts";

const open = (...sources: MemorySource[]): Promise<Catalog> =>
  openCatalog({ providers: sources.map(({ provider }) => provider), schedule: false });

const web = (location: string, count = 1): SourceDocument => ({
  location,
  content: Array.from({ length: count }, () => componentYaml("web")).join("---\n"),
});

describe("Origin.alsoClaimedBy", () => {
  it("is empty for an entity that only one document describes", async () => {
    const catalog = await open(memorySource("files", [componentFile("web")]));
    expect(catalog.origin("component:web").alsoClaimedBy).toEqual([]);
  });

  it("lists every description that lost, with its place and why", async () => {
    const catalog = await open(
      memorySource("first", [web("file:b.yaml"), web("file:a.yaml", 2)]),
      memorySource("second", [web("file:a.yaml")]),
    );
    const { source, location, alsoClaimedBy } = catalog.origin("component:web");
    expect([source, location]).toEqual(["first", "file:a.yaml"]);
    expect(alsoClaimedBy).toHaveLength(3);
    expect(alsoClaimedBy).toEqual(
      expect.arrayContaining([
        { source: "first", location: "file:a.yaml", line: 13, reason: "The same file describes it further up." },
        {
          source: "first",
          location: "file:b.yaml",
          line: 4,
          reason: "In the order of locations file:a.yaml comes before file:b.yaml.",
        },
        {
          source: "second",
          location: "file:a.yaml",
          line: 4,
          reason: "The source first comes before second in the list of providers.",
        },
      ]),
    );
    expect(openSnapshot(exportSnapshot(catalog)).origin("component:web").alsoClaimedBy).toEqual(alsoClaimedBy);
  });

  it("names the other one once the winner has let go", async () => {
    const first = memorySource("first", [web("file:a.yaml"), componentFile("api")]);
    const catalog = await open(first, memorySource("second", [web("file:b.yaml")]));
    first.documents = [componentFile("api")];
    await catalog.refresh();
    expect(catalog.origin("component:web")).toMatchObject({ source: "second", alsoClaimedBy: [] });
  });
});

describe("a descriptor that moves to another file", () => {
  it.each([
    ["to a later one", "file:a.yaml", "file:z.yaml"],
    ["to an earlier one", "file:z.yaml", "file:a.yaml"],
  ])("frees its ref and takes it again in one refresh, %s", async (_, from, to) => {
    const others = [componentFile("b"), componentFile("c")];
    const source = memorySource("files", [web(from), ...others]);
    const catalog = await open(source);
    const { uid, firstSeen, etag } = catalog.origin("component:web");
    source.documents = [...others, web(to)];
    expect(await catalog.refresh()).toMatchObject([{ state: "complete", added: 0, changed: 0, removed: 0 }]);
    expect(catalog.origin("component:web")).toMatchObject({ location: to, uid, firstSeen, etag, alsoClaimedBy: [] });
    expect(catalog.problems().filter(({ rule }) => rule === "ref-conflict")).toEqual([]);
    expect(catalog.removals().quarantined).toEqual([]);
  });

  it.each([
    ["the earlier source to the later one", 0, 1],
    ["the later source to the earlier one", 1, 0],
  ])("frees its ref and takes it again when it moves from %s", async (_, from, to) => {
    const sources = ["first", "second"].map((name) => memorySource(name, [componentFile(`${name}-own`)]));
    const [before, behind] = [sources[from], sources[to]];
    if (!before || !behind) throw new Error("there are two sources");
    before.documents.push(web("file:web.yaml"));
    const catalog = await open(...sources);
    before.documents = before.documents.slice(0, 1);
    behind.documents = [...behind.documents, web("file:web.yaml")];
    await catalog.refresh();
    expect(catalog.origin("component:web")).toMatchObject({ source: behind.provider.name, alsoClaimedBy: [] });
    expect(catalog.problems().filter(({ rule }) => rule === "ref-conflict")).toEqual([]);
    expect(catalog.removals().refused).toEqual([]);
  });
});
