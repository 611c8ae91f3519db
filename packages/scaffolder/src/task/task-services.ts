import type { Clock, Entity, EntityRef, JsonObject } from "@callboard/core";
import type { TaskCatalog } from "../action/action.ts";
import type { ActionRegistry } from "../action/action-registry.ts";
import type { RepositoryHosts } from "../hosts/repository-hosts.ts";
import type { StepLanguage } from "../step/prepare-step.ts";

/** What all tasks of a process work with. */
export interface TaskServices extends StepLanguage {
  readonly actions: ActionRegistry;
  readonly hosts: RepositoryHosts;
  readonly catalog: TaskCatalog | null;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  /** What the operator gives to every template, as `environment` in its expressions. */
  readonly environment: { readonly parameters: JsonObject; readonly secrets: Readonly<Record<string, string>> };
  /** The longest that one task may take, in milliseconds. */
  readonly timeoutMs: number;
}

/** What a task is asked to do, by whom. */
export interface TaskRequest {
  readonly parameters: JsonObject;
  /** By their names; they are kept nowhere. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly user: { readonly ref: EntityRef; readonly entity: Entity | null } | null;
}
