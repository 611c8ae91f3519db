import { eachRun } from "./adjacency.ts";
import type { CommonCause } from "./common-cause.ts";
import type { Effect, Mode } from "./effects.ts";
import type { EffectsOnTargets } from "./effects-on-targets.ts";
import type { FailureTarget } from "./failure-target.ts";
import { firstInOrder } from "./first-in-order.ts";
import type { RelationGraph } from "./relation-graph.ts";
import { compareText } from "./relations-of.ts";

/** A possible cause, before it is known what else it would hit. */
export interface Suspect extends Pick<CommonCause, "isSymptom" | "contradictedBy" | "changedAt" | "distance"> {
  readonly entity: number;
  /** How many need it directly: a guess at what else it would hit, for choosing which causes are listed. */
  readonly neededBy: number;
  /** How many symptoms it explains, itself if it is one of them; and how many of them by more than a delay. */
  readonly explained: number;
  readonly explainedAtOnce: number;
  /** How many symptoms it breaks, itself if it is one of them; of what is slow: how many it makes slow. */
  readonly hitsHard: number;
  /** Its effect on each symptom, where it shows. */
  readonly effects: readonly (Effect | null)[];
  readonly distances: readonly number[];
}

/** What is known of an incident. */
export interface KnownOfIncident {
  readonly symptoms: readonly FailureTarget[];
  readonly healthy: readonly FailureTarget[];
  readonly mode: Mode;
  /** Milliseconds since 1970; infinity when no change is of interest. */
  readonly since: number;
}

/**
 * Everything that explains a symptom, in no order.
 *
 * @param found what each does to the symptoms and then to what is healthy
 */
export function suspectsAmong(
  graph: RelationGraph,
  found: readonly EffectsOnTargets[],
  { symptoms, healthy, mode, since }: KnownOfIncident,
): readonly Suspect[] {
  const suspects = found.flatMap(({ entity, effects, distances }): Suspect[] => {
    const shown = effects.slice(0, symptoms.length).map((effect) => (effect === "at-risk" ? null : effect));
    if (shown.every((effect) => effect === null)) return [];
    const isSymptom = symptoms.some(({ entities }) => entities[0] === entity);
    const against = healthy.filter(
      ({ entities }, index) => entities[0] === entity || isHard(effects[symptoms.length + index], mode),
    );
    return [
      {
        entity,
        neededBy: countNeeders(graph, entity),
        effects: shown,
        distances,
        distance: Math.max(...shown.map((effect, index) => (effect ? (distances[index] ?? 0) : 0))),
        isSymptom,
        explained: shown.filter((effect) => effect !== null).length + Number(isSymptom),
        explainedAtOnce: shown.filter((effect) => effect !== null && effect !== "delayed").length + Number(isSymptom),
        hitsHard: shown.filter((effect) => isHard(effect, mode)).length + Number(isSymptom),
        contradictedBy: against.map(({ ref }) => ref),
        changedAt: changedAfter(graph, entity, since),
      },
    ];
  });
  return suspects;
}

/** The likeliest of some suspects, first those that the fewest need directly where they are otherwise equal. */
export function likeliest(graph: RelationGraph, suspects: readonly Suspect[], limit: number): readonly Suspect[] {
  const { ref } = graph.ids;
  return firstInOrder(
    suspects,
    limit,
    (a, b) => byLikelihood(a, b) || a.neededBy - b.neededBy || compareText(ref(a.entity), ref(b.entity)),
  );
}

/** Orders suspects by all that is known of them before it is worked out what else they would hit. */
export function byLikelihood(a: Suspect, b: Suspect): number {
  return (
    Number(a.contradictedBy.length > 0) - Number(b.contradictedBy.length > 0) ||
    b.explained - a.explained ||
    b.explainedAtOnce - a.explainedAtOnce ||
    Number(b.changedAt !== null) - Number(a.changedAt !== null) ||
    b.hitsHard - a.hitsHard ||
    a.distance - b.distance
  );
}

/** Whether something that works would not if the cause had failed. What is slow breaks nothing: there it is to be slow. */
function isHard(effect: Effect | null | undefined, mode: Mode): boolean {
  return effect === "breaks" || (mode === "slow" && effect === "degrades");
}

function countNeeders(graph: RelationGraph, entity: number): number {
  let count = 0;
  eachRun(graph.needs.in, entity, (edges) => {
    count += edges;
  });
  return count;
}

function changedAfter(graph: RelationGraph, entity: number, since: number): string | null {
  const changed = graph.ids.stored(entity)?.changed;
  return changed !== undefined && Date.parse(changed) >= since ? changed : null;
}
