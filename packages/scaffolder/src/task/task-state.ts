import type { JsonObject, JsonValue } from "@callboard/core";
import type { TaskEntry } from "./task-store.ts";

/** What a task need not do again, worked out from its journal. */
export interface TaskState {
  /** How often it was begun or taken up again. */
  readonly attempts: number;
  /** The outputs of steps that need not run again, by step. */
  readonly finished: ReadonlyMap<string, JsonObject>;
  /** Results of what was done once, by {@link onceKey}; undefined where nobody knows whether it was done. */
  readonly once: ReadonlyMap<string, JsonValue | undefined>;
}

/**
 * Reads a journal. Steps that finished before anything failed are finished for good; those that ran because something
 * had failed run again when the task is tried again.
 */
export function taskState(entries: readonly TaskEntry[]): TaskState {
  const finished = new Map<string, JsonObject>();
  const once = new Map<string, JsonValue | undefined>();
  let attempts = 0;
  let hasFailed = false;
  for (const entry of entries) {
    if (entry.type === "attempt") {
      attempts = entry.number;
      hasFailed = false;
    } else if (entry.type === "step-failed") hasFailed = true;
    else if (hasFailed) continue;
    else if (entry.type === "step-finished") finished.set(entry.step, entry.output);
    else if (entry.type === "once-started") once.set(onceKey(entry.step, entry.key), undefined);
    else if (entry.type === "once-finished") once.set(onceKey(entry.step, entry.key), entry.result);
  }
  return { attempts, finished, once };
}

export function onceKey(step: string, key: string): string {
  return JSON.stringify([step, key]);
}
