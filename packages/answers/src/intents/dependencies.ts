import type { EntityRef, Reached } from "@callboard/core";
import { defineIntent, subjectOf } from "../intent.ts";
import { type EntitySummary, entitySummary } from "./entity-summary.ts";

/** What an entity needs. */
export interface DependenciesData {
  readonly entity: EntitySummary;
  /** One hop away. */
  readonly direct: readonly (Reached & { readonly entity: EntitySummary })[];
  /** How many more it needs through those. */
  readonly indirect: number;
  /** What it says it needs, and what is not in the catalog. */
  readonly missing: readonly EntityRef[];
}

const NEED_RELATIONS: ReadonlySet<string> = new Set(["dependsOn", "consumesApi"]);

const NEEDS =
  "(depend on|depends on|need|needs|use|uses|call|calls|rely on|relies on|talk to|talks to|require|requires|connect to|connects to|lean on)";

export const dependencies = defineIntent({
  name: "dependencies",
  tells: "what something needs",
  takes: "one",
  kinds: [["component", "api", "resource"], ["*"], ["group"], ["user"]],
  phrases: [
    `what (do|does|did) {entity} ${NEEDS}`,
    `(what|which) {any} (do|does) {entity} ${NEEDS}`,
    `(what|everything|anything|whatever) {entity} ${NEEDS}`,
    "(dependencies|dependency|deps|dep) [of|for|from] {entity}",
    "{entity} (dependencies|dependency|deps)",
    "what is {entity} (dependent on|depending on|relying on|built on|using|calling)",
    "(what|which) {any} is {entity} (dependent on|depending on|relying on|built on|using|calling)",
    "(what|which) {any} (must|has to|have to|need to|needs to) be (up|running) for {entity}",
    "what (must|has to|have to|need to|needs to) be (up|running) for {entity}",
  ],
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
    const reached = view.dependencies(ref);
    return {
      entity: entitySummary(view, ref),
      direct: reached
        .filter(({ distance }) => distance === 1)
        .map((each) => ({ ...each, entity: entitySummary(view, each.ref) })),
      indirect: reached.filter(({ distance }) => distance > 1).length,
      missing: (view.entity(ref)?.relations ?? [])
        .filter(({ type, targetRef }) => NEED_RELATIONS.has(type) && !view.entity(targetRef))
        .map(({ targetRef }) => targetRef),
    };
  },
});
