import { type EntityRef, entityRefParts } from "../model/entity-ref.ts";

/** How much a source may lose in one run before a person is asked. */
export interface GuardLimits {
  /** Share of a source, or of one kind in it, that may go at once; 0.2 unless given. */
  readonly maxLostShare: number;
  /** Below this many entities a share says nothing and is not looked at; 10 unless given. */
  readonly minEntities: number;
  /** How many entities a removed owner may own; 20 unless given. */
  readonly maxOwned: number;
}

export const defaultGuardLimits: GuardLimits = { maxLostShare: 0.2, minEntities: 10, maxOwned: 20 };

/** What a run of a source would take away. */
export interface ProposedRemovals {
  /** Every ref the source had. */
  readonly had: Iterable<EntityRef>;
  /** The refs among them that it no longer yields. */
  readonly lost: ReadonlySet<EntityRef>;
  /** How many documents the run yielded; null for a hint, which does not tell. */
  readonly documentsRead: number | null;
  /** How many entities an owner owns now. */
  readonly ownedBy: (owner: EntityRef) => number;
}

export type GuardVerdict = { readonly allowed: true } | { readonly allowed: false; readonly reason: string };

/** Decides whether a run's removals are believed. A refusal says what looks wrong, in a sentence. */
export function judgeRemovals(proposed: ProposedRemovals, limits: GuardLimits = defaultGuardLimits): GuardVerdict {
  const { lost, documentsRead, ownedBy } = proposed;
  if (lost.size === 0) return { allowed: true };
  const had = countByKind(proposed.had);
  if (documentsRead === 0) return refused(`it returned nothing at all; it had ${entities(had.total)} before`);
  const gone = countByKind(lost);
  if (tooMany(gone.total, had.total, limits)) {
    return refused(`it lost ${gone.total} of its ${entities(had.total)} (${percent(gone.total, had.total)})`);
  }
  for (const [kind, count] of gone.kinds) {
    const before = had.kinds.get(kind) ?? 0;
    if (tooMany(count, before, limits)) {
      return refused(`it lost ${count} of its ${before} entities of kind ${kind} (${percent(count, before)})`);
    }
  }
  for (const ref of lost) {
    const owned = ownedBy(ref);
    if (owned > limits.maxOwned) return refused(`it lost ${ref}, which owns ${entities(owned)}`);
  }
  return { allowed: true };
}

function tooMany(lost: number, had: number, limits: GuardLimits): boolean {
  return had >= limits.minEntities && lost / had > limits.maxLostShare;
}

function countByKind(refs: Iterable<EntityRef>): { total: number; kinds: Map<string, number> } {
  const kinds = new Map<string, number>();
  let total = 0;
  for (const ref of refs) {
    const { kind } = entityRefParts(ref);
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    total += 1;
  }
  return { total, kinds };
}

function refused(reason: string): GuardVerdict {
  return { allowed: false, reason };
}

function entities(count: number): string {
  return count === 1 ? "1 entity" : `${count} entities`;
}

function percent(part: number, whole: number): string {
  return `${((part / whole) * 100).toFixed(1).replace(/\.0$/, "")} %`;
}
