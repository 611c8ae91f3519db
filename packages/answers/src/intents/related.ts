import type { CatalogView, EntityRef } from "@callboard/core";

/** The refs at the other end of one relation of an entity, also of those that are not in the catalog. */
export function related(view: CatalogView, ref: EntityRef, relation: string): EntityRef[] {
  const relations = view.entity(ref)?.relations ?? [];
  return relations.filter(({ type }) => type === relation).map(({ targetRef }) => targetRef);
}

/** Everything that one relation leads to, over any number of hops, nearest first; without the entity itself. */
export function allRelated(view: CatalogView, ref: EntityRef, relation: string): EntityRef[] {
  const seen = new Set([ref]);
  for (const each of seen) for (const next of related(view, each, relation)) seen.add(next);
  seen.delete(ref);
  return [...seen];
}
