import type { EntityRef } from "../model/entity-ref.ts";
import type {
  SkippedLocations,
  SourceState,
  StoredDocument,
  StoredEntity,
  StoredSource,
} from "../model/stored-entity.ts";
import type { RateBudget } from "../provider/entity-provider.ts";

/** What the catalog remembers of one source between its runs. */
export interface SourceRecord {
  readonly name: string;
  readonly documents: Map<string, StoredDocument>;
  /** How many of its documents claim a ref. */
  readonly claimed: Map<EntityRef, number>;
  /** Keys of the documents that use a file beside their own, by its location. */
  readonly users: Map<string, Set<string>>;
  /** Refs that hints took away since the last full read: a source that empties bit by bit empties all the same. */
  removedSinceRead: ReadonlySet<EntityRef>;
  held: ReadonlyMap<EntityRef, StoredEntity>;
  restored: ReadonlyMap<EntityRef, StoredEntity>;
  /** How many steps have been made since the catalog was opened; what was read before the last one may be outdated. */
  steps: number;
  /** What its Location entities were waiting for at the last full read. */
  awaited: AwaitedFiles;
  lastReadAt: string | null;
  lastCompleteReadAt: string | null;
  state: SourceState;
  /** Why it is not complete, in a sentence. */
  reason: string | null;
  /** What the last run could not read; undefined when there was nothing. */
  skipped: SkippedLocations | undefined;
  /** What its provider last said of its rate limit since the catalog was opened. */
  rateLimit: RateBudget | null;
}

/** Files that are not read yet, and would be if they were there. */
export interface AwaitedFiles {
  /** Locations that Location entities name, where nothing is. */
  readonly locations: ReadonlySet<string>;
  /** Patterns that Location entities name. */
  readonly patterns: ReadonlySet<string>;
}

const NOTHING_AWAITED: AwaitedFiles = { locations: new Set(), patterns: new Set() };

/** A source as it was kept but without its documents, or as it is before its first run. */
export function sourceRecord(name: string, stored?: Omit<StoredSource, "documents">): SourceRecord {
  return {
    name,
    documents: new Map(),
    claimed: new Map(),
    users: new Map(),
    removedSinceRead: new Set(),
    held: byRef(stored?.held ?? []),
    restored: byRef(stored?.restored ?? []),
    steps: 0,
    awaited: NOTHING_AWAITED,
    lastReadAt: stored?.lastReadAt ?? null,
    lastCompleteReadAt: stored ? lastComplete(stored) : null,
    state: stored?.state ?? "pending",
    reason: stored?.reason ?? null,
    skipped: stored?.skipped,
    rateLimit: null,
  };
}

/** Puts a document in the place of the one with its key. */
export function putDocument(record: SourceRecord, document: StoredDocument): void {
  dropDocument(record, document.key);
  record.documents.set(document.key, document);
  for (const { ref } of document.claims) record.claimed.set(ref, (record.claimed.get(ref) ?? 0) + 1);
  for (const location of document.uses ?? []) {
    record.users.set(location, (record.users.get(location) ?? new Set()).add(document.key));
  }
}

export function dropDocument(record: SourceRecord, key: string): void {
  for (const { ref } of record.documents.get(key)?.claims ?? []) {
    const left = (record.claimed.get(ref) ?? 1) - 1;
    if (left > 0) record.claimed.set(ref, left);
    else record.claimed.delete(ref);
  }
  for (const location of record.documents.get(key)?.uses ?? []) {
    const users = record.users.get(location);
    users?.delete(key);
    if (users?.size === 0) record.users.delete(location);
  }
  record.documents.delete(key);
}

/** The documents that hold the content of a file: their own, or one they use. */
export function documentsUsing(record: SourceRecord, location: string): readonly StoredDocument[] {
  const keys = new Set(record.users.get(location)).add(location);
  return [...keys].flatMap((key) => record.documents.get(key) ?? []);
}

/** True for a file whose content is in a document, or would be if it were there. */
export function isUsed(record: SourceRecord, location: string): boolean {
  return documentsUsing(record, location).length > 0 || record.awaited.locations.has(location);
}

/** When a document was last there, as an ISO time; null before the first read. */
export function lastSeen(record: SourceRecord, document: StoredDocument | undefined): string | null {
  return document?.lastSeen ?? record.lastReadAt;
}

/** Of what an earlier version kept, the last read was complete or it is not known which one was. */
function lastComplete({ state, lastReadAt, lastCompleteReadAt }: Omit<StoredSource, "documents">): string | null {
  return lastCompleteReadAt ?? (state === "complete" ? lastReadAt : null);
}

function byRef(entities: Iterable<StoredEntity>): ReadonlyMap<EntityRef, StoredEntity> {
  return new Map(Array.from(entities, (stored) => [stored.ref, stored]));
}
