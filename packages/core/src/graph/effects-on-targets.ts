import { eachEdge } from "./adjacency.ts";
import { edgeRows } from "./edge-rows.ts";
import { effectBounds } from "./effect-bounds.ts";
import { type Effect, effectOfState, READ_ONLY } from "./effects.ts";
import { type FailureTarget, worstHit } from "./failure-target.ts";
import type { NeededPart } from "./needed-part.ts";
import { type FailureScope, oneFailure } from "./one-failure.ts";
import { compareText } from "./relations-of.ts";
import { isCircle, stronglyConnected } from "./strongly-connected.ts";

/** What one entity alone does to each of some targets, in their order. */
export interface EffectsOnTargets {
  readonly entity: number;
  readonly effects: readonly (Effect | null)[];
  /** The effect on each if nothing stood in for anything: no `anyOf` group, no other provider of an API. */
  readonly unsoftened: readonly (Effect | null)[];
  /** The fewest hops over which each needs it; -1 for one that does not. */
  readonly distances: readonly number[];
}

/** What may be spent on all failures that have to be tried, in edges, before the rest is given its best case. */
const MAX_COST = 2_000_000;

/**
 * What everything that the targets need does to them when it alone fails. Most of that follows from bounds worked out
 * for all at once; where they leave it open, the failure is tried.
 */
export function effectsOnTargets(
  scope: FailureScope,
  { entities, isComplete }: NeededPart,
  targets: readonly FailureTarget[],
): { readonly found: readonly EffectsOnTargets[]; readonly isCut: boolean } {
  const bounds = targets.map((target) => effectBounds(scope.graph, scope.effects, target.entities, scope.state));
  const isOwn = targets.map((target) => new Set(target.entities));
  const isOdd = scope.state === READ_ONLY ? oddWhenReadOnly(scope) : () => false;
  const isOpen = (entity: number) =>
    targets.some((target, index) => {
      // A part of a target affects the other parts only.
      if (isOwn[index]?.has(entity)) return target.entities.length > 1;
      const { least, most } = bounds[index] ?? NO_BOUNDS;
      return least(entity) !== most(entity) || isOdd(entity);
    });
  const { ref } = scope.graph.ids;
  const hops = (entity: number) => {
    return Math.min(...bounds.map(({ distance }) => distance(entity)).filter((distance) => distance >= 0));
  };
  const open = entities
    .filter(isOpen)
    .map((entity) => ({ entity, hops: hops(entity) }))
    .sort((a, b) => a.hops - b.hops || compareText(ref(a.entity), ref(b.entity)));
  const tried = new Map<number, readonly (Effect | null)[]>();
  let cost = 0;
  for (const { entity } of open) {
    if (cost > MAX_COST) break;
    const effects = oneFailure(scope, entity, (failure) => {
      cost += failure.cost;
      return targets.map((target) => worstHit(failure, target)?.effect ?? null);
    });
    tried.set(entity, effects);
  }
  const found = entities.map((entity): EffectsOnTargets => {
    return {
      entity,
      effects:
        tried.get(entity) ??
        bounds.map(({ least }, index) => (isOwn[index]?.has(entity) ? null : effectOfState(least(entity)))),
      unsoftened: bounds.map(({ most }) => effectOfState(most(entity))),
      distances: bounds.map(({ distance }) => distance(entity)),
    };
  });
  return { found, isCut: !isComplete || tried.size < open.length };
}

const NO_BOUNDS = { least: () => 0, most: () => 0 };

/**
 * Bounds expect that what is worse passes on no less. What is read-only does: a reader does not notice. That matters for
 * what passes being read-only on, to an API, and for what stays read-only though a way of another state leads back to it.
 */
function oddWhenReadOnly({ graph, effects }: FailureScope): (entity: number) => boolean {
  const size = graph.profileOf.length;
  const edges = edgeRows(size, (from, visit) => eachEdge(graph.needs.out, from, visit));
  const odd = new Uint8Array(size);
  for (const group of stronglyConnected(edges)) if (isCircle(edges, group)) for (const each of group) odd[each] = 1;
  for (let entity = 0; entity < size; entity++) {
    eachEdge(graph.needs.in, entity, (_, code) => {
      if (effects.serves[code] === 1) odd[entity] = 1;
    });
  }
  return (entity) => odd[entity] === 1;
}
