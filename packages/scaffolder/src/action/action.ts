import type { CatalogView, Clock, Entity, EntityRef, JsonObject, JsonValue } from "@callboard/core";
import type { z } from "zod";
import type { TemplateEngine } from "../engine/template-engine.ts";
import type { RepositoryHosts } from "../hosts/repository-hosts.ts";
import type { CheckedValue } from "../schema/json-schema.ts";
import type { TemplateFiles } from "../template/template.ts";
import type { Workspace } from "../workspace/workspace.ts";

/** What a step of a template does, as {@link defineAction} takes it. */
export interface ActionDefinition<Input extends z.ZodObject, Output extends z.ZodObject> {
  /** How templates name it, for example `fetch:template`. */
  readonly id: string;
  readonly description: string;
  /** What its input has to be. */
  readonly input: Input;
  /** What it gives; a plan makes up the output of an action that it leaves out from this. Nothing unless given. */
  readonly output?: Output;
  /**
   * What a plan does instead of `run`. `"run"`: the same, for it changes nothing outside of the workspace. A function:
   * tells the outside effects by `effect` and gives what output it can know. Unless given, a plan leaves the action out.
   */
  readonly dryRun?: "run" | ActionRun<Input, Output>;
  readonly run: ActionRun<Input, Output>;
}

type ActionRun<Input extends z.ZodObject, Output extends z.ZodObject> = (
  context: ActionContext<z.output<Input>, z.input<Output>>,
) => Promise<void> | void;

/** What an action works with. */
export interface ActionContext<Input = JsonObject, Output = JsonObject> {
  /** Rendered, checked against the action's schema, with its defaults. */
  readonly input: Input;
  readonly workspace: Workspace;
  /** The template's own files and those of allowed hosts. */
  readonly files: TemplateFiles;
  readonly engine: TemplateEngine;
  /** `createdAt` is when the task was created, as an ISO time. */
  readonly task: { readonly id: string; readonly createdAt: string };
  readonly step: { readonly id: string; readonly name: string };
  readonly template: { readonly ref: EntityRef; readonly location: string; readonly entity: Entity };
  /** Who runs the task; null when nobody is known. */
  readonly user: { readonly ref: EntityRef; readonly entity: Entity | null } | null;
  /** By their names. They appear masked wherever a task shows something. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly isDryRun: boolean;
  /** Aborts when the task is cancelled or its time is up. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly fetch: typeof fetch;
  /** The catalog that the task works with; null without one. */
  readonly catalog: TaskCatalog | null;
  /** Hosts of repositories, and how each is reached. Which token goes where is configured, never asked of a template. */
  readonly hosts: RepositoryHosts;
  /** A line of the task's log; secrets in it are masked. */
  log(message: string, level?: LogLevel): void;
  /** Gives a value to later steps as `steps.<id>.output.<name>`. */
  output<Name extends keyof Output & string>(name: Name, value: Output[Name]): void;
  /**
   * Says what happens, or in a plan would happen, outside of the workspace: `{ verb: "create", what: "repository
   * acme/shop on github.com" }`. What was created is in the task's report, whatever becomes of the task.
   */
  effect(effect: Effect): void;
  /**
   * Does something once, whatever interrupts the task: its result is journalled, and given again instead of running
   * `run` a second time. After a crash between the two nobody knows whether `run` took effect: then `find` is asked,
   * which gives the result of the earlier attempt, or undefined when there was none.
   */
  once<Result extends JsonValue>(effect: OnceOptions<Result>): Promise<Result>;
  /** A folder of its own outside of the workspace, removed when the step ends. */
  temporaryFolder(): Promise<string>;
}

export interface OnceOptions<Result extends JsonValue> {
  /** Unique within the step. */
  readonly key: string;
  /** What its result is. */
  readonly result: z.ZodType<Result>;
  run(): Promise<Result>;
  find(): Promise<Result | undefined>;
}

/** Something that exists outside of the workspace afterwards, or is changed there. */
export interface Effect {
  readonly verb: "create" | "change" | "delete" | "call";
  /** What, and where: `repository acme/shop on github.com`. */
  readonly what: string;
  readonly url?: string;
}

/** What actions need of a catalog. */
export interface TaskCatalog {
  readonly view: CatalogView;
  /** Adds what a descriptor at an address describes. @throws {TemplateError} `not-allowed`, `unreachable` */
  register(location: string): Promise<{ readonly refs: readonly EntityRef[] }>;
}

/** How much a line of a task's log matters. */
export type LogLevel = "info" | "warn" | "error";

/** An action of any input and output, ready for a registry. */
export interface Action {
  readonly id: string;
  readonly description: string;
  /** JSON Schema (draft-07) of what it takes and gives; null for anything. */
  readonly input: JsonObject | null;
  readonly output: JsonObject | null;
  /** True when a plan can do or tell something of it. */
  readonly hasDryRun: boolean;
  /** The input with its defaults, and what is wrong with it. */
  check(input: JsonObject): CheckedValue;
  /** Runs it, or in a dry run what it does then. Its input has been checked. */
  run(context: ActionContext): Promise<void>;
}
