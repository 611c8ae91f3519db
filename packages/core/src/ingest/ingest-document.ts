import { ANNOTATIONS } from "../model/annotations.ts";
import type { Entity } from "../model/entity.ts";
import type { EntityRef } from "../model/entity-ref.ts";
import { isJsonObject } from "../model/json.ts";
import type { KindDefinition, KindRegistry } from "../model/kind.ts";
import { jsonPointer, type Problem } from "../model/problem.ts";
import type { DeclaredRelation } from "../model/relation.ts";
import type { StoredDocument, StoredEntity } from "../model/stored-entity.ts";
import type { ReadDocument, SourceDocument } from "../provider/entity-provider.ts";
import { samePlace } from "./claims.ts";
import { readEdgeNotes } from "./edge-notes.ts";
import { entityEtag, entityUid } from "./entity-identity.ts";
import { problemAt } from "./finding.ts";
import { locationTargets } from "./location-targets.ts";
import { PLACEHOLDER_RULE } from "./placeholders.ts";
import { readDocuments } from "./read-documents.ts";
import type { ReadLimits } from "./read-limits.ts";
import { repeatedRef } from "./repeated-ref.ts";
import { type AllowedEntities, refusal } from "./source-rules.ts";
import { describedRef, hasEnvelope, type UnknownKinds, validateEntity } from "./validate-entity.ts";

/** What turning a source's document into entities needs to know. */
export interface IngestContext {
  readonly source: string;
  readonly kinds: KindRegistry;
  readonly unknownKinds: UnknownKinds;
  readonly limits: ReadLimits;
  /** What its documents may describe; everything unless given. */
  readonly allowed?: AllowedEntities | undefined;
  /** The time of this read, as an ISO time. */
  readonly now: string;
  /** The entity as the catalog last knew it, from wherever it came; its history is carried on. */
  readonly known: (ref: EntityRef) => StoredEntity | undefined;
}

/** A document that brings its content along. */
export type DocumentWithContent = Exclude<SourceDocument, { readonly unchanged: true }>;

/** A document's content as plain data. */
export interface ReadContent {
  readonly documents: readonly ReadDocument[];
  /** Locations of the other files whose content is in it. */
  readonly uses: readonly string[];
}

/**
 * Reads one document of a source: every entity it yields, and every problem in it. A part that turned bad keeps the
 * entity it last yielded, identified by ref, or by location when its ref can no longer be read.
 *
 * @param previous the same document as last read
 * @param read its content; unless given it is read here, and its placeholders stay what they are
 */
export function ingestDocument(
  document: DocumentWithContent,
  previous: StoredDocument | undefined,
  context: IngestContext,
  read: ReadContent = { documents: contentOf(document, context.limits), uses: [] },
): StoredDocument {
  const { location, key = location, version = null, scope = null } = document;
  const claims = new Map<EntityRef, StoredEntity>();
  const problems: Problem[] = [];
  const failed: (EntityRef | null)[] = [];
  for (const one of read.documents) {
    const errors = one.problems.filter(({ severity }) => severity === "error");
    const isUnderstood = errors.length > 0 && errors.every(({ rule }) => rule === PLACEHOLDER_RULE);
    const entity = isUnderstood ? describedRef(one.value) : null;
    problems.push(...one.problems.map((problem) => ({ ...problem, location, entity })));
    if (errors.length > 0) {
      failed.push(entity);
      continue;
    }
    const outcome = ingestOne(one, document, context);
    problems.push(...outcome.problems);
    if (outcome.isRefused) continue;
    if (!outcome.stored) failed.push(outcome.ref);
    else {
      const first = claims.get(outcome.stored.ref);
      if (first) problems.push(repeatedRef(outcome.stored, first));
      else claims.set(outcome.stored.ref, outcome.stored);
    }
  }
  for (const kept of lastGood(previous, claims, failed)) {
    if (context.allowed?.allows(kept.entity, location) !== false) claims.set(kept.ref, kept);
  }
  const stored = { key, location, version, scope, lastSeen: null, problems, claims: exactly(claims.values()) };
  return read.uses.length > 0 ? { ...stored, uses: read.uses } : stored;
}

interface Outcome {
  /** It may not be described here, so that an earlier description is not kept either. */
  readonly isRefused?: true;
  readonly stored?: StoredEntity;
  readonly ref: EntityRef | null;
  readonly problems: readonly Problem[];
}

