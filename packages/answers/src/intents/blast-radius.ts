import type { AffectedEntity, BlastRadius, CatalogView, Contact, EntityRef, Mode } from "@callboard/core";
import { defineIntent } from "../intent.ts";
import { BAD, DEPLOYS, widestEnvironment } from "../understand/modifiers.ts";
import { countEntities } from "./count-entities.ts";
import { type EntitySummary, entitySummary } from "./entity-summary.ts";
import { knownOwners } from "./known-owners.ts";
import { type Change, lastChanges } from "./last-changes.ts";
import { type FactAbout, type FactWish, factsAbout, type LiveFacts } from "./live-facts.ts";
import { onCallNow, onCallWishes } from "./on-call-now.ts";

/** What fails with some entities, and what an incident needs to know beside. */
export interface BlastRadiusData {
  readonly roots: readonly EntitySummary[];
  readonly radius: BlastRadius;
  /** True when so much breaks that a list of everything helps nobody. */
  readonly wide: boolean;
  /** How many entities the catalog holds, without notes about others. */
  readonly entities: number;
  /** Whom to call: the owners of the roots, then those of whom most breaks. */
  readonly page: readonly PageTarget[];
  /** What changed last among the roots and what they need, where that stands out in its source; the latest first. */
  readonly changes: readonly Change[];
  /** Alerts, states and deploys of the roots and of what they need directly; empty where no live source was asked. */
  readonly happening: readonly FactAbout[];
  /** Entities that need a root, directly or through one other, and that no effect reaches. */
  readonly unaffected: readonly EntityRef[];
  /** Owners none of whose entities are affected, those who own most first; null unless `wide`. */
  readonly unaffectedOwners: { readonly total: number; readonly first: readonly EntitySummary[] } | null;
  readonly entryPoints: readonly (AffectedEntity & { readonly entity: EntitySummary })[];
}

/** An owner to call in an incident. */
export interface PageTarget {
  readonly owner: EntitySummary;
  readonly contacts: readonly Contact[];
  readonly ownsRoot: boolean;
  readonly breaks: number;
  readonly affected: number;
  /** Who is on call for what they own of the roots; empty where no live source was asked. */
  readonly onCall: readonly FactAbout[];
}

const DOING =
  "(restarting|rebooting|stopping|killing|deleting|removing|dropping|losing|deploying|redeploying|releasing|upgrading|draining|breaking|disabling|scaling down|turning off|shutting down|taking down|switching off|failing over|an outage of|an outage in|a failure of|a failure in|downtime of|downtime in)";
/** "taking it offline": what is done to a thing stands on both sides of its name. */
const TAKING = "(taking|bringing|turning|switching|shutting|pulling|knocking|putting|rolling|failing|scaling)";
const TAKE =
  "(take|took|turn|turned|switch|switched|shut|pull|pulled|bring|brought|knock|knocked|roll|rolled|scale|scaled)";
const AWAY = "(offline|down|off|out|out of service|out of rotation|away|back|over|into maintenance|to zero)";
const WE_DO =
  "(i|we|you|they|someone|somebody) (restart|restarted|reboot|rebooted|stop|stopped|kill|killed|delete|deleted|remove|removed|drop|dropped|lose|lost|deploy|deployed|redeploy|redeployed|release|released|upgrade|upgraded|drain|drained|break|broke|disable|disabled|turn off|turned off|shut down|take down|took down|switch off|switched off|fail over|failed over|scale down|scaled down)";
const BREAKS =
  "(breaks|break|breaking|fails|fail|dies|die|stops|stops working|stop working|goes down|go down|goes wrong|go wrong|goes with it|suffer|notice|notices|complain|complains|feel it|feels it|falls over|fall over|suffers|explodes|is affected|are affected|affected|is impacted|are impacted|be impacted|be affected|get affected|gets affected|gets hit|is hit|are hit|be hit|get hit|is hurt|are hurt|are down|are broken|is broken|is down|burns|burn|burns down|burn down|collapses|collapse|crumbles|crumble|hurts|hurt|goes offline|go offline|goes dark|go dark|goes up in flames|dies with it|comes down|come down|is gone|are gone|blows up|blow up|is toast|are toast|is hosed|screams|scream|degrades|degrade|goes bad)";
const SUBJECT =
  "(what|who|which {any}|what {any}|anything|how much|how much {any}|how many {any}|everything|how much of {any}|which parts of {any}|what parts of {any}|what part of {any}|which of our {any}|how much of our {any})";
