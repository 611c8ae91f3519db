import type { EntityRef } from "../model/entity-ref.ts";
import type { EntityChange, RemovalReason, StoredDocument, StoredEntity } from "../model/stored-entity.ts";
import { type Claim, type ClaimIndex, type Claims, changeOf } from "./claims.ts";
import { type GuardLimits, type GuardVerdict, judgeRemovals } from "./removal-guard.ts";
import { rememberRenames } from "./renames.ts";
import type { SourceReading } from "./source-reading.ts";
import { type AwaitedFiles, dropDocument, putDocument, type SourceRecord } from "./source-record.ts";
import type { Pause } from "./time-slices.ts";

/** Everything that would change if a reading were believed; working it out changes nothing. */
export interface IngestStep {
  readonly source: string;
  readonly documents: readonly StoredDocument[];
  readonly dropped: readonly string[];
  readonly removedSinceRead: ReadonlySet<EntityRef>;
  readonly held: ReadonlyMap<EntityRef, StoredEntity>;
  readonly restored: ReadonlyMap<EntityRef, StoredEntity>;
  readonly claims: ReadonlyMap<EntityRef, Claims>;
  readonly changes: readonly EntityChange[];
  /** What Location entities wait for; absent when that was not looked at. */
  readonly awaited?: AwaitedFiles | undefined;
  /** Why removals wait for a person; null when none do. */
  readonly refused: string | null;
}

export interface StepContext {
  readonly claims: ClaimIndex;
  readonly guard: GuardLimits;
  readonly ownedBy: (owner: EntityRef) => number;
}

/** What a reading changes. The work grows with what the reading touches, not with the catalog. */
export function planReading(record: SourceRecord, reading: SourceReading, context: StepContext): IngestStep {
  const changed = [...reading.documents.values()].filter((next) => !sameDocument(record.documents.get(next.key), next));
  const dropped = [...reading.dropped].filter((key) => record.documents.has(key));
  const counts = claimCounts(record, changed, dropped);
  const isClaimed = (ref: EntityRef) => (counts.get(ref) ?? record.claimed.get(ref) ?? 0) > 0;
  const documents = rememberRenames(changed, {
    previous: (key) => record.documents.get(key),
    isNew: (ref) => context.claims.of(ref).length === 0,
    isGone(ref, key) {
      const claims = context.claims.of(ref);
      const isOwn = claims.every(({ stored }) => stored.source === record.name);
      return isOwn && claims[0]?.key === key && !isClaimed(ref);
    },
  });
  const restored = new Map([...record.restored].filter(([ref]) => !isClaimed(ref)));
  const lost = lostClaims(record, counts, isClaimed, restored, [...dropped, ...documents.map((next) => next.key)]);
  const isHint = reading.documentsRead === null;
  const before = isHint ? [...record.removedSinceRead].filter((ref) => !isClaimed(ref)) : [];
  const verdict =
    lost.size === 0
      ? ALLOWED
      : judgeRemovals(
          {
            had: new Set([...record.claimed.keys(), ...record.held.keys(), ...before]),
            lost: new Set([...lost.keys(), ...before]),
            documentsRead: reading.documentsRead,
            ownedBy: context.ownedBy,
          },
          context.guard,
        );
  const held = verdict.allowed ? new Map<EntityRef, StoredEntity>() : lost;
  const removedSinceRead = new Set(isHint && verdict.allowed ? [...before, ...lost.keys()] : before);
  const step = { source: record.name, documents, dropped, removedSinceRead, held, restored };
  return {
    ...step,
    ...claimChanges(record, step, context.claims, "gone-from-source"),
    awaited: reading.awaited,
    refused: verdict.allowed ? null : verdict.reason,
  };
}

/** A reading without the documents that are what they were; it changes the same. Nothing else may change meanwhile. */
export async function onlyChanged(record: SourceRecord, reading: SourceReading, pause: Pause): Promise<SourceReading> {
  const documents = new Map<string, StoredDocument>();
  for (const [key, document] of reading.documents) {
    const turn = pause();
    if (turn) await turn;
    if (!sameDocument(record.documents.get(key), document)) documents.set(key, document);
  }
  return { ...reading, documents };
}

const ALLOWED: GuardVerdict = { allowed: true };
const NOTHING = {
  documents: [],
  dropped: [],
  held: new Map<EntityRef, StoredEntity>(),
  restored: new Map<EntityRef, StoredEntity>(),
  removedSinceRead: new Set<EntityRef>(),
};

/** What letting go of the held removals changes. */
export function planConfirmation(record: SourceRecord, claims: ClaimIndex): IngestStep {
  const step = { ...NOTHING, source: record.name, restored: record.restored };
  return { ...step, ...claimChanges(record, step, claims, "confirmed"), refused: null };
}

/** What putting an entity back changes. */
export function planRestore(record: SourceRecord, stored: StoredEntity, claims: ClaimIndex): IngestStep {
  const restored = new Map([...record.restored, [stored.ref, stored] as const]);
  const { held, removedSinceRead } = record;
  const step = { ...NOTHING, source: record.name, held, removedSinceRead, restored };
  return { ...step, ...claimChanges(record, step, claims, "gone-from-source"), refused: record.reason };
}

