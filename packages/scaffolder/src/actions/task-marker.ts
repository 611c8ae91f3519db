import type { ActionContext } from "../action/action.ts";

/** A commit message that tells which step of which task made the commit. */
export function markedMessage(message: string, context: Pick<ActionContext, "task" | "step">): string {
  return `${message.trimEnd()}\n\n${taskMarker(context)}`;
}

/** True for the commit message of a task that goes on after a crash, and comes upon its own work. */
export function isMarked(message: string, context: Pick<ActionContext, "task" | "step">): boolean {
  return message.trimEnd().endsWith(taskMarker(context));
}

/**
 * The last line of a commit message that tells which step of which task made it, so that a task that goes on after a
 * crash knows its own work.
 */
function taskMarker({ task, step }: Pick<ActionContext, "task" | "step">): string {
  return `Callboard-Task: ${task.id}/${step.id}`;
}
