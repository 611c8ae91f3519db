import type { JsonObject, JsonValue } from "@callboard/core";
import { lockPublished } from "../lock/write-lock.ts";
import { madeUpOutput } from "../step/made-up-output.ts";
import { type PreparedStep, prepareStep } from "../step/prepare-step.ts";
import type { RenderFault } from "../step/rendered.ts";
import type { TaskData } from "../step/step-data.ts";
import { type NamedStep, stepsOf } from "../step/steps-of.ts";
import { TemplateError } from "../template-error.ts";
import { runAction, type TaskRun } from "./action-context.ts";
import { taskOutput } from "./task-output.ts";

/** What becomes of a task's steps. */
export interface StepsResult {
  /** The first error, which is the task's; null when all went well. */
  readonly failure: { readonly step: NamedStep; readonly reason: unknown } | null;
  /** What the template shows at the end; empty after a failure. */
  readonly output: JsonObject;
  /** Expressions that stayed as they are written. */
  readonly faults: readonly RenderFault[];
}

/** Told about each step as it goes. */
export interface StepObserver {
  /** Before a step runs for the first time, or again. */
  beforeStep?(step: NamedStep): Promise<void>;
  /** What a step runs with, or that it does not run. */
  onPrepared?(step: NamedStep, prepared: PreparedStep): void;
  afterStep?(step: NamedStep, outcome: StepOutcome): Promise<void>;
}

export type StepOutcome =
  /** `isMadeUp`: a plan left the action out, and its output is an example. */
  | { readonly type: "finished"; readonly output: JsonObject; readonly isMadeUp: boolean }
  | { readonly type: "skipped"; readonly reason: string }
  | { readonly type: "failed"; readonly reason: unknown };

/**
 * Runs the steps of a template in order. After a failure only those run whose `if` asks for it. A cancelled task ends
 * with the step that it is in.
 *
 * @param finished the outputs of steps that need not run again
 */
export async function runSteps(
  run: TaskRun,
  finished: ReadonlyMap<string, JsonObject>,
  observer: StepObserver = {},
): Promise<StepsResult> {
  const outputs = new Map<string, JsonObject>();
  const faults: RenderFault[] = [];
  let failure: StepsResult["failure"] = null;
  for (const step of stepsOf(run.template)) {
    const before = finished.get(step.id);
    if (before) {
      outputs.set(step.id, before);
      continue;
    }
    const outcome = await runStep(step, failure !== null);
    if (outcome.type === "finished") outputs.set(step.id, outcome.output);
    if (outcome.type === "failed") failure ??= { step, reason: outcome.reason };
    await observer.afterStep?.(step, outcome);
    if (run.signal.aborted) return { failure: failure ?? { step, reason: run.signal.reason }, output: {}, faults };
  }
  const { output, faults: unshown } = failure ? NO_OUTPUT : taskOutput(run.template, data(), run.services.engine);
  return { failure, output, faults: [...faults, ...unshown] };

  async function runStep(step: NamedStep, hasFailed: boolean): Promise<StepOutcome> {
    const { services, template } = run;
    const action = services.actions.get(step.action);
    try {
      const prepared = prepareStep(step, action, { data: data(), hasFailed, template }, services);
      faults.push(...prepared.faults);
      observer.onPrepared?.(step, prepared);
      if (prepared.skipped !== null) return { type: "skipped", reason: prepared.skipped };
      await observer.beforeStep?.(step);
      if (!action || (run.isDryRun && !action.hasDryRun)) {
        if (!run.isDryRun) throw unknownAction(step, run);
        return { type: "finished", output: madeUpOutput(action?.output ?? null), isMadeUp: true };
      }
      const results: JsonObject[] = [];
      for (const one of prepared.runs) {
        await lockPublished({ action: step.action, input: one.input }, template, run.request.parameters, run.workspace);
        const { output } = await runAction(run, step, one, (context) => action.run(context));
        results.push(output);
      }
      const [only = {}] = results;
      return { type: "finished", output: prepared.hasRounds ? gathered(results) : only, isMadeUp: false };
    } catch (reason) {
      return { type: "failed", reason };
    }
  }

  function data(): TaskData {
    const { request, services, id } = run;
    return {
      parameters: request.parameters,
      steps: Object.fromEntries(Array.from(outputs, ([step, output]) => [step, { output }])),
      user: request.user,
      secrets: request.secrets,
      environment: services.environment,
      task: { id },
    };
  }
}

/** @throws {TemplateError} `unknown-action` for the first step whose action nobody has registered */
export function refuseUnknownActions(run: Pick<TaskRun, "template" | "services">): void {
  for (const step of stepsOf(run.template)) if (!run.services.actions.get(step.action)) throw unknownAction(step, run);
}

function unknownAction(step: NamedStep, { template }: Pick<TaskRun, "template">): TemplateError {
  const message = `Step ${step.id} needs the action ${step.action}, which is not registered. Register it, or take the step out.`;
  return new TemplateError("unknown-action", message, { place: template.placeOf(`${step.pointer}/action`) });
}

const NO_OUTPUT = { output: {}, faults: [] };

/** The outputs of rounds by name, each as the list of what every round gave. */
function gathered(results: readonly JsonObject[]): JsonObject {
  const byName: Record<string, JsonValue[]> = Object.create(null);
  for (const result of results) {
    for (const [name, value] of Object.entries(result)) byName[name] = [...(byName[name] ?? []), value];
  }
  return { ...byName };
}