/** What letting go of a source with all it has changes. */
export function planForgetting(record: SourceRecord, claims: ClaimIndex): IngestStep {
  const step = { ...NOTHING, source: record.name, dropped: [...record.documents.keys()] };
  return { ...step, ...claimChanges(record, step, claims, "source-removed"), refused: null };
}

/** Makes a step so. */
export function applyStep(record: SourceRecord, step: IngestStep, claims: ClaimIndex): void {
  for (const key of step.dropped) dropDocument(record, key);
  for (const document of step.documents) putDocument(record, document);
  record.removedSinceRead = step.removedSinceRead;
  record.held = step.held;
  record.restored = step.restored;
  record.awaited = step.awaited ?? record.awaited;
  record.steps += 1;
  for (const [ref, of] of step.claims) claims.set(ref, of);
}

/** Takes over what a source was kept with, as it was. */
export function loadClaims(record: SourceRecord, index: ClaimIndex): void {
  const add = (stored: StoredEntity, key: string) => index.add({ stored, key });
  for (const { key, claims } of record.documents.values()) for (const stored of claims) add(stored, key);
  for (const stored of record.held.values()) add(stored, HELD);
  for (const stored of record.restored.values()) add(stored, RESTORED);
}

const HELD = "\u0000held";
const RESTORED = "\u0000restored";

type StepParts = Pick<IngestStep, "source" | "documents" | "dropped" | "held" | "restored">;

function claimChanges(
  record: SourceRecord,
  step: StepParts,
  index: ClaimIndex,
  reason: RemovalReason,
): Pick<IngestStep, "claims" | "changes"> {
  const replacedKeys = new Set([...step.documents.map((document) => document.key), ...step.dropped, HELD, RESTORED]);
  const next = new Map<EntityRef, Claim[]>();
  const touch = (ref: EntityRef) => next.get(ref) ?? next.set(ref, []).get(ref) ?? [];
  for (const key of replacedKeys) for (const { ref } of record.documents.get(key)?.claims ?? []) touch(ref);
  for (const ref of [...record.held.keys(), ...record.restored.keys()]) touch(ref);
  for (const { key, claims } of step.documents) for (const stored of claims) touch(stored.ref).push({ stored, key });
  for (const stored of step.held.values()) touch(stored.ref).push({ stored, key: HELD });
  for (const stored of step.restored.values()) touch(stored.ref).push({ stored, key: RESTORED });

  const claims = new Map<EntityRef, Claims>();
  const changes: EntityChange[] = [];
  for (const [ref, added] of next) {
    const before = index.of(ref);
    const after = index.replaced(ref, step.source, (key) => replacedKeys.has(key), added);
    claims.set(ref, after);
    const change = changeOf(before, after, reason);
    if (change) changes.push(change);
  }
  return { claims, changes };
}

/** How many documents claim each ref that the step touches, once it is applied. */
function claimCounts(
  record: SourceRecord,
  documents: readonly StoredDocument[],
  dropped: readonly string[],
): ReadonlyMap<EntityRef, number> {
  const counts = new Map<EntityRef, number>();
  const add = (document: StoredDocument | undefined, by: number) => {
    for (const { ref } of document?.claims ?? [])
      counts.set(ref, (counts.get(ref) ?? record.claimed.get(ref) ?? 0) + by);
  };
  for (const key of dropped) add(record.documents.get(key), -1);
  for (const document of documents) {
    add(record.documents.get(document.key), -1);
    add(document, 1);
  }
  return counts;
}

function lostClaims(
  record: SourceRecord,
  counts: ReadonlyMap<EntityRef, number>,
  isClaimed: (ref: EntityRef) => boolean,
  restored: ReadonlyMap<EntityRef, StoredEntity>,
  replacedKeys: readonly string[],
): ReadonlyMap<EntityRef, StoredEntity> {
  const lost = new Map([...record.held].filter(([ref]) => !isClaimed(ref)));
  const gone = new Set<EntityRef>();
  for (const [ref, count] of counts) if (count === 0 && !restored.has(ref)) gone.add(ref);
  if (gone.size === 0) return lost;
  for (const key of replacedKeys) {
    for (const stored of record.documents.get(key)?.claims ?? [])
      if (gone.has(stored.ref)) lost.set(stored.ref, stored);
  }
  return lost;
}

function sameDocument(previous: StoredDocument | undefined, next: StoredDocument): boolean {
  return (
    previous !== undefined &&
    previous.version === next.version &&
    previous.lastSeen === next.lastSeen &&
    previous.location === next.location &&
    previous.scope === next.scope &&
    previous.claims.length === next.claims.length &&
    previous.claims.every((claim, index) => claim === next.claims[index]) &&
    JSON.stringify(previous.uses) === JSON.stringify(next.uses) &&
    JSON.stringify(previous.problems) === JSON.stringify(next.problems)
  );
}
