import { type CatalogView, type EntityRef, entityRefParts, type PathStep } from "@callboard/core";
import { type Asked, defineIntent } from "../intent.ts";
import { type EntitySummary, entitySummary } from "./entity-summary.ts";
import { allRelated, related } from "./related.ts";

/** Whether one entity needs another, and by what. */
export interface PathData {
  readonly from: EntitySummary;
  readonly to: EntitySummary;
  /** How `from` comes to need `to`, by the fewest hops; null when it does not. */
  readonly forward: Chain | null;
  /** How `to` comes to need `from`; null when it does not. */
  readonly backward: Chain | null;
  /** What both need at one hop, where neither needs the other. */
  readonly shared: readonly EntitySummary[];
  /** Sources that were not read completely: a hop may be missing. */
  readonly incompleteSources: readonly string[];
}

/** A chain of needs. A system, domain or group stands for all its parts: the chain goes from one of them to another. */
export interface Chain {
  readonly start: EntitySummary;
  readonly hops: readonly PathHop[];
}

/** One hop: the entity before it needs this one, by what it calls the relation. */
export interface PathHop extends PathStep {
  readonly entity: EntitySummary;
}

const NEED =
  "(depend on|depend upon|depends on|need|needs|use|uses|using|call|calls|rely on|relies on|talk to|talks to|reach|reaches|touch|touches|hit|hits|connect to|connects to|get to|gets to|go through|care about|cares about|have to do with|know of|bother with|access|accesses|query|write to|read from|require|requires|consume|consumes|know about|end up in|end up at|end up on|wind up in|wind up at|land in|land at|land on|arrive at|get as far as|get through to|lead to)";
const NEEDING =
  "(depending on|dependent on|using|calling|relying on|talking to|hitting|needing|reading from|writing to)";
const LINKED = "(connected|linked|related|coupled|tied|wired|associated|hooked up)";
const LINK =
  "(path|paths|route|connection|connections|relationship|relation|link|links|chain|dependency chain|dependency path|hops|way)";

export const path = defineIntent({
  name: "path",
  tells: "whether and how one thing needs another",
  takes: "two",
  impersonal: true,
  kinds: [["component", "api", "resource"], ["*"], ["group"], ["user"]],
  phrases: [
    "(can|could|does|do|will|would) {entity} [still|even] (work|run|function|survive|cope|start|live|exist|operate|manage|do|get by|stay up|keep running|keep working|carry on|hold up|be ok|be fine) without {other}",
    `(how|why|where|when) (do|does|did|would|can|could|might) {entity} ${NEED} {other}`,
    `how (is|are) {entity} ${LINKED} (to|with) {other}`,
    `(how|why) (is|are) {entity} ${NEEDING} {other}`,
    `how (is|are) {entity} ${LINKED}`,
    `how do {entity} (connect|relate|interact|talk|fit together)`,
    "how (do|does) {entity} (relate|connect|link|talk|get|go) to {other}",
    "how (do|does) {entity} interact with {other}",
    "what (does|do|has|have|would) {entity} [have|got] to do with {other}",
    `(do|does|did|would|can|could) {entity} [directly|indirectly|transitively|ever] ${NEED} {other}`,
    `(is|are) {entity} [directly|indirectly|transitively] ${NEEDING} {other}`,
    `(is|are) {entity} ${LINKED} (to|with) {other}`,
    `(is|are) {entity} ${LINKED}`,
    "(is|are) {other} (a dependency|a dep|a dependent|dependency) of {entity}",
    "(is|are) {other} (needed|used|called|required|consumed|reached) by {entity}",
    `[${"what|show|find|give"}] ${LINK} [leads] from {entity} to {other}`,
    `${LINK} (between|connecting) {entity}`,
    `(is|are) there (a|any) ${LINK} from {entity} to {other}`,
    "[path|route] from {entity} to {other}",
    "what (is|lies|sits|stands) between {entity}",
    "what (connects|links|ties|relates) {entity} (to|with|and) {other}",
    "(anything|something) (connect|connects|connecting|link|links|linking|tie|ties|tying) {entity}",
    `${LINK} {entity}`,
    "{entity} -> {other}",
    "{entity} (to|->) {other} (path|route|chain)",
    "(who|what) is between {entity}",
    `${LINK} {entity} to {other}`,
    `${LINK} to {entity}`,
    "{entity} (path|route|connection|relationship)",
    `(do|does|are|is) {entity} ${NEED} (each other|one another)`,
    `how {entity} ${NEED} {other}`,
    "how many hops (from|between) {entity} (to|and) {other}",
    "how far is {entity} from {other}",
    `(whether|if) {entity} ${NEED} {other}`,
  ],
  headlines: ["{entity} to {other}"],
  cues: [
    "(path|route|connection|connected|relationship|between|link|linked|related|chain|hops)",
    "(how|reach|reaches|get to|gets to|end up|ends up)",
    "(tied|tie|wired|linked|coupled|attached|bound) to",
    "(need|needs|use|uses|reach|talk|touch|depend)",
    "(chain|hop)",
    "come to",
  ],
  cueKinds: ["component", "api", "resource", "system", "domain"],
  examples: [
    "how does {entity} reach {other}",
    "does {entity} depend on {other}?",
    "how does {entity} get to {other}",
    "does {entity} use {other}",
    "path from {entity} to {other}",
    "is {entity} connected to {other}?",
    "path between {entity} and {other}",
    "how are {entity} and {other} related",
    "why does {entity} need {other}",
    "does {entity} talk to {other} at all",
    "dose {entity} dpeend on {other}",
    "path {entity} {other}",
    "is {other} used by {entity}",
    "is there a path from {entity} to {other}",
    "what connects {entity} to {other}",
    "what's the connection between {entity} and {other}",
    "from {entity} to {other}",
  ],
  exampleKinds: ["component"],
  answer(view, asked): PathData {
    const [from, to] = endsOf(asked);
    const forward = shortestChain(view, from, to);
    const backward = shortestChain(view, to, from);
    const shared = (forward ?? backward) ? [] : sharedNeeds(view, from, to);
    return {
      from: entitySummary(view, from),
      to: entitySummary(view, to),
      forward,
      backward,
      shared,
      incompleteSources: view
        .sources()
        .filter(({ state }) => state !== "complete")
        .map(({ name }) => name),
    };
  },
});

