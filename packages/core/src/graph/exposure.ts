import type { EntityRef } from "../model/entity-ref.ts";
import { type BlastRadiusContext, type BlastRadiusOptions, checkOptions } from "./blast-radius.ts";
import { EFFECTS, type Effect, MODE_STATES, type Mode } from "./effects.ts";
import { effectsOnTargets } from "./effects-on-targets.ts";
import type { Explanation } from "./explanation.ts";
import { failureTargets, worstHit } from "./failure-target.ts";
import { firstInOrder } from "./first-in-order.ts";
import { profileAt } from "./graph-index.ts";
import { neededPart } from "./needed-part.ts";
import { type FailureScope, oneFailure } from "./one-failure.ts";
import type { RelationGraph } from "./relation-graph.ts";
import { compareText } from "./relations-of.ts";

/** What to ask of an exposure. Everything is optional. */
export interface ExposureOptions extends Pick<BlastRadiusOptions, "mode" | "environment" | "relations" | "kinds"> {
  /** How many threats are listed; 50 unless given. Totals count everything. */
  readonly limit?: number;
}

/** What could take an entity down, or make it worse. */
export interface Exposure {
  readonly revision: number;
  readonly ref: EntityRef;
  readonly mode: Mode;
  readonly environment?: string;
  /** How many entities would affect it if they alone failed. */
  readonly total: number;
  /** How many of them have each effect on it. */
  readonly byEffect: Readonly<Record<Effect, number>>;
  /** The worst `limit`: by effect, then those that nothing stands in for, then tier, distance and ref. */
  readonly threats: readonly Threat[];
  /**
   * Why something is missing: there are more than `limit`, or it would take too long to look at all. Then an effect may
   * be worse than it says, where stand-ins or large circles make it hard to tell.
   */
  readonly truncated: { readonly reason: "limit" | "budget" } | null;
  /** Sources that were not read completely: what they hold may be missing here. */
  readonly incompleteSources: readonly string[];
}

/** An entity whose failure alone affects another one. */
export interface Threat extends Explanation {
  readonly ref: EntityRef;
  /** What its failure does to the entity asked about; what `blastRadius` of it says. */
  readonly effect: Effect;
  /** Whether an `anyOf` group or another provider of an API softens it: without one the effect would be worse. */
  readonly replicated: boolean;
  /** The fewest hops over which it is needed, as in `dependencies`; `path` may be longer. */
  readonly distance: number;
  readonly tier: number | null;
  /** What is hit, and where `path` begins: the entity asked about or, of a system, domain or group, the part hit worst. */
  readonly hits: EntityRef;
}

const DEFAULT_LIMIT = 50;
const NO_TIER = 100;

/**
 * What could take `ref` down: everything it needs, directly or not, with the effect that its failure alone has. A thing
 * is listed exactly when its own blast radius has `ref` in it, with that effect. A system, domain or group is hit when
 * one of its parts is. Looks only at what `ref` needs, a few times.
 *
 * @throws {CatalogError} `invalid-argument` for a mode or a relation that does not exist, or a number that makes no sense
 */
export function exposure(
  graph: RelationGraph,
  ref: EntityRef,
  options: ExposureOptions,
  { revision, incompleteSources }: BlastRadiusContext,
): Exposure {
  const { mode = "down", environment, relations, kinds, limit = DEFAULT_LIMIT } = options;
  checkOptions(mode, { limit });
  const [target = { ref, entities: [] }] = failureTargets(graph, [ref]);
  const part = neededPart(graph, target.entities, { environment, relations });
  const scope: FailureScope = { whole: graph, graph: part.graph, effects: part.effects, state: MODE_STATES[mode] };
  const isAsked = askedKinds(graph, kinds);
  const { found: all, isCut } = effectsOnTargets(scope, part, [target]);
  const found = all.flatMap(({ entity, effects: [effect], unsoftened: [worst], distances: [distance] }): Found[] => {
    if (!effect || !isAsked(entity)) return [];
    const replicated = worst !== null && worst !== undefined && EFFECTS.indexOf(worst) < EFFECTS.indexOf(effect);
    return [{ failing: entity, effect, replicated, distance: distance ?? 0 }];
  });
  const tier = (entity: number) => profileAt(graph, entity).tier;
  const listed = firstInOrder(
    found,
    limit,
    (a, b) =>
      EFFECTS.indexOf(a.effect) - EFFECTS.indexOf(b.effect) ||
      Number(a.replicated) - Number(b.replicated) ||
      (tier(a.failing) ?? NO_TIER) - (tier(b.failing) ?? NO_TIER) ||
      a.distance - b.distance ||
      compareText(graph.ids.ref(a.failing), graph.ids.ref(b.failing)),
  );
  return {
    revision,
    ref,
    mode,
    ...(environment !== undefined && { environment }),
    total: found.length,
    byEffect: countEffects(found),
    threats: listed.map(({ failing, effect, replicated, distance }) => ({
      ref: graph.ids.ref(failing),
      effect,
      replicated,
      distance,
      tier: tier(failing),
      ...oneFailure(scope, failing, (failure) => {
        const hit = worstHit(failure, target)?.entity ?? failing;
        return { hits: graph.ids.ref(hit), ...failure.explanation(hit) };
      }),
    })),
    truncated: isCut ? { reason: "budget" } : found.length > limit ? { reason: "limit" } : null,
    incompleteSources: [...incompleteSources],
  };
}

interface Found {
  readonly failing: number;
  readonly effect: Effect;
  readonly replicated: boolean;
  readonly distance: number;
}

function askedKinds(graph: RelationGraph, kinds: readonly string[] | undefined): (entity: number) => boolean {
  const wanted = kinds && new Set(kinds.map((kind) => kind.toLowerCase()));
  return (entity) => wanted?.has(profileAt(graph, entity).kind) ?? true;
}

function countEffects(found: readonly Found[]): Record<Effect, number> {
  const counts = { breaks: 0, degrades: 0, delayed: 0, "at-risk": 0 };
  for (const { effect } of found) counts[effect]++;
  return counts;
}
