import { describe, expect, it } from "vitest";
import { memoryStore, openCatalog, type Runtime } from "../src/index.ts";
import { testClock } from "../src/testing/index.ts";
import { componentFile, componentFiles, type MemorySource, memorySource } from "./documents.ts";

/** A store that outlives catalogs, and tells how often it was written to. */
function keptStore() {
  const inner = memoryStore();
  const store = { ...inner, durable: true, close: async () => {} };
  return { store, runtime: (clock = testClock()): Partial<Runtime> => ({ store, clock }) };
}

const open = (sources: readonly MemorySource[], runtime: Partial<Runtime>, start?: "cached" | "fresh") =>
  openCatalog({
    providers: sources.map(({ provider }) => provider),
    schedule: false,
    runtime,
    ...(start && { start }),
  });

describe("openCatalog with a store that has data", () => {
  it("answers at once, before any source is read, and reads them behind it", async () => {
    const { runtime } = keptStore();
    const source = memorySource("files", componentFiles(20));
    const before = await open([source], runtime());
    const items = before.query().items;
    await before.close();

    source.documents = [...componentFiles(20), componentFile("new")];
    const catalog = await open([source], runtime());
    expect(catalog.query().items).toEqual(items);
    expect(catalog.sources()).toMatchObject([{ state: "complete", entities: 20 }]);
    await new Promise<void>((resolve) => catalog.subscribe(() => resolve()));
    expect(catalog.entity("component:default/new")).toBeDefined();
    expect(catalog.revision).toBe(2);
    await catalog.close();
  });

  it("waits for the sources when asked to start fresh, and still compares with what was kept", async () => {
    const { runtime } = keptStore();
    const source = memorySource("files", componentFiles(20));
    await (await open([source], runtime())).close();
    source.documents = componentFiles(5);
    const catalog = await open([source], runtime(), "fresh");
    expect(catalog.sources()).toMatchObject([{ state: "refused", refusedRemovals: 15 }]);
    expect(catalog.query().total).toBe(20);
    await catalog.close();
  });

  it("keeps answering when every source is down at the start", async () => {
    const { runtime } = keptStore();
    const source = memorySource("files", [componentFile("web")]);
    await (await open([source], runtime())).close();
    source.failure = new Error("connection refused");
    const catalog = await open([source], runtime(), "fresh");
    expect(catalog.entity("component:default/web")).toBeDefined();
    expect(catalog.sources()).toMatchObject([{ state: "failed", reason: "connection refused" }]);
    await catalog.close();
  });

  it("keeps refusals, quarantine and what was put back over a restart", async () => {
    const { runtime } = keptStore();
    const source = memorySource("files", componentFiles(40));
    const first = await open([source], runtime());
    source.documents = componentFiles(38);
    await first.refresh();
    await first.restore("component:default/service-0039");
    source.documents = componentFiles(10);
    await first.refresh();
    const removals = first.removals();
    await first.close();

    const second = await open([source], runtime(), "fresh");
    expect(second.removals()).toEqual(removals);
    expect(second.removals().quarantined).toMatchObject([{ ref: "component:default/service-0038" }]);
    expect(second.entity("component:default/service-0039")).toBeDefined();
    expect(await second.confirmRemovals("files")).toHaveLength(28);
    await second.close();
  });

  it("lets go of a source that is no longer configured, into quarantine", async () => {
    const { runtime } = keptStore();
    await (
      await open([memorySource("old", [componentFile("web")]), memorySource("new", [componentFile("api")])], runtime())
    ).close();
    const catalog = await open([memorySource("new", [componentFile("api")])], runtime(), "fresh");
    expect(catalog.query().total).toBe(1);
    expect(catalog.removals().quarantined).toMatchObject([
      { ref: "component:default/web", source: "old", reason: "source-removed" },
    ]);
    await catalog.close();
  });

  it("changes nothing in memory when the store cannot keep it, and says so", async () => {
    const { store } = keptStore();
    let isFull = false;
    const commit: typeof store.commit = (changeSet) =>
      isFull ? Promise.reject(new Error("ENOSPC: no space left on device")) : store.commit(changeSet);
    const source = memorySource("files", [componentFile("web")]);
    const catalog = await open([source], { store: { ...store, commit } });
    isFull = true;
    source.documents = [componentFile("web"), componentFile("api")];
    expect(await catalog.refresh()).toMatchObject([
      { state: "failed", reason: "ENOSPC: no space left on device", added: 0 },
    ]);
    expect(catalog.query().total).toBe(1);
    isFull = false;
    expect(await catalog.refresh()).toMatchObject([{ state: "complete", added: 1 }]);
    await catalog.close();
  });
});
