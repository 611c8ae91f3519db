import type { EntityRef, JsonObject, JsonValue } from "@callboard/core";
import type { Effect, LogLevel } from "../action/action.ts";

/**
 * Where tasks survive a crash. A task is what it was created with and the entries of its journal, in order; all else is
 * worked out from those.
 */
export interface TaskStore {
  /** Keeps a new task and holds it. Durable when it resolves. */
  create(record: TaskRecord): Promise<HeldTask>;
  /**
   * Holds a task for this process, until it lets go or ends.
   *
   * @throws {TemplateError} `task-not-found`, `task-locked` when another process holds it
   */
  hold(id: string): Promise<HeldTask>;
  /** What is known of a task, whoever holds it; undefined when it is not there. */
  load(id: string): Promise<StoredTask | undefined>;
  /** All tasks, newest first. */
  list(): Promise<readonly TaskRecord[]>;
  /** Takes a task away, with its workspace. @throws {TemplateError} `task-not-found`, `task-locked` */
  remove(id: string): Promise<void>;
}

/** A task that this process, and no other, may carry on. */
export interface HeldTask extends StoredTask {
  /** Adds to the journal; durable when it resolves. An entry that was cut short by a crash is as if never written. */
  append(entry: TaskEntry): Promise<void>;
  /** The folder of its workspace, as it is now. */
  readonly workspace: string;
  /** Keeps the workspace as it is now, under a number that grows. There in full or not at all. */
  keepWorkspace(version: number): Promise<void>;
  /** Makes the workspace what it was when it was kept under a number; 0 is empty. The last two are there. */
  restoreWorkspace(version: number): Promise<void>;
  /** Lets other processes have the task. */
  release(): Promise<void>;
}

/** What a task was created with. Holds no secret: their names only. */
export interface TaskRecord {
  /** 128 random bits as hex. */
  readonly id: string;
  readonly template: TemplateVersion;
  readonly parameters: JsonObject;
  readonly secretNames: readonly string[];
  /** Who created it; null when nobody is known. */
  readonly user: EntityRef | null;
  readonly createdAt: string;
}

/** Which template a task runs, and in which version: a hash of what its descriptor says. */
export interface TemplateVersion {
  readonly ref: EntityRef;
  readonly location: string;
  readonly version: string;
}

export interface StoredTask {
  readonly record: TaskRecord;
  readonly entries: readonly TaskEntry[];
}

/** One line of a task's journal. `at` is ISO 8601 in UTC. Texts are masked, and so are secrets in outputs and results. */
export type TaskEntry = { readonly at: string } & TaskEvent;

export type TaskEvent =
  /** The task begins, or goes on after a crash, a failure or a restart. */
  | { readonly type: "attempt"; readonly number: number }
  | { readonly type: "step-started"; readonly step: string }
  | { readonly type: "step-finished"; readonly step: string; readonly output: JsonObject }
  | { readonly type: "step-skipped"; readonly step: string; readonly reason: string }
  | { readonly type: "step-failed"; readonly step: string; readonly message: string }
  | { readonly type: "once-started"; readonly step: string; readonly key: string }
  | { readonly type: "once-finished"; readonly step: string; readonly key: string; readonly result: JsonValue }
  | { readonly type: "effect"; readonly step: string; readonly effect: Effect }
  | { readonly type: "log"; readonly step: string; readonly level: LogLevel; readonly message: string }
  | { readonly type: "approved"; readonly by: EntityRef }
  | { readonly type: "ended"; readonly state: "completed" | "failed" | "cancelled"; readonly output: JsonObject };
