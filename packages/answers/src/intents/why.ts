import type {
  AffectedEntity,
  BlastRadius,
  CatalogView,
  Effect,
  EntityRef,
  Evidence,
  PathStep,
  Threat,
} from "@callboard/core";
import { defineIntent } from "../intent.ts";
import { widestEnvironment } from "../understand/modifiers.ts";
import { type EntitySummary, entitySummary } from "./entity-summary.ts";

/** Why the failure of one entity reaches others. */
export interface WhyData {
  /** What fails. */
  readonly root: EntitySummary;
  readonly mode: BlastRadius["mode"];
  readonly environment: string | null;
  readonly asked: readonly Reason[];
  /** Sources that were not read completely: a need may be missing. */
  readonly incompleteSources: readonly string[];
}

/** Why one entity is affected, or that it is not. */
export interface Reason {
  readonly entity: EntitySummary;
  /** What the failure of the root does to it; null when it does nothing. */
  readonly effect: Effect | null;
  /** Where `hops` begin: the entity itself or, of a system, domain or group, the part that is hit worst. */
  readonly hit: EntityRef;
  /** Each entity that the one before it needs, down to the root; empty where there is no effect and no need. */
  readonly hops: readonly ReasonHop[];
  /** The hops in words; null when there is no effect. */
  readonly because: string | null;
  /** The weakest evidence among the hops; null when there is no effect. */
  readonly evidence: Evidence | null;
}

/** One entity on the way to the root. */
export interface ReasonHop {
  readonly entity: EntitySummary;
  /** What the entity before it calls the relation. */
  readonly relation: string;
  /** What the root's failure does to it; null for the root itself. */
  readonly effect: Effect | null;
}

const HIT =
  "(affected|impacted|hit|hurt|involved|broken|breaking|down|failing|degraded|delayed|slow|at risk|listed|included|on the list|in the list|in that list|on that list|in this list|on this list|listed there|part of it|part of that|part of this|in there|on there|there|on it|in it)";
const STRUCK = "(affected|impacted|hit|hurt|touched|broken|degraded|delayed|slowed down)";
const HITS =
  "(breaks|break|fails|fail|degrades|degrade|goes down|go down|suffers|suffer|slows down|is hit|are hit|shows up|show up|appears|appear|turns up|turn up|cares|care|matters|matter)";
const EFFECT = "(effect|effects|impact|consequence|consequences)";
const BY = "(by|because of|from|due to|when|if|with|without|through|via)";

export const why = defineIntent({
  name: "why",
  tells: "what makes the failure of one thing reach another",
  takes: "many",
  causedBy: { otherwise: "common_causes" },
  kinds: [["component", "api", "resource"], ["*"], ["group"], ["user"]],
  phrases: [
    `(why|how come|how) (is|are|was|were|would|will|does|do) {entities} [be|also|get|then] ${HIT} ${BY} {other}`,
    `(why|how come) (is|are|was|were|would|will|does|do) {entities} [be|also|get|then] ${HIT}`,
    `(why|how come|how) (does|do|did|would|will|could|can) {entities} [also|then] ${HITS} ${BY} {other}`,
    `(why|how come) (does|do|did|would|will) {entities} [also|then] ${HITS}`,
    `how come {entities} (is|are) [also] ${HIT} ${BY} {other}`,
    `how come {entities} (is|are) [also] ${HIT}`,
    `(why|how) (does|do|would|will|could|can) {other} (affect|impact|break|hit|hurt|take down|bring down|degrade|delay|slow down) {entities}`,
    `(is|are|was|were) {entities} [be|also|get|then] ${STRUCK} by {other}`,
    "(does|do|will|would|can|could) {entities} (work|run|function|survive|cope|start|stay up|be up|keep working|keep running|hold up|carry on|be ok|be fine) (if|when|while|with|during|once) {other}",
    "(does|do|did|will|would|could|can) {other} (affect|impact|hit|hurt|take down|bring down|degrade|delay|slow down) {entities}",
    `(would|will|does|do|could) {entities} [also|even] (notice|suffer|care|feel it|feel that|break|die|fail|go down|be affected|be hit|be impacted|degrade|slow down) (if|when|once|without) {other}`,
    `(is|are) {entities} [also|too] (affected|impacted|hit|involved|included|listed|in there|on there|in that list|on that list|on the list|in the list|on it|part of it|part of that)`,
    `(what is|whats) ${EFFECT} (of|from) {other} (on|for) {entities}`,
    `${EFFECT} (of|from) {other} on {entities}`,
    "(explain|show me|show|tell me) why {entities} (is|are|would be) (affected|impacted|hit|broken|down|degraded|delayed)",
  ],
  headlines: [
    "(why|how come) {entities}",
    "and why {entities}",
    "[and] {entities} why",
    `(why|how come) {entities} ${HITS}`,
  ],
  examples: [
    "why is {entity} affected by {other}",
    "why does {entity} break when {other} is down?",
    "why would {entity} be hit by {other}",
    "how does {other} affect {entity}",
    "why is {entity} degraded because of {other}",
    "how come {entity} is affected by {other}",
  ],
  exampleKinds: ["component"],
  answer(view, { entities, modifiers: { mode, environment } }): WhyData {
    const root = entities.at(-1);
    if (root === undefined) throw new RangeError("A question about a cause was asked about nothing.");
    const radius = widestEnvironment(environment, (name) =>
      view.blastRadius(root, {
        limit: LISTED,
        ...(mode && { mode }),
        ...(name !== null && { environment: name }),
      }),
    );
    const affected = new Map(radius.affected.map((each) => [each.ref, each]));
    return {
      root: entitySummary(view, root),
      mode: radius.mode,
      environment: radius.environment ?? null,
      asked: entities.slice(0, -1).map((ref) => reasonFor(view, ref, radius, affected)),
      incompleteSources: radius.coverage.incompleteSources,
    };
  },
});

/** As many as a catalog is likely to hold; what lies beyond is looked for from the other end. */
const LISTED = 20_000;
const THREATS = 1_000;

function reasonFor(
  view: CatalogView,
  ref: EntityRef,
  radius: BlastRadius,
  affected: ReadonlyMap<EntityRef, AffectedEntity>,
): Reason {
  const entity = entitySummary(view, ref);
  const hop = ({ ref: needed, relation }: PathStep): ReasonHop => ({
    entity: entitySummary(view, needed),
    relation,
    effect: affected.get(needed)?.effect ?? null,
  });
  const listed = affected.get(ref);
  const threat = listed ? undefined : threatTo(view, ref, radius);
  const found = listed ?? threat;
  if (found) {
    const { effect, because, evidence, path } = found;
    const hit = threat?.hits ?? ref;
    return { entity, effect, hit, hops: path.map(hop), because, evidence };
  }
  const [root] = radius.roots;
  const needs = root === undefined ? null : view.path(ref, root);
  return { entity, effect: null, hit: ref, hops: (needs ?? []).map(hop), because: null, evidence: null };
}

/** A system, a domain or a group is hit when one of its parts is; that is told from its own end. */
function threatTo(view: CatalogView, ref: EntityRef, { roots, mode, environment }: BlastRadius): Threat | undefined {
  const options = { mode, limit: THREATS, ...(environment !== undefined && { environment }) };
  return view.exposure(ref, options).threats.find((threat) => threat.ref === roots[0]);
}
