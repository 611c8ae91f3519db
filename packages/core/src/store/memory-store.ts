import { catalogState } from "./catalog-state.ts";
import type { EntityStore, StoredCatalog } from "./entity-store.ts";

/**
 * A store that ends with the process; the default. Closing it keeps what it holds, so that a catalog opened on it
 * again goes on from there.
 *
 * @param stored what it holds from the start; nothing unless given
 */
export function memoryStore(stored?: StoredCatalog): EntityStore {
  const state = catalogState(stored);
  let isEmpty = stored === undefined;
  return {
    durable: false,
    load: async () => (isEmpty ? undefined : state.stored()),
    async commit(changeSet) {
      state.apply(changeSet);
      isEmpty = false;
      return state.revision;
    },
    changes: async (since) => state.changes(since),
    async close() {},
  };
}
