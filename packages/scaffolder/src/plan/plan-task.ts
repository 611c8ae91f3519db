import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hiddenTexts, type JsonObject, type JsonValue, type Problem } from "@callboard/core";
import type { Effect } from "../action/action.ts";
import type { PreparedStep } from "../step/prepare-step.ts";
import type { NamedStep } from "../step/steps-of.ts";
import type { TaskRun } from "../task/action-context.ts";
import { reasonText } from "../task/reason-text.ts";
import { runSteps, type StepOutcome } from "../task/run-steps.ts";
import { taskProblems } from "../task/task-problems.ts";
import type { TaskRequest, TaskServices } from "../task/task-services.ts";
import type { Template } from "../template/template.ts";
import { TemplateError } from "../template-error.ts";
import { folderWorkspace } from "../workspace/folder-workspace.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { Plan, PlannedFile, PlannedStep } from "./plan.ts";

/**
 * Works out what a task would do, in a folder that is gone afterwards.
 *
 * @param visit gets the workspace as the steps left it, when all of them can run
 */
export async function planTask(
  template: Template,
  request: TaskRequest,
  services: TaskServices,
  signal: AbortSignal,
  visit?: (workspace: Workspace) => Promise<void>,
): Promise<Plan> {
  const folder = await mkdtemp(join(tmpdir(), "callboard-plan-"));
  const { mask } = hiddenTexts([...Object.values(services.environment.secrets), ...Object.values(request.secrets)]);
  const steps: PlannedStep[] = [];
  const problems: Problem[] = [];
  const effects: Effect[] = [];
  let inputs: readonly JsonObject[] = [];
  let stepEffects: Effect[] = [];
  try {
    const workspace = await folderWorkspace(folder);
    const run: TaskRun = {
      id: "plan",
      createdAt: new Date(services.clock.now()).toISOString(),
      template,
      request,
      services,
      workspace,
      signal,
      isDryRun: true,
      once: new Map(),
      async record(event) {
        if (event.type !== "effect") return;
        const { verb, what, url } = event.effect;
        stepEffects.push({ verb, what: mask(what), ...(url !== undefined && { url: mask(url) }) });
      },
    };
    const { output, faults, failure } = await runSteps(run, new Map(), {
      onPrepared(_, prepared: PreparedStep) {
        inputs = prepared.runs.map(({ input }) => masked(input, mask));
      },
      async afterStep(step, outcome) {
        const planned = { ...plannedStep(step, outcome, services), inputs, effects: stepEffects };
        steps.push({ ...planned, reason: planned.reason === null ? null : mask(planned.reason) });
        effects.push(...stepEffects);
        const problem = stepProblem(step, planned, outcome, template);
        if (problem) problems.push({ ...problem, message: mask(problem.message) });
        inputs = [];
        stepEffects = [];
      },
    });
    const isRunnable = failure === null && steps.every(({ outcome }) => outcome !== "unknown-action");
    if (isRunnable) await visit?.(workspace);
    return {
      template: template.ref,
      parameters: masked(request.parameters, mask),
      steps,
      files: await plannedFiles(workspace, mask),
      effects,
      output: masked(output, mask),
      problems: [...problems, ...taskProblems(template, faults)],
      isRunnable,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function plannedStep(
  { id, name, action }: NamedStep,
  outcome: StepOutcome,
  { actions }: TaskServices,
): Pick<PlannedStep, "id" | "name" | "action" | "outcome" | "reason"> {
  const step = { id, name, action };
  if (outcome.type === "skipped") return { ...step, outcome: "skipped", reason: outcome.reason };
  if (outcome.type === "failed") return { ...step, outcome: "failed", reason: reasonText(outcome.reason) };
  if (!actions.get(action)) return { ...step, outcome: "unknown-action", reason: `${action} is not registered` };
  return { ...step, outcome: outcome.isMadeUp ? "left-out" : "runs", reason: null };
}

function stepProblem(
  step: NamedStep,
  { outcome, action }: Pick<PlannedStep, "outcome" | "action">,
  result: StepOutcome,
  template: Template,
): Problem | null {
  const entity = template.ref;
  if (outcome === "unknown-action") {
    const { location, line, column } = template.placeOf(`${step.pointer}/action`);
    const message = `Step ${step.id} needs the action ${action}, which is not registered.`;
    return { severity: "error", rule: "template/unknown-action", message, location, line, column, entity, path: null };
  }
  if (result.type !== "failed") return null;
  const { reason } = result;
  const place = (reason instanceof TemplateError && reason.place) || template.placeOf(step.pointer);
  const message = `Step ${step.id} fails: ${reason instanceof Error ? reason.message : reason}`;
  const { location, line, column } = place.location === "" ? template.placeOf(step.pointer) : place;
  return { severity: "error", rule: "template/step", message, location, line, column, entity, path: step.pointer };
}

async function plannedFiles(workspace: Workspace, mask: (text: string) => string): Promise<readonly PlannedFile[]> {
  const files: PlannedFile[] = [];
  for (const { path, type, size, isExecutable, linkTo } of await workspace.list()) {
    if (type === "folder") continue;
    const text = type === "file" ? textOf(await workspace.read(path)) : null;
    files.push({ path, isExecutable, linkTo, text: text === null ? null : mask(text), size });
  }
  return files;
}

/** Null for bytes that are no text. */
function textOf(content: Uint8Array): string | null {
  if (content.includes(0)) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return null;
  }
}

function masked(value: JsonObject, mask: (text: string) => string): JsonObject {
  return JSON.parse(JSON.stringify(value, (_, item: JsonValue) => (typeof item === "string" ? mask(item) : item)));
}
