import type { EntityRef } from "../model/entity-ref.ts";
import type { StoredEntity } from "../model/stored-entity.ts";

/** Finds entities by the exact value of an annotation. */
export interface AnnotationIndex {
  /** Refs of the entities whose annotation has exactly this value, in order. */
  match(name: string, value: string): readonly EntityRef[];
  /** Takes an entity in, in place of what it was before. */
  set(stored: StoredEntity): void;
  remove(ref: EntityRef): void;
}

/** An index without entities. */
export function annotationIndex(): AnnotationIndex {
  const annotationsOf = new Map<EntityRef, readonly [name: string, value: string][]>();
  const values = new Map<string, RefsByValue>();

  function remove(ref: EntityRef): void {
    for (const [name, value] of annotationsOf.get(ref) ?? []) drop(values, name, value, ref);
    annotationsOf.delete(ref);
  }

  return {
    match(name, value) {
      const refs = values.get(name)?.get(value);
      if (refs === undefined) return [];
      return typeof refs === "string" ? [refs] : [...refs].sort();
    },
    set({ ref, entity }) {
      remove(ref);
      const annotations = Object.entries(entity.metadata.annotations ?? {});
      if (annotations.length === 0) return;
      annotationsOf.set(ref, annotations);
      for (const [name, value] of annotations) add(values, name, value, ref);
    },
    remove,
  };
}

/** Most values belong to one entity alone: a set for each of them would be most of the index. */
type RefsByValue = Map<string, EntityRef | Set<EntityRef>>;

function add(values: Map<string, RefsByValue>, name: string, value: string, ref: EntityRef): void {
  const byValue: RefsByValue = values.get(name) ?? new Map();
  values.set(name, byValue);
  const refs = byValue.get(value);
  if (refs === undefined) byValue.set(value, ref);
  else if (typeof refs === "string") byValue.set(value, new Set([refs, ref]));
  else refs.add(ref);
}

function drop(values: Map<string, RefsByValue>, name: string, value: string, ref: EntityRef): void {
  const byValue = values.get(name);
  const refs = byValue?.get(value);
  if (typeof refs === "object") refs.delete(ref);
  if (refs === ref || (typeof refs === "object" && refs.size === 0)) byValue?.delete(value);
  if (byValue?.size === 0) values.delete(name);
}
