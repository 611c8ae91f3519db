import { z } from "zod";
import type { readEdgeNotes } from "./ingest/edge-notes.ts";
import { entityEtag, entityUid } from "./ingest/entity-identity.ts";
import { ANNOTATIONS, annotation } from "./model/annotations.ts";
import type { Entity } from "./model/entity.ts";
import { type EntityRef, entityRefParts, RESTRICTED_KIND, shortName } from "./model/entity-ref.ts";
import type { JsonObject, JsonValue } from "./model/json.ts";
import { defineKind, type KindDefinition, type KindRegistry, kindRegistry } from "./model/kind.ts";
import type { DeclaredRelation } from "./model/relation.ts";
import type { StoredEntity } from "./model/stored-entity.ts";

const API_VERSION = "callboard.dev/v1";
/** `spec.type` of what others need at build time only. */
const BUILD_TYPE = "build";
const EDGES_OF = "edgesOf";
const NO_TIME = "1970-01-01T00:00:00.000Z";
const NOWHERE = "restricted";

/** The kinds of a catalog, and one for stand-ins, which has the relations along which failures travel. */
export function standInKinds({ kinds, relations }: KindRegistry): KindRegistry {
  const travelled = relations.filter(({ failureFlows }) => failureFlows !== "none");
  const fields = travelled.flatMap(({ type, inverse, failureFlows }) => [
    { field: type, type, inverse, failureFlows },
    { field: inverse, type: inverse, inverse: type, failureFlows },
  ]);
  const standIn = defineKind({
    kind: RESTRICTED_KIND,
    apiVersions: [API_VERSION],
    spec: z.looseObject({}),
    buildTypes: [BUILD_TYPE],
    edgeNotesFor: EDGES_OF,
  });
  return kindRegistry([...kinds, { ...standIn, relations: fields }]);
}

/** What is known of the entity that a stand-in stands for. */
interface StoodFor {
  readonly kinds: KindRegistry;
  readonly kind: KindDefinition | undefined;
  readonly relations: readonly DeclaredRelation[];
  readonly notes: ReturnType<typeof readEdgeNotes>;
  /** What an entity is called; null for one of which nothing may be known. */
  readonly nameOf: (ref: EntityRef) => EntityRef | null;
}

/**
 * What stands in the graph for a redacted entity: the relations along which it fails with others or others with it,
 * whether they need it at build time only, and where it runs. So effects beyond it are what they would be. What it names
 * and nobody may know of is left out, so that no walk leads on through that.
 */
export function standInFor({ ref: own, entity }: StoredEntity, stoodFor: StoodFor): StoredEntity {
  const ref = stoodFor.nameOf(own) ?? own; // what stands in for an entity has a name
  const { name, namespace } = entityRefParts(ref);
  const environments = annotation(entity, ANNOTATIONS.environments);
  return {
    ref,
    uid: entityUid(ref),
    etag: entityEtag(ref),
    entity: {
      apiVersion: API_VERSION,
      kind: RESTRICTED_KIND,
      metadata: {
        name,
        namespace,
        title: shortName(ref),
        ...(environments !== undefined && { annotations: { [ANNOTATIONS.environments]: environments } }),
      },
      spec: specOf(own, entity, stoodFor),
    },
    source: NOWHERE,
    location: `${NOWHERE}:${name}`,
    line: null,
    viewUrl: null,
    firstSeen: NO_TIME,
    changed: NO_TIME,
    positions: {},
  };
}

function specOf(own: EntityRef, { spec }: Entity, { kinds, kind, relations, notes, nameOf }: StoodFor): JsonObject {
  const fields = new Map<string, EntityRef[]>();
  for (const { type, source, target } of relations) {
    const relation = kinds.relation(type)?.relation;
    if (!relation || relation.failureFlows === "none") continue;
    const [field, other] = source === own ? [relation.type, target] : [relation.inverse, source];
    const name = nameOf(other);
    const names = fields.get(field);
    if (name === null) continue;
    if (names) names.push(name);
    else fields.set(field, [name]);
  }
  const isForBuilds = typeof spec?.type === "string" && (kind?.buildTypes.includes(spec.type) ?? false);
  const subject = notes.notes.size > 0 ? nameOf(notes.of) : null;
  return {
    ...Object.fromEntries(fields),
    ...(isForBuilds && { type: BUILD_TYPE }),
    ...(subject !== null && { [EDGES_OF]: subject, edges: edgesOf(notes, nameOf) }),
  };
}

function edgesOf({ notes }: StoodFor["notes"], nameOf: StoodFor["nameOf"]): JsonObject {
  const edges: Record<string, JsonValue> = {};
  for (const [needed, note] of notes) {
    const name = nameOf(needed);
    if (name !== null) edges[name] = note;
  }
  return edges;
}

/** All that is told of a stand-in itself. */
export function shownStandIn(stored: StoredEntity): StoredEntity {
  const { apiVersion, kind, metadata } = stored.entity;
  const { name, namespace, title } = metadata;
  return {
    ...stored,
    entity: { apiVersion, kind, metadata: { name, ...(namespace && { namespace }), ...(title && { title }) } },
  };
}