const IMPACT =
  "(impact|fallout|consequences|consequence|effect|effects|damage|risk|cost|knock-on|knock on|knock-ons|knock-on effect|knock-on effects|knock on effects|ripple effect|ripple effects|domino effect|repercussions|ramifications|implications|aftermath|collateral|collateral damage|disruption)";
const BAD_DEPLOY = `(${BAD.join("|")}) (${DEPLOYS.join("|")})`;
const DEPLOY = `(${DEPLOYS.join("|")})`;
const WENT_BAD =
  "(fails|failed|went wrong|went bad|went badly|goes wrong|went south|is bad|was bad|is broken|was broken|broke|is failing)";
const DOWNSTREAM = "(downstream|further downstream|down the line|further down|down the chain|elsewhere|as a result)";
const STATES =
  "(down|offline|dead|broken|failing|slow|unreachable|unavailable|read-only|readonly|read only|gone|degraded|timing out|on fire|crashing|crashed|dying|hosed|borked|laggy)";

export const blastRadius = defineIntent({
  name: "blast_radius",
  tells: "what breaks when something fails",
  takes: "many",
  modified: true,
  kinds: [["component", "api", "resource"], ["*"], ["group"], ["user"]],
  phrases: [
    "(what|who) (would|will|might|could) have (gone down|broken|failed|died|stopped|suffered) (with|without|if) {entity}",
    "(blast|blast radius|blastradius|blast-radius) [of|for|from|if|when] {entity}",
    `blast radius (of|for|if) ${DOING} {entity}`,
    "{entity} (blast radius|blast-radius|blastradius)",
    `${SUBJECT} [would|will|could|might|all|also] ${BREAKS} (if|when|once|with|without|by|because of|should) {entity}`,
    `${SUBJECT} [would|will|could|might|all|also] ${BREAKS} (if|when|once) ${WE_DO} {entity}`,
    `${SUBJECT} [would|will|could|might|all|also] ${BREAKS} (if|when|once) (i|we|you|they|someone|somebody) ${TAKE} {entity} ${AWAY}`,
    `(what|who|which {any}|what {any}) [all|else|also] ${BREAKS} [then|now|too|first|next] {entity}`,
    `(what|who|which {any}|what {any}) [all|else|also] (would|will|could|might|may|can) [all|else|also] ${BREAKS} [then|now|too|first|next] {unsaid}`,
    `(what|who|which {any}|what {any}) [all|else|also] (would|will|could|might|may|can) [all|else|also] ${BREAKS} ${DOWNSTREAM} {unsaid}`,
    `(what|who|which {any}|what {any}) [all|else|also] ${BREAKS} ${DOWNSTREAM} {unsaid}`,
    "(what|who|which {any}|what {any}) (would|will|could|might) (suffer|notice|complain|feel it|be affected|be impacted|be broken|be down|stop working|go down|be hit) {entity}",
    "what (happens|would happen|will happen|could happen) (if|when|to everything if|once) {entity}",
    "what (happens|would happen|will happen|could happen) [then|next|afterwards] {entity}",
    `what (happens|would happen|will happen|could happen) (if|when|once) ${WE_DO} {entity}`,
    "what if {entity}",
    `what if ${WE_DO} {entity}`,
    `${IMPACT} (of|on|if|from|when|to|for|should) {entity}`,
    `${IMPACT} (of|from|if) ${DOING} {entity}`,
    `(impact|fallout|consequences|effect|effects|damage|risk|cost|what if|blast radius) [of|from] ${TAKING} {entity} ${AWAY}`,
    `${IMPACT} (if|when) ${WE_DO} {entity}`,
    `what (would|will|could|does|might) ${DOING} {entity} (do|mean|break|cause|affect|impact|hit|take down|bring down)`,
    `what (would|will|could|does|might) (failure|outage|downtime|loss|death|crash) (of|in|on) {entity} (do|mean|break|cause|affect|impact|hit|take down|bring down)`,
    "(what|who) (happens|would happen|will happen|could happen) to {any} (if|when|once|without) {entity}",
    "(what|who|how much) (do|would|will|could) (we|i|you|they) lose (if|when|with|without) {entity}",
    "how (far|wide|widely) (does|do|would|will|could) (outage|failure|downtime|an outage|a failure) (of|in) {entity} (spread|reach|go|travel|ripple)",
    "who (would notice|will notice|notices|would feel it|would be hurt|would complain|would suffer) (if|when|without) {entity}",
    `${BAD_DEPLOY} (of|to|in|on|for) {entity}`,
    `${DEPLOY} (of|to) {entity} ${WENT_BAD}`,
    `(if|when|once) {entity} (has|had|have|gets|got) ${BAD_DEPLOY}`,
    "(impact|fallout) {entity}",
    "{entity} (impact|fallout|outage impact)",
    "what (would|does|will|could|do|else does) {entity} (take down|bring down|take out|break|affect|impact|take with it)",
    "(is it|would it be) (safe|ok|okay|dangerous|risky) to (restart|reboot|stop|kill|delete|remove|drop|deploy|upgrade|drain|disable|turn off|shut down|take down) {entity}",
    "(can|could|may) (i|we) safely (restart|reboot|stop|kill|delete|remove|drop|deploy|upgrade|drain|disable|turn off|shut down|take down) {entity}",
    "(transitive|indirect|recursive) (dependents|dependants) [of|for] {entity}",
    "(what|everything|all) [that] (transitively|indirectly|ultimately|eventually|directly or indirectly) (depends on|depend on|needs|uses) {entity}",
    "how (bad|big|critical|important|serious) (is it|would it be|is) [if|when] {entity}",
  ],
  statements: [
    `{entity} (is|are|was|went|seems|looks|has gone|just went|is going|keeps) ${STATES}`,
    "{entity} (is|are) (throwing|returning|having) (errors|5xx|500s|timeouts|problems|issues)",
    `{entity} (has|had|got|just had|just got|is having) ${BAD_DEPLOY}`,
    `{entity} ${DEPLOY} ${WENT_BAD}`,
    "{entity} failed to (deploy|release|roll out|upgrade)",
    "we (lost|killed|broke|deleted|dropped) {entity}",
  ],
  headlines: [`{entity} ${STATES}`],
  cues: [
    "(blast|blast-radius|breaks|break|breaking|impact|impacted|fallout|affected|damage|collateral|repercussions|knock-on|casualties|ripple)",
    "(falls over|fall over|goes down|go down|goes pop|go pop|goes bang|go bang|dies|stops working|screams|suffers|hurts|feels it)",
    "(worst|what) [that] (happens|could happen|would happen|can happen)",
    "what (else|all)",
    "(blow up|blows up|take out|takes out)",
    "(worst case|carnage|ruin|ruined|mess|havoc|toll)",
    "(consequence|consequences|side effect|side effects|domino|implication|implications|damage|harm|hurt|suffer|object|collapse|casualty|victim|victims)",
    "(lose|loses|lost)",
    "(how bad|that bad)",
    "then what",
    "(hate|kill|scream at|angry at|mad at) (me|us)",
    "(goes|went|go) (poof|silent|dark|bang|pop|boom|kaput)",
    "(switch|switched|turn|turned|pull|pulled) off",
    "(bounce|bouncing|swap|swapping|migrate|migrating|pull the plug|yank|unplug)",
    "(complain|notice|whine|moan) if",
  ],
  cueKinds: ["component", "api", "resource", "system", "domain"],
  examples: [
    "what breaks if {entity} goes down",
    "what's the blast radius of {entity}",
    "blast {entity}",
    "blast raduis of {entity}",
    "impact of restarting {entity}?",
    "what happens if {entity} is read-only",
    "{entity} is down, what breaks?",
    "what would break without {entity}",
    "if {entity} dies what breaks",
    "{entity} is down!!!",
    "blast radius of {entity} in prod",
    "bad deploy of {entity}",
    "{entity} has a bad release",
    "what would break if we lost {entity}?",
    "{entity} down",
  ],
  exampleKinds: ["component", "resource", "api", "system"],
  facts: (view, { entities }) => wishes(view, entities),
  answer(view, { entities, modifiers, facts }) {
    const radius = widest(view, entities, modifiers.mode, modifiers.environment);
    return blastRadiusData(view, radius, radius, facts);
  },
});

