import type { CommonCause, CommonCauses } from "@callboard/core";
import { defineIntent } from "../intent.ts";
import { THINGS_FIRST } from "../understand/intent-grammar.ts";
import { widestEnvironment } from "../understand/modifiers.ts";
import { type EntitySummary, entitySummary } from "./entity-summary.ts";

/** What may be behind several symptoms. */
export interface CommonCausesData {
  readonly symptoms: readonly EntitySummary[];
  readonly result: CommonCauses;
  /** The causes of `result` with what they are, the likeliest first. */
  readonly causes: readonly (CommonCause & { readonly entity: EntitySummary })[];
}

const SHARE =
  "(share|have in common|got in common|have as common|depend on in common|rely on in common|need in common|use in common)";
const ALL = "(all|both|each)";
const NEED = "(depend on|depends on|need|needs|use|uses|rely on|relies on|share|require)";
const SHARED =
  "(common|shared|joint|single|same|likely|probable|possible|common root|shared root|likely common|possible common)";
const CAUSE =
  "(cause|causes|root|culprit|culprits|reason|denominator|denominators|factor|factors|dependency|dependencies|dep|deps|upstream|thing)";
const BAD =
  "(down|failing|broken|slow|red|unhealthy|degraded|alerting|firing|dead|offline|erroring|crashing|unavailable|out|affected|having problems|having issues|timing out|on fire|throwing errors)";

export const commonCauses = defineIntent({
  name: "common_causes",
  tells: "what several things that fail have in common",
  takes: "many",
  kinds: THINGS_FIRST,
  phrases: [
    `what (do|does|did) {entities} [${ALL.slice(1, -1)}] ${SHARE}`,
    `what [else] (do|does) {entities} ${ALL} ${NEED}`,
    `what (is|are) ${ALL} [of] {entities} (depending on|using|relying on|needing)`,
    `what {entities} [${ALL.slice(1, -1)}] ${SHARE}`,
    `(do|does) {entities} [${ALL.slice(1, -1)}] (share|have) (anything|something|a dependency|any dependencies) [in common]`,
    `${SHARED} ${CAUSE} (of|for|behind|between|among|to|in|across) {entities}`,
    `(same|common|shared|single|one) [underlying|root] (cause|culprit|reason|root cause|problem|issue|underlying cause|source|origin) [for|of|behind] {entities}`,
    `what (could|would|might|can|may) (explain|cause|be behind|be causing|lie behind|be wrong with|link) [both|all|each of] {entities} [both|all] (being|going|getting|becoming|throwing|having) (down|slow|broken|unhealthy|degraded|offline|unavailable|errors|problems|issues|timeouts|red|flaky|affected|laggy|sluggish|late)`,
    "what (is|are) (shared|in common) {entities}",
    `(what|which) {any} (do|does) {entities} [all|both|each] ${SHARE}`,
    "(are|is) {entities} (related|connected|the same problem|the same issue|the same outage|one incident|the same incident)",
    `(root cause|cause|culprit) (of|for|behind) {entities} [all|both] ${BAD}`,
    `${SHARED} ${CAUSE} {entities}`,
    "(common causes|common cause|common-causes|commoncauses) {entities}",
    "what (is|are|would be|could be) (common|shared) (to|between|among|by|across) {entities}",
    `why (are|is|did|do) {entities} ${ALL} [go|went|become|became|get|got] ${BAD}`,
    `why (are|did|do) ${ALL} [of] {entities} [go|went|become|became] ${BAD}`,
    `why (are|did) {entities} ${BAD} at the same time`,
    "what (could|would|might|can|does) (explain|cause|have caused|link|tie|connect) {entities} [all|both] (failing|being down|going down|failures|outages|together)",
    `what (could|would|might|can|does) explain {entities}`,
    `what (could|would|might|can) (make|cause|take down|take out|bring down|break) ${ALL} {entities}`,
    `what (is|could be|might be|may be) behind ${ALL} {entities}`,
    `what [could|would|might|can|may] explain [both|all] {entities}`,
    "(overlap|intersection) (of|between) {entities}",
  ],
  cues: [
    "(common|shared|share|overlap|culprit|cause|causes|same)",
    "(both|all|together|at once)",
    "why",
    "(in common|shared|culprit|explanation|common denominator|related|coincidence|one thing)",
  ],
  cueKinds: ["component", "api", "resource", "system", "domain"],
  examples: [
    "what do {entity} and {other} share",
    "common cause of {entity} and {other}",
    "why are {entity} and {other} both down?",
    "what do {entity} and {other} have in common?",
    "what do {entity} and {other} both depend on",
    "shared dependencies of {entity}, {other}",
    "what coud explain {entity} and {other}",
    "common causes {entity} {other}",
  ],
  exampleKinds: ["component"],
  answer(view, { entities, modifiers: { mode, environment } }): CommonCausesData {
    const result = widestEnvironment(environment, (name) =>
      view.commonCauses(entities, { ...(mode && { mode }), ...(name !== null && { environment: name }) }),
    );
    return {
      symptoms: entities.map((ref) => entitySummary(view, ref)),
      result,
      causes: result.causes.map((cause) => ({ ...cause, entity: entitySummary(view, cause.ref) })),
    };
  },
});
