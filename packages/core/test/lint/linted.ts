import { deriveRelations } from "../../src/ingest/derive-relations.ts";
import { type LintContext, lintCatalog } from "../../src/lint/lint.ts";
import type { LintRule } from "../../src/lint/lint-rule.ts";
import { builtInKinds } from "../../src/model/built-in-kinds.ts";
import { entityRef, entityRefParts } from "../../src/model/entity-ref.ts";
import type { JsonObject, JsonValue } from "../../src/model/json.ts";
import { kindRegistry } from "../../src/model/kind.ts";
import type { Problem } from "../../src/model/problem.ts";
import type { StoredEntity } from "../../src/model/stored-entity.ts";

export const kinds = kindRegistry(builtInKinds);

const relations: LintContext["relations"] = ({ entity }) => deriveRelations(entity, kinds).relations;

export interface Written {
  readonly metadata?: { readonly [key: string]: JsonValue };
  readonly spec?: JsonObject;
  readonly location?: string;
  readonly positions?: StoredEntity["positions"];
}

/** Entities by ref, as a catalog holds them. */
export function lintContext(
  entities: Readonly<Record<string, Written>>,
  nearest: LintContext["nearest"] = () => [],
  environments: LintContext["environments"] = null,
): LintContext {
  const stored = new Map(Object.entries(entities).map(([ref, written]) => [entityRef(ref), storedOf(ref, written)]));
  return {
    entities: [...stored.values()],
    kinds,
    get: (ref) => stored.get(ref),
    relations,
    nearest,
    renamedTo: () => [],
    environments,
  };
}

/** What one rule finds. */
export function findings(
  rule: LintRule,
  entities: Readonly<Record<string, Written>>,
  nearest?: LintContext["nearest"],
): readonly Problem[] {
  return lintCatalog(lintContext(entities, nearest), [rule]);
}

/** The entity and message of all that one rule finds. */
export function messages(
  rule: LintRule,
  entities: Readonly<Record<string, Written>>,
  nearest?: LintContext["nearest"],
): string[] {
  return findings(rule, entities, nearest).map(({ entity, message }) => `${entity} ${message}`);
}

function storedOf(
  ref: string,
  { metadata, spec, location = "file:catalog-info.yaml", positions = {} }: Written,
): StoredEntity {
  const { kind, namespace, name } = entityRefParts(entityRef(ref));
  const definition = kinds.ofRef(kind);
  return {
    ref: entityRef(ref),
    uid: ref,
    etag: "etag",
    entity: {
      apiVersion: definition?.apiVersions[0] ?? "example.com/v1",
      kind: definition?.kind ?? kind,
      metadata: { ...metadata, name, namespace },
      ...(spec && { spec }),
    },
    source: "test:source",
    location,
    line: 1,
    viewUrl: null,
    firstSeen: "2026-01-01T00:00:00.000Z",
    changed: "2026-01-01T00:00:00.000Z",
    positions,
  };
}