/**
 * What an incident needs to know about a blast radius.
 *
 * @param whole the same one, where `radius` counts only a part of what is affected
 */
export function blastRadiusData(
  view: CatalogView,
  radius: BlastRadius,
  whole = radius,
  facts?: LiveFacts,
): BlastRadiusData {
  const breaking = radius.byOwner.filter(({ owner, breaks }) => owner !== null && breaks > 0).length;
  const { breaks } = radius.byEffect;
  const wide = breaks > MANY && (breaks > radius.coverage.total / 4 || breaking > MANY_OWNERS);
  return {
    roots: radius.roots.map((ref) => entitySummary(view, ref)),
    radius,
    wide,
    entities: countEntities(view),
    page: pageTargets(view, radius, facts),
    changes: lastChanges(view, radius),
    happening: [
      ...factsAbout(facts, radius.roots, HAPPENING),
      ...factsAbout(facts, neededDirectly(view, radius.roots), HAPPENING),
    ],
    unaffected: unaffectedNear(view, whole),
    unaffectedOwners: wide ? unaffectedOwners(view, whole) : null,
    entryPoints: radius.entryPoints.map((each) => ({ ...each, entity: entitySummary(view, each.ref) })),
  };
}

const MANY = 10;
const MANY_OWNERS = 15;
const PAGED = 4;

