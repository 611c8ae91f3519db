import { describe, expect, it } from "vitest";
import {
  type Catalog,
  type CatalogEvent,
  memoryStore,
  type OpenCatalogOptions,
  openCatalog,
  type SourceChange,
  type SourceDocument,
} from "../src/index.ts";
import type { builtInKinds } from "../src/model/built-in-kinds.ts";
import { componentFile, componentYaml, type MemorySource, memorySource } from "./documents.ts";

const GOOD = componentFile("web", { lifecycle: "experimental" });
const FIXED = componentFile("web", { lifecycle: "production" });
const BAD: readonly (readonly [how: string, content: string])[] = [
  ["a field is wrong", componentYaml("web").replace("lifecycle:", "livecycle:")],
  ["it is not YAML", "apiVersion: ["],
  ["it describes nothing that can be told", "kind: Component\nmetadata: {}\n"],
];

const bad = (content: string): SourceDocument => ({ location: "file:web.yaml", content });

function opened(source: MemorySource, options: Partial<OpenCatalogOptions<typeof builtInKinds>> = {}) {
  return openCatalog({ providers: [source.provider], schedule: false, ...options });
}

const lifecycle = (catalog: Catalog) => catalog.entity("component:web")?.spec?.lifecycle;
/** How much is wrong with the documents themselves. */
const errors = (catalog: Catalog) => catalog.problems().filter(({ rule }) => rule.includes("/")).length;

/** A source that hints when it is told to. */
function hintedSource(documents: SourceDocument[]) {
  const source = memorySource("files", documents);
  const waiting: SourceChange[] = [];
  let wake = () => {};
  const provider = {
    ...source.provider,
    async *watch({ signal }: { readonly signal: AbortSignal }) {
      signal.addEventListener("abort", () => wake());
      while (!signal.aborted) {
        const change = waiting.shift();
        if (change) yield change;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
  const hint = (document: SourceDocument) => {
    waiting.push({ type: "changed", document });
    wake();
  };
  return { ...source, provider, hint };
}

describe.each(BAD)("a document that turns bad because %s", (_, content) => {
  it("keeps its last good entity until a full read finds it fixed", async () => {
    const source = memorySource("files", [GOOD]);
    const catalog = await opened(source);
    source.documents = [bad(content)];
    await catalog.refresh();
    await catalog.refresh();
    expect([lifecycle(catalog), errors(catalog) > 0]).toEqual(["experimental", true]);
    source.documents = [FIXED];
    await catalog.refresh();
    expect([lifecycle(catalog), errors(catalog)]).toEqual(["production", 0]);
  });

  it("keeps it over hints, recovers by one, and tells subscribers of both", async () => {
    const source = hintedSource([GOOD]);
    const catalog = await opened(source, { schedule: { watch: true } });
    const next = () => new Promise<CatalogEvent>((resolve) => catalog.subscribe(resolve));
    const turned = next();
    source.hint(bad(content));
    expect(await turned).toMatchObject({ type: "source", status: { name: "files", state: "complete" } });
    expect([lifecycle(catalog), errors(catalog) > 0]).toEqual(["experimental", true]);
    const back = next();
    source.hint(FIXED);
    expect(await back).toMatchObject({ type: "changed", changes: [{ ref: "component:default/web" }] });
    expect([lifecycle(catalog), errors(catalog)]).toEqual(["production", 0]);
    await catalog.close();
  });

  it("keeps it over a restart with a store, and recovers behind it", async () => {
    const store = { ...memoryStore(), close: async () => {} };
    const source = memorySource("files", [GOOD]);
    const first = await opened(source, { runtime: { store } });
    source.documents = [bad(content)];
    await first.refresh();
    await first.close();
    const second = await opened(source, { runtime: { store }, start: "fresh" });
    expect([lifecycle(second), errors(second) > 0]).toEqual(["experimental", true]);
    await second.close();
    source.documents = [FIXED];
    const third = await opened(source, { runtime: { store }, start: "fresh" });
    expect([lifecycle(third), errors(third)]).toEqual(["production", 0]);
  });
});

describe("Catalog.subscribe", () => {
  it("tells of problems that come and go while no entity changes, and of nothing when nothing does", async () => {
    const source = memorySource("files", [GOOD]);
    const catalog = await opened(source);
    const problems: number[] = [];
    catalog.subscribe((event) => {
      if (event.type === "source") problems.push(event.status.problems);
    });
    for (const document of [bad("apiVersion: ["), bad("apiVersion: ["), bad("- 1\n"), GOOD, GOOD]) {
      source.documents = [document];
      await catalog.refresh();
    }
    expect(problems).toEqual([1, 1, 0]);
  });

  it("tells of the source whose description lost to that of another", async () => {
    const first = memorySource("first", [componentFile("api")]);
    const catalog = await openCatalog({
      providers: [first.provider, memorySource("second", [GOOD]).provider],
      schedule: false,
    });
    const told: string[] = [];
    catalog.subscribe((event) => {
      if (event.type === "source") told.push(`${event.status.name} ${event.status.problems}`);
    });
    first.documents = [componentFile("api"), FIXED];
    await catalog.refresh("first");
    expect(told).toEqual(["second 1"]);
  });
});