function ingestOne(read: ReadDocument, document: DocumentWithContent, context: IngestContext): Outcome {
  const { location } = document;
  const { allowed, source } = context;
  if (allowed && hasEnvelope(read.value) && !allowed.allows(read.value, location)) {
    const finding = refusal(read.value, source, location, allowed);
    return { ref: null, isRefused: true, problems: [problemAt(finding, read, location, describedRef(read.value))] };
  }
  const valid = validateEntity(read, { kinds: context.kinds, unknownKinds: context.unknownKinds, location });
  if (!valid.ok) return { ref: valid.ref, problems: valid.problems };
  const { entity, ref } = valid;
  const notes = readEdgeNotes(entity, valid.kind);
  const problems = [...valid.problems, ...notes.problems.map((finding) => problemAt(finding, read, location, ref))];
  const json = JSON.stringify(entity);
  const etag = entityEtag(json);
  const known = context.known(ref);
  const stored: StoredEntity = {
    ref,
    uid: known?.uid ?? entityUid(ref),
    etag,
    entity: known?.etag === etag ? known.entity : compact(json),
    source: context.source,
    location,
    line: "entity" in document ? null : read.line,
    viewUrl: document.viewUrl ?? null,
    firstSeen: known?.firstSeen ?? context.now,
    changed: known?.etag === etag ? known.changed : (document.modified ?? context.now),
    positions: keptPositions(read, entity, valid),
    ...(known?.formerRefs && { formerRefs: known.formerRefs }),
  };
  // The same object for the same thing: reading again costs no memory and changes nothing.
  const same = known?.etag === etag && samePlace(known, stored);
  return { stored: same ? known : stored, ref, problems };
}

/** What is in a document as plain data. */
export function contentOf(document: DocumentWithContent, limits: ReadLimits): readonly ReadDocument[] {
  if ("documents" in document) return document.documents;
  if ("content" in document) return readDocuments(document.content, { limits });
  return [readPlainEntity(document.entity)];
}

/** An entity made in code becomes plain data here, so that later changes to the caller's object change nothing. */
function readPlainEntity(entity: unknown): ReadDocument {
  const document = { line: 1, column: 1, positions: {} };
  try {
    const value: unknown = JSON.parse(JSON.stringify(entity) ?? "null");
    return { ...document, value, problems: [] };
  } catch (reason) {
    const message = `The entity is not plain JSON data (${reason instanceof Error ? reason.message : String(reason)}). Give it without cycles or big integers.`;
    const problem = {
      severity: "error",
      rule: "envelope/not-json",
      message,
      line: null,
      column: null,
      path: "",
    } as const;
    return { ...document, value: undefined, problems: [problem] };
  }
}

/** What the last read yielded and this one neither yields nor drops on purpose. */
function lastGood(
  previous: StoredDocument | undefined,
  claims: ReadonlyMap<EntityRef, StoredEntity>,
  failed: readonly (EntityRef | null)[],
): readonly StoredEntity[] {
  if (!previous || failed.length === 0) return [];
  const nameless = failed.includes(null);
  return previous.claims.filter((claim) => !claims.has(claim.ref) && (nameless || failed.includes(claim.ref)));
}

/** A list without room to spare, as one that grew to its size has. */
function exactly<Item>(items: Iterable<Item>): readonly Item[] {
  return [...items].slice();
}

/** Values cut out of a file keep the whole file in memory; read from JSON they are their own. */
function compact(json: string): Entity {
  return JSON.parse(json);
}

/** Where the values are that a finding of the whole catalog, or a person, may later point at. */
function keptPositions(
  read: ReadDocument,
  entity: Entity,
  { kind, relations }: { readonly kind: KindDefinition | null; readonly relations: readonly DeclaredRelation[] },
): StoredEntity["positions"] {
  const kept: Record<string, readonly [number, number]> = {};
  const keep = (path: string) => {
    const position = read.positions[path];
    if (position) kept[path] = position;
  };
  keep("/metadata/name");
  for (const { path } of relations) keep(path);
  for (const index of (entity.metadata.links ?? []).keys()) keep(`/metadata/links/${index}/url`);
  for (const target of kind?.pointsTo ? locationTargets(entity, kind.pointsTo, "") : []) keep(target.path);
  if (isJsonObject(entity.spec?.edges)) {
    for (const [key, note] of Object.entries(entity.spec.edges)) {
      keep(jsonPointer(["spec", "edges", key]));
      const environments = isJsonObject(note) && Array.isArray(note.in) ? note.in : [];
      for (const index of environments.keys()) keep(jsonPointer(["spec", "edges", key, "in", index]));
    }
  }
  keep(jsonPointer(["metadata", "annotations", ANNOTATIONS.environments]));
  return kept;
}
