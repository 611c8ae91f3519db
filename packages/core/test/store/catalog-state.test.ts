import { describe, expect, it } from "vitest";
import { catalogState } from "../../src/store/catalog-state.ts";
import { CHANGE_LOG_LIMIT } from "../../src/store/entity-store.ts";
import { changeSet, storedCatalog, storedDocument } from "./stored.ts";

describe("catalogState", () => {
  it("starts empty at revision 0", () => {
    expect(catalogState().stored()).toEqual({ revision: 0, sources: [], quarantine: [], log: [] });
  });

  it("gives back what it was made from", () => {
    expect(catalogState(storedCatalog("api", "web")).stored()).toEqual(storedCatalog("api", "web"));
  });

  it("touches only the documents a step names", () => {
    const names = Array.from({ length: 1_000 }, (_, index) => `service-${index}`);
    const stored = storedCatalog(...names);
    const read = { count: 0 };
    const watched = stored.sources.map((source) => ({
      ...source,
      documents: source.documents.map((document) => counted(document, read)),
    }));
    const state = catalogState({ ...stored, sources: watched });
    const readAtStart = read.count;
    state.apply(changeSet(2, "service-7"));
    expect(read.count).toBe(readAtStart);
    expect(state.stored().sources[0]?.documents[7]).toEqual(storedDocument("service-7", 2));
  });

  it("drops before it writes, so that a step may do both to one key", () => {
    const state = catalogState(storedCatalog("api"));
    state.apply({ ...changeSet(2, "api"), dropped: [{ source: "test:source", key: "api" }] });
    expect(state.stored().sources[0]?.documents).toEqual([storedDocument("api", 2)]);
  });

  it("keeps its log bounded over any number of steps", () => {
    const state = catalogState();
    for (let revision = 1; revision <= 2 * CHANGE_LOG_LIMIT + 10; revision += 1)
      state.apply(changeSet(revision, "api"));
    const { log } = state.stored();
    expect(log).toHaveLength(CHANGE_LOG_LIMIT);
    expect(log.at(-1)?.revision).toBe(state.revision);
  });
});

/** The same object, counting every read of a field. */
function counted<T extends object>(value: T, read: { count: number }): T {
  return new Proxy(value, {
    get(target, field, receiver) {
      read.count += 1;
      return Reflect.get(target, field, receiver);
    },
  });
}
