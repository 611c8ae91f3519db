import type { BlastRadiusOptions, CatalogView, EntityRef } from "@callboard/core";
import { blastRadiusData } from "../intents/blast-radius.ts";
import type { Answered } from "./answer.ts";
import { sourceNotes } from "./source-notes.ts";

/**
 * The answer to "what breaks if these fail", for a caller that has options instead of a question.
 *
 * @throws {CatalogError} `entity-not-found`
 */
export function answerBlastRadius(
  view: CatalogView,
  roots: readonly EntityRef[],
  options: Pick<BlastRadiusOptions, "mode" | "environment" | "maxDistance" | "limit"> = {},
): Answered {
  const { maxDistance: _, ...whole } = options;
  const radius = view.blastRadius(roots, options);
  const [only, ...others] = roots;
  return {
    question: "",
    outcome: "answer",
    intent: "blast_radius",
    entity: only !== undefined && others.length === 0 ? only : null,
    entities: roots,
    from: null,
    to: null,
    filter: null,
    candidates: [],
    unknownName: null,
    data: blastRadiusData(view, radius, view.blastRadius(roots, whole)),
    sources: sourceNotes(view, roots),
  };
}
