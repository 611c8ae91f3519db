import { CatalogError } from "../errors.ts";
import { type EntityRef, type EntityRefInput, entityRef } from "../model/entity-ref.ts";
import { type BlastRadiusContext, type BlastRadiusOptions, checkOptions } from "./blast-radius.ts";
import { causeInWords } from "./cause-in-words.ts";
import type { CommonCause, ExplainedSymptom } from "./common-cause.ts";
import { edgeBudget } from "./edge-budget.ts";
import { edgeEffects } from "./edge-effects.ts";
import { MODE_STATES, type Mode } from "./effects.ts";
import { effectsOnTargets } from "./effects-on-targets.ts";
import { failureTargets, worstHit } from "./failure-target.ts";
import { profileAt } from "./graph-index.ts";
import { neededPart } from "./needed-part.ts";
import { type FailureScope, oneFailure } from "./one-failure.ts";
import type { RelationGraph } from "./relation-graph.ts";
import { compareText } from "./relations-of.ts";
import { byLikelihood, likeliest, type Suspect, suspectsAmong } from "./suspects.ts";

/** What else is known when common causes are looked for. Everything is optional. */
export interface CommonCauseOptions extends Pick<BlastRadiusOptions, "mode" | "environment" | "relations"> {
  /** Entities that are known to work. */
  readonly healthy?: readonly EntityRefInput[];
  /** An ISO 8601 time: of causes that explain as much, those whose description changed since come first. */
  readonly changedSince?: string;
  /** How many causes are listed; 5 unless given. */
  readonly limit?: number;
}

/** What may be behind several symptoms. */
export interface CommonCauses {
  readonly revision: number;
  readonly symptoms: readonly EntityRef[];
  readonly healthy: readonly EntityRef[];
  readonly mode: Mode;
  readonly environment?: string;
  readonly changedSince?: string;
  /** How many entities explain any of the symptoms. */
  readonly total: number;
  /** The likeliest `limit`, see `commonCauses` for the order. */
  readonly causes: readonly CommonCause[];
  /** Symptoms that nothing explains: they need nothing that is known, or are the cause themselves. */
  readonly unexplained: readonly EntityRef[];
  /**
   * Why something is missing: there are more than `limit`, or it would take too long to look at all. Then an effect may
   * be worse than it says, where stand-ins or large circles make it hard to tell.
   */
  readonly truncated: { readonly reason: "limit" | "budget" } | null;
  /** Sources that were not read completely: what they hold may be missing here. */
  readonly incompleteSources: readonly string[];
}

const DEFAULT_LIMIT = 5;

/**
 * What the symptoms have in common: everything they need, directly or not, and each of themselves, with the symptoms
 * that its failure alone explains. It explains a symptom when its own blast radius has the symptom in it, with an effect
 * that shows: broken, degraded or delayed. What is only at risk (a stand-in lost, a build that would fail) shows nothing.
 *
 * In order: causes that no healthy entity contradicts, which is one that the failure would break (of `slow` causes, one
 * that would be slow); then by how many symptoms they explain, and how many of them by more than a delay; then what
 * changed since `changedSince`; then by how many symptoms they break (of `slow` causes, make slow), by nearness, by how
 * little else they would hit, and by ref.
 * Where the end of the list falls among causes that are otherwise equal, those that the fewest need directly are listed.
 *
 * Looks only at what the symptoms and the healthy need, a few times; then at the blast radius of what is listed, to see
 * what else it would hit.
 *
 * @throws {CatalogError} `invalid-argument` for a mode or a relation that does not exist, a number that makes no sense,
 * or a `changedSince` that is no time
 */
export function commonCauses(
  graph: RelationGraph,
  symptoms: readonly EntityRef[],
  options: CommonCauseOptions,
  { revision, incompleteSources }: BlastRadiusContext,
): CommonCauses {
  const { mode = "down", environment, relations, healthy = [], changedSince, limit = DEFAULT_LIMIT } = options;
  checkOptions(mode, { limit });
  const since = timeOf(changedSince);
  const state = MODE_STATES[mode];
  const targets = failureTargets(graph, symptoms);
  const wellOnes = failureTargets(
    graph,
    healthy.map((ref) => entityRef(ref)),
  );
  const part = neededPart(
    graph,
    [...targets, ...wellOnes].flatMap(({ entities }) => entities),
    { environment, relations },
  );
  const scope: FailureScope = { whole: graph, graph: part.graph, effects: part.effects, state };
  const { found, isCut } = effectsOnTargets(scope, part, [...targets, ...wellOnes]);
  const suspects = suspectsAmong(graph, found, { symptoms: targets, healthy: wellOnes, mode, since });

  const symptomEntities = new Set(targets.flatMap(({ entities }) => entities));
  const everywhere = edgeEffects(graph, { environment, relations });
  const whole: FailureScope = { ...scope, graph, effects: everywhere, maxEdges: edgeBudget(graph) };
  let areOthersCut = false;
  const weighed = likeliest(graph, suspects, limit).map((suspect) => {
    const others = oneFailure(whole, suspect.entity, (failure) => {
      areOthersCut ||= !failure.isComplete;
      return failure.others(symptomEntities);
    });
    return { ...suspect, others };
  });
  weighed.sort(
    (a, b) =>
      byLikelihood(a, b) ||
      a.others.breaks - b.others.breaks ||
      a.others.affected - b.others.affected ||
      compareText(graph.ids.ref(a.entity), graph.ids.ref(b.entity)),
  );

  function written(suspect: Suspect & Pick<CommonCause, "others">): CommonCause {
    const { entity, effects, distances, distance, isSymptom, contradictedBy, changedAt, others } = suspect;
    const explains = oneFailure(scope, entity, (failure) =>
      targets.flatMap((target, index): ExplainedSymptom[] => {
        const hit = worstHit(failure, target);
        if (!hit || !effects[index]) return [];
        const howFar = distances[index] ?? 0;
        return [{ ref: target.ref, effect: hit.effect, distance: howFar, ...failure.explanation(hit.entity) }];
      }),
    );
    const ref = graph.ids.ref(entity);
    const found = { isSymptom, explains, contradictedBy, changedAt, distance, others };
    return { ref, tier: profileAt(graph, entity).tier, ...found, because: causeInWords({ ref, ...found }) };
  }

  return {
    revision,
    symptoms: targets.map(({ ref }) => ref),
    healthy: wellOnes.map(({ ref }) => ref),
    mode,
    ...(environment !== undefined && { environment }),
    ...(changedSince !== undefined && { changedSince }),
    total: suspects.length,
    causes: weighed.map(written),
    unexplained: targets.filter((_, index) => suspects.every(({ effects }) => !effects[index])).map(({ ref }) => ref),
    truncated: isCut || areOthersCut ? { reason: "budget" } : suspects.length > limit ? { reason: "limit" } : null,
    incompleteSources: [...incompleteSources],
  };
}

function timeOf(changedSince: string | undefined): number {
  if (changedSince === undefined) return Number.POSITIVE_INFINITY;
  const time = Date.parse(changedSince);
  if (!Number.isNaN(time)) return time;
  throw new CatalogError(
    "invalid-argument",
    `changedSince is "${changedSince}". Give a time such as 2026-11-20T09:00:00Z.`,
  );
}
