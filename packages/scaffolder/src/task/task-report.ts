import type { EntityRef, JsonObject } from "@callboard/core";
import type { Effect } from "../action/action.ts";
import type { StoredTask, TemplateVersion } from "./task-store.ts";

/** How a task stands, fit to be shown: nothing in it is secret. */
export interface TaskReport {
  readonly id: string;
  readonly template: TemplateVersion;
  /** `unfinished`: it runs somewhere, or was cut off and can be resumed. */
  readonly state: "unfinished" | "completed" | "failed" | "cancelled";
  /** Who created it, and who approved it; null when nobody is known. */
  readonly user: EntityRef | null;
  readonly approvedBy: EntityRef | null;
  readonly createdAt: string;
  readonly endedAt: string | null;
  readonly attempts: number;
  /** Steps that have begun or were left out, in order. */
  readonly steps: readonly StepReport[];
  /** Everything it has done outside of its workspace, whatever became of it. */
  readonly effects: readonly Effect[];
  /** What the template shows at the end: `links`, `text` and what else its `output` names. */
  readonly output: JsonObject;
}

export interface StepReport {
  readonly id: string;
  readonly state: "running" | "finished" | "skipped" | "failed";
  /** Why it was skipped or has failed; null otherwise. */
  readonly reason: string | null;
}

/** What a task's journal says of it. */
export function taskReport({ record, entries }: StoredTask): TaskReport {
  const steps = new Map<string, StepReport>();
  const effects = new Map<string, Effect>();
  let state: TaskReport["state"] = "unfinished";
  let output: JsonObject = {};
  let endedAt: string | null = null;
  let approvedBy: EntityRef | null = null;
  let attempts = 0;
  for (const entry of entries) {
    if (entry.type === "attempt") {
      attempts = entry.number;
      state = "unfinished";
      endedAt = null;
    } else if (entry.type === "step-started") steps.set(entry.step, { id: entry.step, state: "running", reason: null });
    else if (entry.type === "step-finished") steps.set(entry.step, { id: entry.step, state: "finished", reason: null });
    else if (entry.type === "step-skipped") {
      steps.set(entry.step, { id: entry.step, state: "skipped", reason: entry.reason });
    } else if (entry.type === "step-failed") {
      steps.set(entry.step, { id: entry.step, state: "failed", reason: entry.message });
    } else if (entry.type === "effect") effects.set(`${entry.effect.verb} ${entry.effect.what}`, entry.effect);
    else if (entry.type === "approved") approvedBy = entry.by;
    else if (entry.type === "ended") {
      state = entry.state;
      output = entry.output;
      endedAt = entry.at;
    }
  }
  const { id, template, user, createdAt } = record;
  const all = [...effects.values()];
  return {
    id,
    template,
    state,
    user,
    approvedBy,
    createdAt,
    endedAt,
    attempts,
    steps: [...steps.values()],
    effects: all,
    output,
  };
}
