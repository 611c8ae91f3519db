import { builtInKinds } from "../../src/model/built-in-kinds.ts";
import type { Entity, EntityMetadata } from "../../src/model/entity.ts";
import { type EntityRef, entityRef, entityRefParts } from "../../src/model/entity-ref.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { type KindRegistry, kindRegistry } from "../../src/model/kind.ts";
import type { StoredEntity } from "../../src/model/stored-entity.ts";

export const kinds: KindRegistry = kindRegistry(builtInKinds);

/** The parts of a document that a graph reads. */
export interface Written {
  readonly spec?: JsonObject;
  readonly metadata?: Partial<EntityMetadata>;
  readonly positions?: StoredEntity["positions"];
}

/** An entity as a catalog keeps it. */
export function stored(
  ref: string,
  { spec = {}, metadata = {}, positions = {} }: Written = {},
  known = kinds,
): StoredEntity {
  const { kind: refKind, namespace, name } = entityRefParts(entityRef(ref));
  const kind = known.ofRef(refKind);
  const entity: Entity = {
    apiVersion: kind?.apiVersions[0] ?? "example.com/v1",
    kind: kind?.kind ?? refKind,
    metadata: { name, namespace, ...metadata },
    spec,
  };
  return {
    ref: refOf(ref),
    uid: ref,
    etag: ref,
    entity,
    source: "test",
    location: `test:${ref}`,
    line: 1,
    viewUrl: null,
    firstSeen: "2026-01-01T00:00:00.000Z",
    changed: "2026-01-01T00:00:00.000Z",
    positions,
  };
}

export function refOf(text: string): EntityRef {
  return entityRef(text);
}
