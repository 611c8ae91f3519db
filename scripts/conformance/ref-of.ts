import { type Entity, type EntityRef, entityRef } from "@callboard/core";

/** The ref of an entity. */
export function refOf({ kind, metadata: { namespace = "default", name } }: Entity): EntityRef {
  return entityRef({ kind, namespace, name });
}
