import { builtInKinds, type CatalogView } from "@callboard/core";

/**
 * How many things a catalog describes: all its entities but notes about others, which are nothing of the company's.
 * Counted once for each revision, as that takes a look at every entity.
 */
export function countEntities(view: CatalogView): number {
  const before = counted.get(view);
  if (before?.revision === view.revision) return before.total;
  const { total } = view.query({ filter: THINGS, limit: 0 });
  counted.set(view, { revision: view.revision, total });
  return total;
}

const counted = new WeakMap<CatalogView, { readonly revision: number; readonly total: number }>();

/** Kinds of what only says something about others. */
export const NOTE_KINDS: readonly string[] = builtInKinds.flatMap(({ kind, edgeNotesFor }) =>
  edgeNotesFor === null ? [] : [kind],
);
const THINGS = { $not: { kind: { $in: NOTE_KINDS } } };
