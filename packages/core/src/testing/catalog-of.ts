import type { CatalogView } from "../catalog-view.ts";
import { CatalogError } from "../errors.ts";
import { entityEtag, entityUid } from "../ingest/entity-identity.ts";
import { builtInKinds } from "../model/built-in-kinds.ts";
import { edgeNote } from "../model/edge-notes.ts";
import type { Entity } from "../model/entity.ts";
import { type EntityRef, entityRef, entityRefParts } from "../model/entity-ref.ts";
import type { JsonObject } from "../model/json.ts";
import { type KindRegistry, kindRegistry } from "../model/kind.ts";
import type { StoredEntity } from "../model/stored-entity.ts";
import { viewOf } from "../view-of.ts";
import { viewState } from "../view-state.ts";

const SEEN = "2026-01-01T00:00:00.000Z";

/**
 * A view made from sentences, for tests: `"component:web dependsOn component:api"` makes both entities and the edge
 * between them. The relation is any name of a relation the first entity's kind declares; behind the second ref may
 * stand notes of that edge (`needs=write when=fallback anyOf=replicas in=prod,staging`). A lone ref makes an entity;
 * fields follow it as `spec.type=library`, `metadata.title=Checkout` (a title without spaces) or `tag=tier-1`.
 *
 * @throws {CatalogError} `invalid-argument` for a sentence that cannot be read
 */
export function catalogOf(...sentences: readonly string[]): CatalogView<typeof builtInKinds> {
  const kinds = kindRegistry(builtInKinds);
  const entities = new Map<EntityRef, Draft>();
  for (const sentence of sentences) readSentence(sentence, entities, kinds);
  const stored = Array.from(entities, ([ref, draft]) => storedEntity(ref, draft));
  const state = viewState(kinds, stored);
  return viewOf<typeof builtInKinds>(() => state);
}

/** An entity as it is being put together. */
interface Draft {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { name: string; namespace: string; [key: string]: unknown };
  readonly spec: Record<string, unknown>;
}

function readSentence(sentence: string, entities: Map<EntityRef, Draft>, kinds: KindRegistry): void {
  const [subject = "", ...rest] = sentence.trim().split(/\s+/);
  const draft = draftOf(entityRef(subject), entities, kinds, sentence);
  const [relation] = rest;
  if (relation === undefined || relation.includes("=")) {
    for (const assignment of rest) assign(draft, assignment, sentence);
    return;
  }
  const object = rest[1];
  if (object === undefined) throw unreadable(sentence, `"${relation}" needs a second entity`);
  const target = entityRef(object);
  draftOf(target, entities, kinds, sentence);
  declare(draft, relation, target, kinds, sentence);
  const notes = rest.slice(2);
  if (notes.length > 0) draft.spec.edges = { ...(draft.spec.edges ?? {}), [target]: readNote(notes, sentence) };
}

function draftOf(ref: EntityRef, entities: Map<EntityRef, Draft>, kinds: KindRegistry, sentence: string): Draft {
  const known = entities.get(ref);
  if (known) return known;
  const { kind: refKind, namespace, name } = entityRefParts(ref);
  const kind = kinds.ofRef(refKind);
  if (!kind) throw unreadable(sentence, `there is no kind "${refKind}"`);
  const draft: Draft = {
    apiVersion: kind.apiVersions[0] ?? "",
    kind: kind.kind,
    metadata: { name, namespace },
    spec: {},
  };
  entities.set(ref, draft);
  return draft;
}

function declare(draft: Draft, relation: string, target: EntityRef, kinds: KindRegistry, sentence: string): void {
  const field = kinds.named(draft.kind)?.relations.find(({ type }) => type === relation)?.field;
  if (field === undefined) throw unreadable(sentence, `kind ${draft.kind} declares no relation "${relation}"`);
  const before = draft.spec[field];
  const isSingle = SINGLE_FIELDS.has(field);
  draft.spec[field] = isSingle ? target : [...(Array.isArray(before) ? before : []), target];
}

/** Fields that hold one ref; all others hold lists. */
const SINGLE_FIELDS = new Set(["owner", "system", "subcomponentOf", "domain", "subdomainOf", "parent"]);

function assign(draft: Draft, assignment: string, sentence: string): void {
  const at = assignment.indexOf("=");
  const [field, value] = [assignment.slice(0, at), assignment.slice(at + 1)];
  if (at < 0) throw unreadable(sentence, `"${assignment}" is not field=value`);
  if (field === "tag")
    draft.metadata.tags = [...((draft.metadata.tags as string[] | undefined) ?? []), value]; // only set here
  else if (field.startsWith("spec.")) draft.spec[field.slice(5)] = value;
  else if (field.startsWith("metadata.")) draft.metadata[field.slice(9)] = value;
  else draft.metadata.annotations = { ...(draft.metadata.annotations ?? {}), [field]: value };
}

function readNote(notes: readonly string[], sentence: string): JsonObject {
  const entries = notes.map((note) => {
    const [field = "", value = ""] = note.split("=");
    return [field, field === "in" ? value.split(",") : value] as const;
  });
  const note = edgeNote.safeParse(Object.fromEntries(entries));
  if (!note.success) throw unreadable(sentence, `${notes.join(" ")} is not an edge note`);
  return note.data;
}

function storedEntity(ref: EntityRef, draft: Draft): StoredEntity {
  const entity = draft as Entity; // made above in exactly this shape, of JSON values only
  return {
    ref,
    uid: entityUid(ref),
    etag: entityEtag(JSON.stringify(entity)),
    entity,
    source: "test",
    location: "test",
    line: null,
    viewUrl: null,
    firstSeen: SEEN,
    changed: SEEN,
    positions: {},
  };
}

function unreadable(sentence: string, why: string): CatalogError {
  return new CatalogError("invalid-argument", `"${sentence}" cannot be read: ${why}.`);
}
