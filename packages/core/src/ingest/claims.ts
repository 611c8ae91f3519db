import type { EntityRef } from "../model/entity-ref.ts";
import type { EntityChange, RemovalReason, StoredEntity } from "../model/stored-entity.ts";

/** One source's word on a ref. */
export interface Claim {
  readonly stored: StoredEntity;
  /** The key of the document it comes from; unique within its source. */
  readonly key: string;
}

/** Claims on one ref: the first one is in force. */
export type Claims = readonly Claim[];

/**
 * Who describes what. The earlier source in the catalog's list wins, within one source the lower location and line,
 * so that the order in which files happen to be read decides nothing.
 */
export interface ClaimIndex {
  of(ref: EntityRef): Claims;
  /** What the claims on a ref become when one source's claims from the given documents are replaced. */
  replaced(ref: EntityRef, source: string, isReplaced: (key: string) => boolean, by: readonly Claim[]): Claims;
  set(ref: EntityRef, claims: Claims): void;
  /** Puts one more claim on its ref. */
  add(claim: Claim): void;
  /** Every entity in force. */
  inForce(): Iterable<StoredEntity>;
  /** All descriptions of each ref that has more than one, the one in force first. */
  contested(): readonly (readonly StoredEntity[])[];
}

/** @param orderOf the place of a source in the catalog's list */
export function claimIndex(orderOf: (source: string) => number): ClaimIndex {
  const byRef = new Map<EntityRef, Claims>();
  const contested = new Set<EntityRef>();
  const compare = (left: Claim, right: Claim) =>
    orderOf(left.stored.source) - orderOf(right.stored.source) ||
    compareText(left.stored.location, right.stored.location) ||
    (left.stored.line ?? 0) - (right.stored.line ?? 0) ||
    compareText(left.key, right.key);
  function set(ref: EntityRef, claims: Claims): void {
    if (claims.length > 0) byRef.set(ref, claims);
    else byRef.delete(ref);
    if (claims.length > 1) contested.add(ref);
    else contested.delete(ref);
  }

  return {
    of: (ref) => byRef.get(ref) ?? [],
    replaced(ref, source, isReplaced, by) {
      const others = (byRef.get(ref) ?? []).filter((claim) => claim.stored.source !== source || !isReplaced(claim.key));
      return others.concat(by).sort(compare); // unlike spreading, this leaves no room to spare
    },
    set,
    add(claim) {
      const { ref } = claim.stored;
      const before = byRef.get(ref);
      if (before) set(ref, before.concat(claim).sort(compare));
      else byRef.set(ref, [claim]);
    },
    *inForce() {
      for (const [first] of byRef.values()) if (first) yield first.stored;
    },
    contested: () => Array.from(contested, (ref) => (byRef.get(ref) ?? []).map((claim) => claim.stored)),
  };
}

/** What becomes of an entity when the claims on it change; undefined when nobody would notice. */
export function changeOf(before: Claims, after: Claims, reason: RemovalReason): EntityChange | undefined {
  const was = before[0]?.stored;
  const stored = after[0]?.stored;
  if (!stored) return was && { type: "removed", stored: was, reason };
  if (!was) return { type: "added", stored };
  if (was === stored) return undefined;
  if (was.etag !== stored.etag) return { type: "changed", stored, before: was };
  return samePlace(was, stored) ? undefined : { type: "moved", stored, before: was };
}

/** True when two readings of the same content come from the same lines of the same file. */
export function samePlace(left: StoredEntity, right: StoredEntity): boolean {
  return (
    left.source === right.source &&
    left.location === right.location &&
    left.line === right.line &&
    left.viewUrl === right.viewUrl &&
    JSON.stringify(left.positions) === JSON.stringify(right.positions)
  );
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
