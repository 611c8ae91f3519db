import type { Problem } from "@callboard/core";
import type { RenderFault } from "../step/rendered.ts";
import type { Template } from "../template/template.ts";

/** Expressions that stayed as they are written, as problems at their line. */
export function taskProblems(template: Template, faults: readonly RenderFault[]): readonly Problem[] {
  const byPlace = new Map<string, Problem>();
  for (const { pointer, message } of faults) {
    const { location, line, column } = template.placeOf(pointer);
    const problem: Problem = {
      severity: "warning",
      rule: "template/expression",
      message: `This expression stays as it is written: ${message}.`,
      location,
      line,
      column,
      entity: template.ref,
      path: pointer,
    };
    byPlace.set(`${pointer} ${message}`, problem);
  }
  return [...byPlace.values()];
}
