import type { Exposure, Threat } from "@callboard/core";
import { defineIntent, subjectOf } from "../intent.ts";
import { widestEnvironment } from "../understand/modifiers.ts";
import { type EntitySummary, entitySummary } from "./entity-summary.ts";

/** What could take an entity down. */
export interface ExposureData {
  readonly entity: EntitySummary;
  readonly exposure: Exposure;
  /** The threats of `exposure` with what they are, the worst first. */
  readonly threats: readonly (Threat & { readonly entity: EntitySummary })[];
  /** How many entities say what they need, of those that should. */
  readonly coverage: { readonly declaring: number; readonly total: number };
}

const COULD = "(can|could|would|might|will|may|does)";
const SPOF =
  "(single point of failure|single points of failure|spof|spofs|weak point|weak points|weak spot|weak spots|weakest link|critical dependencies|critical dependency|hard dependencies|hard dependency)";

export const exposure = defineIntent({
  name: "exposure",
  tells: "what could take something down",
  takes: "one",
  kinds: [["component", "api", "resource"], ["*"], ["group"], ["user"]],
  phrases: [
    `(what|which {any}|what {any}) [else|all] ${COULD} [potentially|possibly] (take|bring|knock|tear|pull|drag) {entity} (down|out|offline)`,
    `(what|which {any}|what {any}) [else|all] ${COULD} [potentially|possibly] (take down|take out|bring down|knock out|knock over|tear down|take offline) {entity}`,
    `(what|which {any}|what {any}) [else|all] (could have|might have|may have|would have|can have|has) (taken|brought|knocked|torn|pulled|dragged) {entity} (down|out|offline)`,
    `(what|which {any}|what {any}) [else|all] (could have|might have|may have|would have|can have) (broken|killed|hurt|affected|crashed|degraded|slowed down|caused|taken down|brought down|knocked out) [outage of|outage in] {entity}`,
    `${SPOF} (check|analysis|list|report|scan|audit|review|assessment) [of|for|in|on] {entity}`,
    `(what|ideas what|idea what) ${COULD} be (behind|causing|the cause of) {entity}`,
    "what (takes|brings|knocks) {entity} (down|out|offline)",
    "what (takes down|takes out|brings down|knocks out) {entity}",
    `(what|which {any}|what {any}) [else|all] ${COULD} [potentially|possibly] (break|kill|hurt|affect|crash|degrade|impact|harm|disrupt|cause an outage of|cause an outage in|slow down) {entity}`,
    "what (breaks|kills|hurts|threatens|endangers) {entity}",
    `what (can|could|might|may) (make|cause|lead) {entity} [to] (fail|break|die|crash|stop|stop working|go down|go offline|slow down|be down|become slow)`,
    `(how|when) (can|could|might|would) {entity} (fail|break|die|crash|go down|go offline|stop working|be affected)`,
    `why (could|might|would) {entity} (fail|break|die|crash|go down|go offline|stop working|be down)`,
    "{entity} (biggest|main|top|worst|greatest) (risk|risks|threat|threats|weakness|weaknesses|danger|dangers)",
    "{entity} 's (biggest|main|top|worst|greatest) (risk|risks|threat|threats|weakness|weaknesses|danger|dangers)",
    `${SPOF} (of|for|in|behind|under|below) {entity}`,
    `{entity} ${SPOF}`,
    `{entity} 's ${SPOF}`,
    `(does|do) {entity} have (a|any) ${SPOF}`,
    `what (is|are) ${SPOF} (of|for|in) {entity}`,
    `(exposure|exposures) [of|for] {entity}`,
    "{entity} (exposure|exposures|threats)",
    "(threats|threat|risks|dangers) (to|for|against) {entity}",
    "(biggest|main|top|worst|greatest) (risk|risks|threat|threats|weakness|weaknesses|danger|dangers) (to|for|of|against|in) {entity}",
    "what (is|are) {entity} (exposed to|vulnerable to|at risk from|threatened by)",
    "what (must|has to|needs to|should) (work|be up|be running|be healthy|stay up) (for|so that) {entity}",
  ],
  cues: [
    "(spof|spofs|single point|single points|weak|weakest|weakness|weaknesses|threat|threats|threatens|exposed|exposure|vulnerable|mercy|risk|risks|achilles)",
    "(could|can|might|would) (kill|break|knock|take|bring|tear|drag|wreck|hurt|sink)",
    "(capable of|able to)",
    "(bring|knees|topple|cripple|wreck|ruin|endanger|jeopardise|jeopardize)",
    "(could|can|might|would) (kill|break|knock|take|bring|tear|drag|wreck|hurt|sink|topple)",
    "(achilles|fragile|fragility)",
  ],
  cueKinds: ["component", "api", "resource", "system"],
  examples: [
    "what could take {entity} down",
    "what would bring {entity} down?",
    "spof of {entity}",
    "single points of failure of {entity}",
    "what could break {entity}",
    "what coud take down {entity}",
    "what is {entity} exposed to",
    "exposure {entity}",
    "how could {entity} fail?",
  ],
  exampleKinds: ["component", "api", "system"],
  answer(view, asked): ExposureData {
    const ref = subjectOf(asked);
    const { mode, environment } = asked.modifiers;
    // "slow" and "down" say how the entity itself fails; what else a failure can be is of the things it needs.
    const how = mode === "read-only" || mode === "bad-deploy" ? { mode } : {};
    const exposure = widestEnvironment(environment, (name) =>
      view.exposure(ref, { ...how, ...(name !== null && { environment: name }) }),
    );
    return {
      entity: entitySummary(view, ref),
      exposure,
      threats: exposure.threats.map((threat) => ({ ...threat, entity: entitySummary(view, threat.ref) })),
      coverage: view.coverage(),
    };
  },
});
