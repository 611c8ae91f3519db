import type { EntityRef } from "../model/entity-ref.ts";
import type { EntityChange, RemovalReason, StoredDocument, StoredEntity } from "../model/stored-entity.ts";
import { type Claim, type ClaimIndex, type Claims, changeOf } from "./claims.ts";
import { type GuardLimits, type GuardVerdict, judgeRemovals } from "./removal-guard.ts";
import { rememberRenames } from "./renames.ts";
import type { SourceReading } from "./source-reading.ts";
import { type AwaitedFiles, dropDocument, putDocument, type SourceRecord } from "./source-record.ts";
import { eachInTurns, type Pause } from "./time-slices.ts";

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

/** Who describes what, and when others have their turn. */
type ClaimsInTurns = Pick<StepContext, "claims" | "pause">;

export interface StepContext {
  readonly claims: ClaimIndex;
  readonly guard: GuardLimits;
  readonly ownedBy: (owner: EntityRef) => number;
  readonly pause: Pause;
}

/**
 * What a reading changes, worked out in turns; no step may be made meanwhile. The work grows with what the reading
 * touches, not with the catalog.
 */
export async function planReading(
  record: SourceRecord,
  reading: SourceReading,
  context: StepContext,
): Promise<IngestStep> {
  const { pause } = context;
  const changed: StoredDocument[] = [];
  await eachInTurns(reading.documents.values(), pause, (next) => {
    if (!sameDocument(record.documents.get(next.key), next)) changed.push(next);
  });
  const dropped = [...reading.dropped].filter((key) => record.documents.has(key));
  const counts = await claimCounts(record, changed, dropped, pause);
  const isClaimed = (ref: EntityRef) => (counts.get(ref) ?? record.claimed.get(ref) ?? 0) > 0;
  const renames = {
    previous: (key: string) => record.documents.get(key),
    isNew: (ref: EntityRef) => context.claims.of(ref).length === 0,
    isGone(ref: EntityRef, key: string) {
      const claims = context.claims.of(ref);
      const isOwn = claims.every(({ stored }) => stored.source === record.name);
      return isOwn && claims[0]?.key === key && !isClaimed(ref);
    },
  };
  const documents = await rememberRenames(changed, renames, pause);
  const restored = new Map([...record.restored].filter(([ref]) => !isClaimed(ref)));
  const replaced = [...dropped, ...documents.map((next) => next.key)];
  const lost = await lostClaims(record, { counts, isClaimed, restored, replaced }, pause);
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
    ...(await claimChanges(record, step, "gone-from-source", context)),
    awaited: reading.awaited,
    refused: verdict.allowed ? null : verdict.reason,
  };
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
export async function planConfirmation(record: SourceRecord, context: ClaimsInTurns): Promise<IngestStep> {
  const step = { ...NOTHING, source: record.name, restored: record.restored };
  return { ...step, ...(await claimChanges(record, step, "confirmed", context)), refused: null };
}

/** What putting an entity back changes. */
export async function planRestore(
  record: SourceRecord,
  stored: StoredEntity,
  context: ClaimsInTurns,
): Promise<IngestStep> {
  const restored = new Map([...record.restored, [stored.ref, stored] as const]);
  const { held, removedSinceRead } = record;
  const step = { ...NOTHING, source: record.name, held, removedSinceRead, restored };
  return { ...step, ...(await claimChanges(record, step, "gone-from-source", context)), refused: record.reason };
}

/** What letting go of a source with all it has changes. */
export async function planForgetting(record: SourceRecord, context: ClaimsInTurns): Promise<IngestStep> {
  const step = { ...NOTHING, source: record.name, dropped: [...record.documents.keys()] };
  return { ...step, ...(await claimChanges(record, step, "source-removed", context)), refused: null };
}

/** Makes a step so, in turns; no other step may be planned or made meanwhile. */
export async function applyStep(
  record: SourceRecord,
  step: IngestStep,
  { claims, pause }: ClaimsInTurns,
): Promise<void> {
  await eachInTurns(step.dropped, pause, (key) => dropDocument(record, key));
  await eachInTurns(step.documents, pause, (document) => putDocument(record, document));
  await eachInTurns(step.claims, pause, ([ref, of]) => claims.set(ref, of));
  record.removedSinceRead = step.removedSinceRead;
  record.held = step.held;
  record.restored = step.restored;
  record.awaited = step.awaited ?? record.awaited;
  record.steps += 1; // last, so that who has read half of it knows it by this
}

