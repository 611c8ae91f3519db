import type { EntityRef, JsonObject, Problem } from "@callboard/core";
import type { Effect } from "../action/action.ts";

/** What a template would do with some values, found out without doing anything. */
export interface Plan {
  readonly template: EntityRef;
  /** The values with the defaults of the form. */
  readonly parameters: JsonObject;
  readonly steps: readonly PlannedStep[];
  /** The files that the workspace would hold, by path. */
  readonly files: readonly PlannedFile[];
  /** What would happen outside of the workspace, as far as the actions can tell. */
  readonly effects: readonly Effect[];
  /** What it would show at the end; outputs of actions that were left out are examples such as `<remoteUrl>`. */
  readonly output: JsonObject;
  /** Expressions that stay as they are written, unknown actions, and what makes a step fail. */
  readonly problems: readonly Problem[];
  /** True when it can run: every action is known and no step failed. */
  readonly isRunnable: boolean;
}

export interface PlannedStep {
  readonly id: string;
  readonly name: string;
  readonly action: string;
  /**
   * `runs`: the plan did or told all of it. `left-out`: it would run, but its action says nothing in a plan.
   * `unknown-action`: nobody has registered its action.
   */
  readonly outcome: "runs" | "left-out" | "unknown-action" | "skipped" | "failed";
  /** Why it is skipped or fails; null otherwise. */
  readonly reason: string | null;
  /** What its action would get, once for each round; secrets read `***`. */
  readonly inputs: readonly JsonObject[];
  readonly effects: readonly Effect[];
}

export interface PlannedFile {
  readonly path: string;
  readonly isExecutable: boolean;
  /** Where a link leads; null for a file. */
  readonly linkTo: string | null;
  /** The text of a text file; null for a binary one. Secrets read `***`. */
  readonly text: string | null;
  /** In bytes. */
  readonly size: number;
}
