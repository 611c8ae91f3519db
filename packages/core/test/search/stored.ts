import { z } from "zod";
import { entityRef, entityRefParts } from "../../src/model/entity-ref.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { defineKind, kindRegistry } from "../../src/model/kind.ts";
import type { StoredEntity } from "../../src/model/stored-entity.ts";

const spec = z.looseObject({});

/** A few kinds, of which `User` is a person. */
export const kinds = kindRegistry([
  ...["Component", "API", "Resource", "System", "Group"].map((kind) => defineKind({ kind, spec })),
  defineKind({ kind: "User", spec, person: true }),
]);

interface Fields {
  readonly title?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly annotations?: Readonly<Record<string, string>>;
  readonly spec?: JsonObject;
}

/** An entity as the catalog stores it, named by its ref. */
export function stored(written: string, { spec = {}, ...metadata }: Fields = {}): StoredEntity {
  const ref = entityRef(written);
  const { kind, namespace, name } = entityRefParts(ref);
  return {
    ref,
    uid: "",
    etag: "",
    entity: {
      apiVersion: "backstage.io/v1alpha1",
      kind: kinds.ofRef(kind)?.kind ?? kind,
      metadata: { name, namespace, ...metadata },
      spec,
    },
    source: "test",
    location: "file:catalog-info.yaml",
    line: 1,
    viewUrl: null,
    firstSeen: "2025-01-01T00:00:00.000Z",
    changed: "2025-01-01T00:00:00.000Z",
    positions: {},
  };
}
