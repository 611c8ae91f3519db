import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JsonObject, JsonValue } from "@callboard/core";
import type { ActionContext, OnceOptions } from "../action/action.ts";
import type { PreparedRun } from "../step/prepare-step.ts";
import type { NamedStep } from "../step/steps-of.ts";
import type { Template } from "../template/template.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { TaskRequest, TaskServices } from "./task-services.ts";
import { onceKey } from "./task-state.ts";
import type { TaskEvent } from "./task-store.ts";

/** One run of a task, as its steps see it. */
export interface TaskRun {
  readonly id: string;
  /** ISO 8601 in UTC. */
  readonly createdAt: string;
  readonly template: Template;
  readonly request: TaskRequest;
  readonly services: TaskServices;
  readonly workspace: Workspace;
  readonly signal: AbortSignal;
  readonly isDryRun: boolean;
  /** What earlier attempts did once; see `TaskState`. */
  readonly once: ReadonlyMap<string, JsonValue | undefined>;
  /** Writes to the journal; what was written before is there when it resolves. */
  record(event: TaskEvent): Promise<void>;
}

/** What an action gives while it runs. */
export interface ActionResult {
  readonly output: JsonObject;
}

/** Runs an action once with what it needs, and takes away what it made for itself alone. */
export async function runAction(
  run: TaskRun,
  step: NamedStep,
  { input, round }: PreparedRun,
  act: (context: ActionContext) => Promise<void>,
): Promise<ActionResult> {
  const { services, template, request } = run;
  const output: Record<string, JsonValue> = Object.create(null);
  const folders: string[] = [];
  const writes: Promise<void>[] = [];
  function note(event: TaskEvent): void {
    const write = run.record(event);
    write.catch(() => {}); // its failure is told when the action ends
    writes.push(write);
  }
  const context: ActionContext = {
    input,
    workspace: run.workspace,
    files: template.files,
    engine: services.engine,
    task: { id: run.id, createdAt: run.createdAt },
    step: { id: step.id, name: step.name },
    template: { ref: template.ref, location: template.location, entity: template.entity },
    user: request.user,
    secrets: request.secrets,
    isDryRun: run.isDryRun,
    signal: run.signal,
    clock: services.clock,
    fetch: services.fetch,
    catalog: services.catalog,
    hosts: services.hosts,
    log: (message, level = "info") => note({ type: "log", step: step.id, level, message }),
    output(name, value) {
      output[name] = value;
    },
    effect: (effect) => note({ type: "effect", step: step.id, effect }),
    once: (options) => doOnce(run, step, round ? `${round.key}/${options.key}` : options.key, options),
    async temporaryFolder() {
      const folder = await mkdtemp(join(tmpdir(), "callboard-task-"));
      folders.push(folder);
      return folder;
    },
  };
  try {
    run.signal.throwIfAborted();
    await act(context);
    run.signal.throwIfAborted();
    return { output: { ...output } };
  } finally {
    await Promise.all(writes);
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  }
}

async function doOnce<Result extends JsonValue>(
  run: TaskRun,
  step: NamedStep,
  key: string,
  { run: act, find, result: schema }: OnceOptions<Result>,
): Promise<Result> {
  const began = run.once.has(onceKey(step.id, key));
  const earlier = run.once.get(onceKey(step.id, key));
  if (earlier !== undefined) return schema.parse(earlier);
  const found = began ? await find() : undefined;
  if (!began) await run.record({ type: "once-started", step: step.id, key });
  const result = found ?? (await act());
  await run.record({ type: "once-finished", step: step.id, key, result });
  return result;
}
