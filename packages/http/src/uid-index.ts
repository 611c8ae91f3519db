import type { Catalog, EntityRef, Revision } from "@callboard/core";
import { entityRef } from "@callboard/core";

/** Finds entities by their uid, which follows from the ref and so is never given to another one. */
export interface UidIndex {
  /** The ref that a uid stands for; it may be gone, or hidden from who asks. */
  find(uid: string): Promise<EntityRef | undefined>;
}

/** An index that reads the catalog when it is first asked, and later only what has changed. */
export function uidIndex(catalog: Pick<Catalog, "query" | "origin" | "entity" | "history" | "revision">): UidIndex {
  const refs = new Map<string, EntityRef>();
  let upTo: Revision | null = null;

  function add(ref: EntityRef): void {
    if (catalog.entity(ref)) refs.set(catalog.origin(ref).uid, ref);
  }

  function addAll(): void {
    for (const { kind, metadata } of catalog.query({ limit: Number.POSITIVE_INFINITY, relations: false }).items)
      add(entityRef({ kind, ...metadata }));
  }

  async function follow(): Promise<void> {
    const { revision } = catalog;
    if (upTo === revision) return;
    const { changes, complete } = await catalog.history(upTo ?? revision);
    if (upTo === null || !complete) addAll();
    else for (const { ref } of changes) add(ref);
    upTo = revision;
  }

  return {
    async find(uid) {
      await follow();
      return refs.get(uid);
    },
  };
}
