import { defineIntent, subjectOf } from "../intent.ts";
import { type EntitySummary, entitySummary } from "./entity-summary.ts";
import { type Neighbours, neighbours } from "./neighbours.ts";

/** What needs an entity. */
export interface DependentsData extends Neighbours {
  readonly entity: EntitySummary;
  /** Sources that were not read completely: dependents may be missing. */
  readonly incompleteSources: readonly string[];
  /** How many entities say what they need, of those that should. */
  readonly coverage: { readonly declaring: number; readonly total: number };
}

const NEEDS =
  "(depends on|depend on|depending on|dependent on|uses|use|using|calls|call|calling|needs|need|needing|relies on|rely on|relying on|talks to|talk to|talking to|requires|require|connects to|connect to|reads from|read from|reading from|writes to|write to|writing to|built on|build on|builds on|points at|points to|point at|point to|pointing at|pointing to|leans on|lean on|leaning on|hangs off|hang off|hanging off|sits on|sit on|sitting on|plugged into|plugs into|wired to|wired into|hooked up to|coupled to|tied to|feeds off|feed off|feeding off|sit on top of|sits on top of|sitting on top of|built on top of|runs on|run on|rests on|rest on|lives off|live off|queries|querying|polls|polling|hits|hit|hitting|touches|touching)";

export const dependents = defineIntent({
  name: "dependents",
  tells: "what needs something, one hop away",
  takes: "one",
  everyHop: "blast_radius",
  kinds: [["component", "api", "resource"], ["*"], ["group"], ["user"]],
  phrases: [
    `(what|who|anything|anyone|anybody|everything|everyone|something) [is|are|that] ${NEEDS} {entity}`,
    `(what|which) {any} [is|are|that] ${NEEDS} {entity}`,
    `(services|apps|things|components|teams|systems|apis) [that|which] [is|are] ${NEEDS} {entity}`,
    "(what|who|which {any}|what {any}|everything|anything) [is|are|that] [all] (running|runs|run|hosted|deployed|sitting|sits|living|lives|built|stored|kept|scheduled) on {entity}",
    `(do|does|is|are) (anything|anyone|anybody|something|someone) [that] ${NEEDS} {entity}`,
    `(do|does|is|are) any {any} [that] ${NEEDS} {entity}`,
    "(dependents|dependants|users|clients|callers) [of|for] {entity}",
    "(reverse|inbound|incoming|downstream) (dependencies|deps|dependency) [of|for] {entity}",
    "(rdeps|rdep|revdeps|reverse-deps|reverse-dependencies|downstreams|downstream) [of|for|from] {entity}",
    "{entity} (rdeps|rdep|revdeps|reverse-deps|downstreams|downstream)",
    "{entity} reverse (dependencies|deps)",
    "{entity} (dependents|dependants|callers|clients)",
    "(where|by what|by whom|by who) is {entity} used",
    `how many {any} [is|are] ${NEEDS} {entity}`,
    `how (much|many) ${NEEDS} {entity}`,
    `(do|does) (we|they|people|teams) [all] (use|call|need) {entity}`,
    "(what|who|which {any}|what {any}|anything|everything) (has|have|lists|list|declares|declare|names|name) {entity} as (dependency|dep|requirement|prerequisite)",
    "is {entity} used [by] [anyone|anybody|anything|anywhere|someone]",
  ],
  cues: [
    "(dependents|dependants|downstream|downstreams|rdeps|callers)",
    "as [a] (dependency|dep|requirement|prerequisite)",
    "(freeload|freeloading|piggyback|piggybacking|mooch|mooching) (on|off)",
    "(direct|indirect|immediate|including|incl|hop|hops|ones)",
    "(attached|attach|hang|hanging|hangs) (to|off|from|on)",
    "(need|needs|use|uses|call|calls|require|requires) {entity}",
    "(rely|relies|lean|leans|sit|sits|depend|depends|feed|feeds|live|lives|hang|hangs) (on|off|from) {entity}",
  ],
  cueKinds: ["component", "resource", "system", "domain", "api"],
  examples: [
    "what depends on {entity}?",
    "dependents {entity}",
    "{entity} dependents",
    "which services use {entity}",
    "who calls {entity}",
    "does anything still use {entity}?",
    "waht dependes on {entity}",
    "what is using {entity}",
  ],
  exampleKinds: ["component", "resource"],
  answer(view, asked): DependentsData {
    const ref = subjectOf(asked);
    return {
      entity: entitySummary(view, ref),
      ...neighbours(view, view.dependents(ref)),
      incompleteSources: view
        .sources()
        .filter(({ state }) => state !== "complete")
        .map(({ name }) => name),
      coverage: view.coverage(),
    };
  },
});
