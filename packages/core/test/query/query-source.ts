import type { Entity, EntityRelation } from "../../src/model/entity.ts";
import { entityRef, entityRefParts } from "../../src/model/entity-ref.ts";
import type { JsonObject, JsonValue } from "../../src/model/json.ts";
import type { StoredEntity } from "../../src/model/stored-entity.ts";
import { fieldColumns } from "../../src/query/field-columns.ts";
import type { QuerySource } from "../../src/query/matching-rows.ts";

export interface EntityFields {
  readonly metadata?: { readonly [key: string]: JsonValue };
  readonly spec?: JsonObject;
  readonly relations?: readonly string[];
}

/** An entity by its ref; relations as `type target`. */
export function entityOf(ref: string, { metadata, spec, relations }: EntityFields = {}): Entity {
  const { kind, namespace, name } = entityRefParts(entityRef(ref));
  return {
    apiVersion: "backstage.io/v1alpha1",
    kind: kind.charAt(0).toUpperCase() + kind.slice(1),
    metadata: { ...metadata, name, namespace },
    ...(spec && { spec }),
    ...(relations && { relations: relations.map(relationOf) }),
  };
}

export function storedOf(ref: string, fields: EntityFields = {}): StoredEntity {
  const { relations: _, ...entity } = entityOf(ref, fields);
  return {
    ref: entityRef(ref),
    uid: `uid of ${ref}`,
    etag: "etag",
    entity,
    source: "test:source",
    location: "test:catalog-info.yaml",
    line: 1,
    viewUrl: null,
    firstSeen: "2026-01-01T00:00:00.000Z",
    changed: "2026-01-01T00:00:00.000Z",
    positions: {},
  };
}

/** What queries read, from entities by ref. */
export function sourceOf(entities: Readonly<Record<string, EntityFields>>): QuerySource {
  return {
    rows: rowsOf(Object.entries(entities).map(([ref, fields]) => storedOf(ref, fields))),
    relations: (ref) => (entities[ref]?.relations ?? []).map(relationOf),
  };
}

/** The rows of some entities. */
export function rowsOf(entities: readonly StoredEntity[]): QuerySource["rows"] {
  const columns = fieldColumns();
  for (const stored of entities) columns.set(stored);
  return columns.rows();
}

function relationOf(text: string): EntityRelation {
  const [type = "", target = ""] = text.split(" ");
  return { type, targetRef: entityRef(target) };
}
