import type { CatalogView } from "./catalog-view.ts";
import type { AffectedEntity, BlastRadius, BlastRadiusOptions } from "./graph/blast-radius.ts";
import { EFFECTS, type Effect } from "./graph/effects.ts";
import { type EntityRef, type EntityRefInput, entityRef } from "./model/entity-ref.ts";
import type { Revision } from "./store/entity-store.ts";

/** What is different about a blast radius between two views of a catalog. All lists are in the order of a blast radius. */
export interface BlastRadiusChange {
  readonly before: BlastRadiusSide;
  readonly after: BlastRadiusSide;
  /** Entities that are affected now and were not. */
  readonly newly: readonly ChangedEffect[];
  /** Entities that were affected and are not now. */
  readonly noLonger: readonly ChangedEffect[];
  readonly worse: readonly ChangedEffect[];
  readonly better: readonly ChangedEffect[];
  /** Why something is missing: one of the two walks was stopped at `maxEdges`. */
  readonly truncated: { readonly reason: "budget" } | null;
}

/** One of the two blast radii. */
export interface BlastRadiusSide {
  readonly revision: Revision;
  /** The roots that were there. */
  readonly roots: readonly EntityRef[];
  /** The roots that were not. */
  readonly missingRoots: readonly EntityRef[];
  readonly total: number;
  readonly byEffect: Readonly<Record<Effect, number>>;
}

/** An entity whose effect is not what it was. */
export interface ChangedEffect {
  readonly ref: EntityRef;
  /** Null when it was not affected. */
  readonly before: Effect | null;
  /** Null when it is not affected. */
  readonly after: Effect | null;
  /** How the entity itself changed; null when it did not, so that the reason lies with something that it needs. */
  readonly entity: "added" | "removed" | "changed" | null;
  /** Why it was affected, and why it is: `needs checkout-api, which needs payments-db`; null when it was not, or is not. */
  readonly because: { readonly before: string | null; readonly after: string | null };
}

/**
 * How the blast radius of some roots changed from one view to another: two snapshots, two `snapshot()`s of one catalog,
 * or a view and a `with()` of it. Roots that one view does not have fail nothing there, and are said. Costs two complete
 * blast radii.
 *
 * @throws {CatalogError} `entity-not-found` when neither view has a root, `invalid-argument` as for a blast radius
 */
export function compareBlastRadius(
  before: CatalogView,
  after: CatalogView,
  roots: EntityRefInput | readonly EntityRefInput[],
  options: Omit<BlastRadiusOptions, "limit"> = {},
): BlastRadiusChange {
  const refs = isList(roots) ? roots.map((root) => entityRef(root)) : [entityRef(roots)];
  for (const ref of refs) if (!before.entity(ref)) after.origin(ref);
  const was = sideOf(before, refs, options);
  const is = sideOf(after, refs, options);
  const changes = [...new Set([...is.affected.keys(), ...was.affected.keys()])].flatMap((ref): ChangedEffect[] => {
    const old = was.affected.get(ref);
    const now = is.affected.get(ref);
    if (old?.effect === now?.effect) return [];
    const because = { before: old?.because ?? null, after: now?.because ?? null };
    const effects = { before: old?.effect ?? null, after: now?.effect ?? null };
    return [{ ref, ...effects, entity: changeOf(before, after, ref), because }];
  });
  const rank = (effect: Effect | null) => (effect === null ? EFFECTS.length : EFFECTS.indexOf(effect));
  const both = changes.filter((change) => change.before !== null && change.after !== null);
  return {
    before: was.side,
    after: is.side,
    newly: changes.filter((change) => change.before === null),
    noLonger: changes.filter((change) => change.after === null),
    worse: both.filter((change) => rank(change.after) < rank(change.before)),
    better: both.filter((change) => rank(change.after) > rank(change.before)),
    truncated: was.isCut || is.isCut ? { reason: "budget" } : null,
  };
}

interface Side {
  readonly side: BlastRadiusSide;
  readonly affected: ReadonlyMap<EntityRef, AffectedEntity>;
  readonly isCut: boolean;
}

function sideOf(view: CatalogView, refs: readonly EntityRef[], options: BlastRadiusOptions): Side {
  const roots = refs.filter((ref) => view.entity(ref) !== undefined);
  const radius: BlastRadius = view.blastRadius(roots, { ...options, limit: Number.POSITIVE_INFINITY });
  const { revision, total, byEffect } = radius;
  return {
    side: { revision, roots, missingRoots: refs.filter((ref) => !roots.includes(ref)), total, byEffect },
    affected: new Map(radius.affected.map((each) => [each.ref, each])),
    isCut: radius.truncated !== null,
  };
}

function changeOf(before: CatalogView, after: CatalogView, ref: EntityRef): ChangedEffect["entity"] {
  const was = before.entity(ref) !== undefined;
  const is = after.entity(ref) !== undefined;
  if (!was) return "added";
  if (!is) return "removed";
  return before.origin(ref).etag === after.origin(ref).etag ? null : "changed";
}

function isList(roots: EntityRefInput | readonly EntityRefInput[]): roots is readonly EntityRefInput[] {
  return Array.isArray(roots);
}