/** What a source says of each ref, as it was kept. */
export function* claimsOf(record: SourceRecord): Generator<Claim> {
  for (const { key, claims } of record.documents.values()) for (const stored of claims) yield { stored, key };
  for (const stored of record.held.values()) yield { stored, key: HELD };
  for (const stored of record.restored.values()) yield { stored, key: RESTORED };
}

const HELD = "\u0000held";
const RESTORED = "\u0000restored";

type StepParts = Pick<IngestStep, "source" | "documents" | "dropped" | "held" | "restored">;

async function claimChanges(
  record: SourceRecord,
  step: StepParts,
  reason: RemovalReason,
  { claims: index, pause }: ClaimsInTurns,
): Promise<Pick<IngestStep, "claims" | "changes">> {
  const replacedKeys = new Set([...step.documents.map((document) => document.key), ...step.dropped, HELD, RESTORED]);
  const next = new Map<EntityRef, Claim[]>();
  const touch = (ref: EntityRef) => next.get(ref) ?? next.set(ref, []).get(ref) ?? [];
  await eachInTurns(replacedKeys, pause, (key) => {
    for (const { ref } of record.documents.get(key)?.claims ?? []) touch(ref);
  });
  for (const ref of [...record.held.keys(), ...record.restored.keys()]) touch(ref);
  await eachInTurns(step.documents, pause, ({ key, claims }) => {
    for (const stored of claims) touch(stored.ref).push({ stored, key });
  });
  for (const stored of step.held.values()) touch(stored.ref).push({ stored, key: HELD });
  for (const stored of step.restored.values()) touch(stored.ref).push({ stored, key: RESTORED });

  const claims = new Map<EntityRef, Claims>();
  const changes: EntityChange[] = [];
  await eachInTurns(next, pause, ([ref, added]) => {
    const before = index.of(ref);
    const after = index.replaced(ref, step.source, (key) => replacedKeys.has(key), added);
    claims.set(ref, after);
    const change = changeOf(before, after, reason);
    if (change) changes.push(change);
  });
  return { claims, changes };
}

/** How many documents claim each ref that the step touches, once it is applied. */
async function claimCounts(
  record: SourceRecord,
  documents: readonly StoredDocument[],
  dropped: readonly string[],
  pause: Pause,
): Promise<ReadonlyMap<EntityRef, number>> {
  const counts = new Map<EntityRef, number>();
  const add = (document: StoredDocument | undefined, by: number) => {
    for (const { ref } of document?.claims ?? [])
      counts.set(ref, (counts.get(ref) ?? record.claimed.get(ref) ?? 0) + by);
  };
  await eachInTurns(dropped, pause, (key) => add(record.documents.get(key), -1));
  await eachInTurns(documents, pause, (document) => {
    add(record.documents.get(document.key), -1);
    add(document, 1);
  });
  return counts;
}

/** What is claimed once a step is applied, and the keys of the documents that it takes away or replaces. */
interface ClaimedAfter {
  readonly counts: ReadonlyMap<EntityRef, number>;
  readonly isClaimed: (ref: EntityRef) => boolean;
  readonly restored: ReadonlyMap<EntityRef, StoredEntity>;
  readonly replaced: readonly string[];
}

async function lostClaims(
  record: SourceRecord,
  { counts, isClaimed, restored, replaced }: ClaimedAfter,
  pause: Pause,
): Promise<ReadonlyMap<EntityRef, StoredEntity>> {
  const lost = new Map([...record.held].filter(([ref]) => !isClaimed(ref)));
  const gone = new Set<EntityRef>();
  await eachInTurns(counts, pause, ([ref, count]) => {
    if (count === 0 && !restored.has(ref)) gone.add(ref);
  });
  if (gone.size === 0) return lost;
  await eachInTurns(replaced, pause, (key) => {
    for (const stored of record.documents.get(key)?.claims ?? [])
      if (gone.has(stored.ref)) lost.set(stored.ref, stored);
  });
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
