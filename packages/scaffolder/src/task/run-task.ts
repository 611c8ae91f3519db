import { hiddenTexts, type JsonObject, type JsonValue, type Problem } from "@callboard/core";
import type { Template } from "../template/template.ts";
import { TemplateError } from "../template-error.ts";
import { folderWorkspace } from "../workspace/folder-workspace.ts";
import type { TaskRun } from "./action-context.ts";
import { type LiveJournal, liveJournal } from "./live-journal.ts";
import { reasonText } from "./reason-text.ts";
import { runSteps, type StepObserver } from "./run-steps.ts";
import { type Seal, sealFor } from "./sealed.ts";
import { taskProblems } from "./task-problems.ts";
import { type TaskReport, taskReport } from "./task-report.ts";
import type { TaskRequest, TaskServices } from "./task-services.ts";
import { taskState } from "./task-state.ts";
import type { HeldTask, TaskEntry, TaskEvent } from "./task-store.ts";

/** A task that this process carries on. */
export interface RunningTask {
  readonly id: string;
  /** How it ended. Rejects only when its journal or its workspace cannot be written. */
  readonly done: Promise<FinishedTask>;
  /** Ends it with the step that it is in. */
  cancel(): void;
  /** Its journal from the beginning, then each entry as it is written, until this process is done with it. */
  events(): AsyncIterable<TaskEntry>;
}

export interface FinishedTask extends TaskReport {
  /** Expressions that could not be worked out and stayed as they are written. */
  readonly problems: readonly Problem[];
}

/** A running task as its process holds it. */
export interface HeldRun extends RunningTask {
  /** Stops it with the step that it is in, to be resumed later. */
  suspend(): void;
}

/** Carries on a task that is held, from the first step that has not finished, and lets go of it in the end. */
export function runTask(held: HeldTask, template: Template, request: TaskRequest, services: TaskServices): HeldRun {
  const stop = new AbortController();
  const allSecrets = { ...services.environment.secrets, ...request.secrets };
  const seal = sealFor(allSecrets);
  const tokens = services.hosts.all().flatMap(({ token }) => token ?? []);
  const { mask } = hiddenTexts([...Object.values(allSecrets), ...tokens]);
  const journal = liveJournal(held, services.clock, (event) => hidden(event, mask, seal));
  const cancelTimer = services.clock.setTimer(() => {
    const seconds = services.timeoutMs / 1000;
    const message = `The task took longer than ${seconds} s, so it was stopped. Resume it, or allow more with timeoutMs.`;
    stop.abort(new TemplateError("limit-exceeded", message));
  }, services.timeoutMs);
  // Timers of a clock keep no process alive, but a task that waits has not ended.
  const alive = setInterval(() => {}, DAY_MS);

  async function run(): Promise<FinishedTask> {
    try {
      return await carriedOn(held, { template, request, services, signal: stop.signal }, { journal, seal });
    } finally {
      clearInterval(alive);
      cancelTimer();
      journal.end();
      await held.release();
    }
  }

  return {
    id: held.record.id,
    done: run(),
    cancel: () => stop.abort(new TemplateError("cancelled", "The task was cancelled.")),
    suspend: () => stop.abort(new Suspension("The process ended. Resume the task to go on.")),
    events: () => journal.follow(),
  };
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** The reason of a stop that is no end. */
class Suspension extends Error {}

async function carriedOn(
  held: HeldTask,
  given: Pick<TaskRun, "template" | "request" | "services" | "signal">,
  { journal, seal }: { journal: LiveJournal; seal: Seal },
): Promise<FinishedTask> {
  const { template, signal } = given;
  const { attempts, finished, once } = taskState(held.entries);
  await journal.record({ type: "attempt", number: attempts + 1 });
  if (attempts > 0) await held.restoreWorkspace(finished.size);
  const run: TaskRun = {
    ...given,
    id: held.record.id,
    createdAt: held.record.createdAt,
    workspace: await folderWorkspace(held.workspace),
    isDryRun: false,
    once: mapped(once, (result) => (result === undefined ? undefined : seal.unseal(result))),
    record: (event) => journal.record(event),
  };
  const outputs = mapped(finished, (output) => seal.unseal(output));
  const { failure, output, faults } = await runSteps(run, outputs, recorder(held, journal, finished.size));
  if (!(signal.reason instanceof Suspension)) {
    const isCancelled =
      failure !== null && signal.reason instanceof TemplateError && signal.reason.code === "cancelled";
    const state = failure === null ? "completed" : isCancelled ? "cancelled" : "failed";
    await journal.record({ type: "ended", state, output });
  }
  const report = taskReport({ record: held.record, entries: journal.entries });
  return { ...report, problems: taskProblems(template, faults) };
}

/** Writes down what becomes of each step, and keeps the workspace before it says that a step has finished. */
function recorder(held: HeldTask, journal: LiveJournal, before: number): StepObserver {
  let finished = before;
  let hasFailed = false;
  return {
    beforeStep: (step) => journal.record({ type: "step-started", step: step.id }),
    async afterStep(step, outcome) {
      if (outcome.type === "skipped") {
        await journal.record({ type: "step-skipped", step: step.id, reason: outcome.reason });
      } else if (outcome.type === "failed") {
        hasFailed = true;
        await journal.record({ type: "step-failed", step: step.id, message: reasonText(outcome.reason) });
      } else {
        if (!hasFailed) {
          finished += 1;
          await held.keepWorkspace(finished);
        }
        await journal.record({ type: "step-finished", step: step.id, output: outcome.output });
      }
    },
  };
}

function hidden(event: TaskEvent, mask: (text: string) => string, { seal }: Seal): TaskEvent {
  switch (event.type) {
    case "log":
    case "step-failed":
      return { ...event, message: mask(event.message) };
    case "step-skipped":
      return { ...event, reason: mask(event.reason) };
    case "effect": {
      const { verb, what, url } = event.effect;
      return { ...event, effect: { verb, what: mask(what), ...(url !== undefined && { url: mask(url) }) } };
    }
    case "step-finished":
      return { ...event, output: seal(event.output) };
    case "once-finished":
      return { ...event, result: seal(event.result) };
    case "ended":
      return { ...event, output: maskedTexts(event.output, mask) };
    default:
      return event;
  }
}

function maskedTexts(output: JsonObject, mask: (text: string) => string): JsonObject {
  return JSON.parse(JSON.stringify(output, (_, value: unknown) => (typeof value === "string" ? mask(value) : value)));
}

function mapped<Value extends JsonValue | undefined>(
  map: ReadonlyMap<string, Value>,
  change: (value: Value) => Value,
): ReadonlyMap<string, Value> {
  return new Map(Array.from(map, ([key, value]) => [key, change(value)]));
}
