import { declaredFormerRefs } from "./annotations.ts";
import type { EntityRef } from "./entity-ref.ts";
import type { StoredEntity } from "./stored-entity.ts";

/** The refs an entity had before: those it was seen under, the latest first, then those that its document names. */
export function formerRefsOf({ ref, entity, formerRefs = [] }: StoredEntity): readonly EntityRef[] {
  const declared = declaredFormerRefs(entity);
  if (formerRefs.length + declared.length === 0) return NONE;
  const former = new Set([...formerRefs, ...declared]);
  former.delete(ref);
  return [...former];
}

/** One list for all that were never renamed, which is most of a large catalog. */
const NONE: readonly EntityRef[] = [];
