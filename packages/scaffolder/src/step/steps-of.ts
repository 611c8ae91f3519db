import type { Template } from "../template/template.ts";
import type { TemplateStep } from "../template/template-spec.ts";

/** A step with the names it goes by. */
export interface NamedStep extends TemplateStep {
  readonly id: string;
  readonly name: string;
  /** JSON pointer of the step in its descriptor. */
  readonly pointer: string;
}

/** The steps of a template in order, each with an id (`step-<n>`, counted from 1, unless given) and a name. */
export function stepsOf({ spec }: Pick<Template, "spec">): readonly NamedStep[] {
  return spec.steps.map((step, index) => ({
    ...step,
    id: step.id ?? `step-${index + 1}`,
    name: step.name ?? step.action,
    pointer: `/spec/steps/${index}`,
  }));
}
