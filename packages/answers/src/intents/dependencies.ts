import type { EntityRef } from "@callboard/core";
import { defineIntent, subjectOf } from "../intent.ts";
import { type EntitySummary, entitySummary } from "./entity-summary.ts";
import { type Neighbours, neighbours } from "./neighbours.ts";

/** What an entity needs. */
export interface DependenciesData extends Neighbours {
  readonly entity: EntitySummary;
  /** What it says it needs, and what is not in the catalog. */
  readonly missing: readonly EntityRef[];
}

const NEED_RELATIONS: ReadonlySet<string> = new Set(["dependsOn", "consumesApi"]);

const NEEDS =
  "(depend on|depends on|need|needs|use|uses|call|calls|rely on|relies on|talk to|talks to|require|requires|connect to|connects to|lean on|build on|builds on|sit on|sits on|sit on top of|rest on|run on|run on top of|hit|hits|touch|touches|query|queries|reach|read from|reads from|write to|writes to|pull from|pulls from)";
const NEEDING =
  "(dependent on|depending on|relying on|built on|built on top of|built upon|sitting on|sitting on top of|running on|running on top of|layered on|layered on top of|resting on|leaning on|using|calling)";

export const dependencies = defineIntent({
  name: "dependencies",
  tells: "what something needs",
  takes: "one",
  impersonal: true,
  kinds: [["component", "api", "resource"], ["*"], ["group"], ["user"]],
  phrases: [
    `what (do|does|did) {entity} ${NEEDS}`,
    `(what|which) {any} (do|does) {entity} ${NEEDS}`,
    `(what|everything|anything|whatever) {entity} ${NEEDS}`,
    "(dependencies|dependency|deps|dep) [of|for|from] {entity}",
    "what (is|sits|lies|stands) (under|beneath|underneath|below) {entity}",
    "(upstream|upstreams|outbound|outgoing) [dependencies|deps] [of|for|from] {entity}",
    "{entity} (upstream|upstreams) [dependencies|deps]",
    "(dependencies|dependency|deps|dep) (graph|tree|map|diagram|chart) [of|for|from] {entity}",
    "{entity} (dependencies|dependency|deps|dep) (graph|tree|map|diagram|chart)",
    "{entity} (dependencies|dependency|deps)",
    `what is {entity} ${NEEDING}`,
    "(what|which|what {any}|which {any}) (is|are|does|do) (needing|need|needed|require|requiring|required) {entity} (for|to|in order to) (run|work|function|live|start|running|working|operate)",
    "(what|which|what {any}|which {any}) (is|are) (needed|required|necessary) (for|by) {entity} (for|to|in order to) (run|work|function|live|start|running|working|operate)",
    `(what|which) {any} is {entity} ${NEEDING}`,
    "(what|which) {any} (must|has to|have to|need to|needs to) be (up|running) for {entity}",
    "what (must|has to|have to|need to|needs to) be (up|running) for {entity}",
  ],
  cues: [
    "(dependencies|deps|upstream|upstreams|prerequisites|prereqs|requirements)",
    "{entity} (depend|depends|rely|relies|lean|leans|sit|sits|feed|feeds|live|lives|hang|hangs) (on|off|from)",
    "{entity} (hooked up|wired|plugged|connected) (to|into)",
    "(prerequisite|prereq|requirement|ingredient)",
    "{entity} (need|needs|require|requires|use|uses|call|calls|cant run|cannot run|cant live|cannot live|cant work|cannot work|cant start|cannot start|run without|live without|work without)",
    "(running|working|up|alive|healthy|available) (before|for|so that)",
    "need what",
    "needs what",
    "to (live|work|run|function|start|survive)",
    "(must|has to|have to) be (working|up|running|alive|healthy|available)",
  ],
  cueKinds: ["component", "api", "resource", "system", "domain"],
  examples: [
    "what does {entity} depend on",
    "dependencies of {entity}?",
    "deps {entity}",
    "{entity} deps",
    "what are {entity}'s dependencies",
    "waht does {entity} depned on",
    "what does {entity} need to work",
    "which services does {entity} call",
  ],
  exampleKinds: ["component", "resource", "api"],
  answer(view, asked): DependenciesData {
    const ref = subjectOf(asked);
    return {
      entity: entitySummary(view, ref),
      ...neighbours(view, view.dependencies(ref)),
      missing: (view.entity(ref)?.relations ?? [])
        .filter(({ type, targetRef }) => NEED_RELATIONS.has(type) && !view.entity(targetRef))
        .map(({ targetRef }) => targetRef),
    };
  },
});