function endsOf({ entities: [from, to] }: Asked): [EntityRef, EntityRef] {
  if (from === undefined || to === undefined) throw new RangeError("A question about two entities was asked of fewer.");
  return [from, to];
}

function shortestChain(view: CatalogView, from: EntityRef, to: EntityRef): Chain | null {
  const ends = new Set(standsFor(view, to));
  let shortest: { readonly start: EntityRef; readonly end: EntityRef; readonly distance: number } | undefined;
  for (const start of standsFor(view, from).slice(0, MAX_PARTS)) {
    const reached = ends.has(start) ? [] : view.dependencies(start, { limit: MAX_REACHED });
    const nearest = reached.find(({ ref }) => ends.has(ref));
    if (nearest && nearest.distance < (shortest?.distance ?? Number.POSITIVE_INFINITY)) {
      shortest = { start, end: nearest.ref, distance: nearest.distance };
    }
  }
  const steps = shortest && view.path(shortest.start, shortest.end);
  if (!shortest || !steps) return null;
  return {
    start: entitySummary(view, shortest.start),
    hops: steps.map((step) => ({ ...step, entity: entitySummary(view, step.ref) })),
  };
}

/** Of a system or group with many parts so many are looked at. */
const MAX_PARTS = 50;
const MAX_REACHED = 10_000;

/** An entity, or where it only holds others, those: itself needs nothing. */
function standsFor(view: CatalogView, ref: EntityRef): readonly EntityRef[] {
  const groups = [ref, ...allRelated(view, ref, "parentOf")];
  const parts = groups.flatMap((each) => [
    ...allRelated(view, each, "hasPart"),
    ...related(view, each, "ownerOf").flatMap((owned) => [owned, ...allRelated(view, owned, "hasPart")]),
  ]);
  return parts.length > 0 && HOLDERS.has(entityRefParts(ref).kind) ? [...new Set(parts)] : [ref];
}

/** Kinds that are needed and need something by their parts only. */
const HOLDERS: ReadonlySet<string> = new Set(["system", "domain", "group", "user"]);

function sharedNeeds(view: CatalogView, from: EntityRef, to: EntityRef): EntitySummary[] {
  const needed = new Set(view.dependencies(to, { maxDistance: 1 }).map(({ ref }) => ref));
  const both = view.dependencies(from, { maxDistance: 1 }).filter(({ ref }) => needed.has(ref));
  return both.map(({ ref }) => entitySummary(view, ref));
}
