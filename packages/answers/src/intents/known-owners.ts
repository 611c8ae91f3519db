import type { CatalogView, EntityRef } from "@callboard/core";

/** Everyone who owns something. Counted once for each revision, as that takes a look at every entity. */
export function knownOwners(view: CatalogView): readonly EntityRef[] {
  const before = known.get(view);
  if (before?.revision === view.revision) return before.owners;
  const owners = view.owners().flatMap(({ owner }) => (owner === null ? [] : [owner]));
  known.set(view, { revision: view.revision, owners });
  return owners;
}

const known = new WeakMap<CatalogView, { readonly revision: number; readonly owners: readonly EntityRef[] }>();
