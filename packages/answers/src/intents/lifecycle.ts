import { defineIntent } from "../intent.ts";
import { type EntitySummary, entitySummary } from "./entity-summary.ts";

/** How mature entities are, as their documents say it. */
export interface LifecycleData {
  readonly entities: readonly EntitySummary[];
  /** The lifecycle the question guessed, for example `deprecated`; null when it asked openly. */
  readonly guess: string | null;
}

const STATES =
  "(deprecated|experimental|in production|in prod|production|prod|live|retired|stable|ga|generally available|in beta|beta|in alpha|alpha|sunset|sunsetted|decommissioned|obsolete|end of life|eol|legacy|supported|maintained|production ready|production-ready|prod ready|being retired|being deprecated|being sunset|being decommissioned|going away|in development|released|mature|on its way out|on the way out|abandoned|dead|being phased out|phased out|being replaced|replaced|frozen|in maintenance|in maintenance mode|in preview|in ga|launched|new|old)";

export const lifecycle = defineIntent({
  name: "lifecycle",
  tells: "whether something is deprecated, experimental or in production",
  takes: "many",
  kinds: [["component", "api"], ["*"], ["group"], ["user"]],
  phrases: [
    `(is|are|was) {entity} [already|yet|no longer] ${STATES}`,
    `(is|are|will) {entity} (going to be|about to be|getting|scheduled to be|supposed to be|meant to be|be) ${STATES}`,
    `(is|are) {entity} [still] (alive|active|maintained|supported|used|in use|live|a thing) or [is|already|is it|long] ${STATES}`,
    "(has|have) {entity} been (deprecated|retired|sunset|decommissioned|released)",
    "(has|did|have) {entity} (gone|go) live",
    "are we (retiring|deprecating|sunsetting|decommissioning) {entity}",
    "[lifecycle] (lifecycle|maturity|life cycle) [stage|state|status] [of|for] {entity}",
    "{entity} (lifecycle|maturity|life cycle) [stage|state|status]",
    "{entity} (deprecated|experimental|production-ready)",
    "(what|which) (lifecycle|stage|phase|life cycle|maturity) [stage|state] (is|does) {entity} [in|at|have]",
    "(can|could|should|may) (i|we) still (use|build on|build against|depend on|rely on|integrate with|adopt|target|call) {entity}",
    "how (mature|stable) is {entity}",
  ],
  cues: [
    "(deprecated|lifecycle|retired|retiring|sunset|sunsetting|legacy|supported|maintained|obsolete|eol|end of life|dead|binned|bin|abandonware|decommissioned|beta|alpha|ga|experiment|experimental|prototype|production-ready|prod-ready|prime time|stable|mature|maturity|phased out|on the way out|half baked|half-baked)",
    "(still|yet|ready|stage|phase|far along)",
    "(alive|supported-wise)",
    "grown up",
    "are we (killing|binning|scrapping|ditching|dropping|retiring)",
    "(rely|build|depend|bet|count|base) on",
    "(production grade|production-grade|prod grade|killed off|kill off|thing of the past|replaced|superseded|abandoned|unmaintained|dying|on its way out|winding down|wound down|discontinued|archived|frozen|prod ready|production ready|keep using|build on|still a thing|still alive|still live|still in use|in production|ready for production|grade)",
  ],
  cueKinds: ["component", "api", "resource", "system"],
  examples: [
    "is {entity} deprecated",
    "lifecycle {entity}",
    "{entity} lifecycle",
    "is {entity} in production yet?",
    "is {entity} depreacted",
    "what stage is {entity} in?",
    "is {entity} still supported?",
  ],
  exampleKinds: ["component", "api"],
  answer: (view, { entities, modifiers }): LifecycleData => ({
    entities: entities.map((ref) => entitySummary(view, ref)),
    guess: modifiers.filter.lifecycle ?? null,
  }),
});