/** The blast radius in an environment, whichever of its names the catalog knows it by. */
function widest(
  view: CatalogView,
  roots: readonly EntityRef[],
  mode: Mode | null,
  environment: string | null,
): BlastRadius {
  return widestEnvironment(environment, (name) =>
    view.blastRadius(roots, { ...(mode && { mode }), ...(name !== null && { environment: name }) }),
  );
}

const HAPPENING = ["alert", "status", "deploy"] as const;
const MAX_NEEDED = 12;

/** What an incident asks live sources: of the roots everything, of what they need whether anything happened to it. */
function wishes(view: CatalogView, roots: readonly EntityRef[]): readonly FactWish[] {
  const others = roots.flatMap((root) => onCallWishes(view, root)).filter(({ ref }) => !roots.includes(ref));
  return [
    ...roots.map((ref): FactWish => ({ ref, types: ["on-call", ...HAPPENING] })),
    ...neededDirectly(view, roots).map((ref): FactWish => ({ ref, types: HAPPENING })),
    ...others,
  ];
}

function neededDirectly(view: CatalogView, roots: readonly EntityRef[]): readonly EntityRef[] {
  const needed = roots.flatMap((root) => view.dependencies(root, { maxDistance: 1, limit: MAX_NEEDED }));
  return [...new Set(needed.map(({ ref }) => ref))].filter((ref) => !roots.includes(ref)).slice(0, MAX_NEEDED);
}

function pageTargets(view: CatalogView, radius: BlastRadius, facts: LiveFacts | undefined): PageTarget[] {
  const ofRoots = radius.roots.flatMap((root) => view.owner(root).owners.map(({ ref }) => ref));
  const ofBroken = radius.byOwner.flatMap(({ owner, breaks }) => (owner !== null && breaks > 0 ? [owner] : []));
  return [...new Set([...ofRoots, ...ofBroken])].slice(0, PAGED).map((owner) => {
    const share = radius.byOwner.find((each) => each.owner === owner);
    return {
      owner: entitySummary(view, owner),
      contacts: view.entity(owner) ? view.owner(owner).contacts : [],
      ownsRoot: ofRoots.includes(owner),
      breaks: share?.breaks ?? 0,
      affected: share?.affected ?? 0,
      onCall: radius.roots
        .filter((root) => view.owner(root).owners.some(({ ref }) => ref === owner))
        .flatMap((root) => onCallNow(view, root, facts)),
    };
  });
}

function unaffectedNear(view: CatalogView, radius: BlastRadius): EntityRef[] {
  if (radius.truncated) return [];
  const affected = new Set([...radius.affected.map(({ ref }) => ref), ...radius.roots]);
  const environment = radius.environment === undefined ? {} : { environment: radius.environment };
  const near = radius.roots.flatMap((root) => view.dependents(root, { maxDistance: 2, limit: 200, ...environment }));
  return [...new Set(near.map(({ ref }) => ref))].filter((ref) => !affected.has(ref));
}

function unaffectedOwners(view: CatalogView, radius: BlastRadius): NonNullable<BlastRadiusData["unaffectedOwners"]> {
  const hit = new Set(radius.byOwner.map(({ owner }) => owner));
  const others = knownOwners(view).filter((owner) => !hit.has(owner));
  return { total: others.length, first: others.slice(0, 5).map((owner) => entitySummary(view, owner)) };
}
