import type { Problem, Severity } from "@callboard/core";
import { plural } from "../output/ago.ts";
import { place } from "../output/place.ts";
import { workflowCommand } from "../output/workflow-command.ts";
import type { Validation } from "./validation.ts";

/** GitHub shows so many annotations of each type from one step, and drops the others without a word. */
const SHOWN_PER_TYPE = 10;

const COMMANDS = [
  ["error", "error"],
  ["warning", "warning"],
  ["info", "notice"],
] as const;

/**
 * The problems as annotations of GitHub Actions, errors first. What GitHub would drop is counted in a last notice.
 *
 * @param pathOf the path of a location from the root of the repository; null when no file there is meant
 * @param options.notes whether to show notes too
 */
export function githubReport(
  { problems }: Validation,
  pathOf: (location: string) => string | null,
  { notes }: { readonly notes: boolean },
): readonly string[] {
  const lines: string[] = [];
  const dropped: string[] = [];
  for (const [severity, command] of COMMANDS) {
    if (severity === "info" && !notes) continue;
    const found = problems.filter((problem) => problem.severity === severity);
    // The last notice has to be among those that are shown.
    const shown = severity === "info" ? SHOWN_PER_TYPE - 1 : SHOWN_PER_TYPE;
    lines.push(...found.slice(0, shown).map((problem) => annotation(command, problem, pathOf)));
    if (found.length > shown) dropped.push(plural(found.length - shown, nounOf(severity)));
  }
  if (dropped.length === 0) return lines;
  const message = `${dropped.join(", ")} more: GitHub shows ${SHOWN_PER_TYPE} annotations of a type. The log of this step lists all.`;
  return [...lines, workflowCommand("notice", { title: "More problems" }, message)];
}

function annotation(
  command: "error" | "warning" | "notice",
  { rule, message, location, line, column }: Problem,
  pathOf: (location: string) => string | null,
): string {
  const file = pathOf(location);
  const place_ = file === null ? {} : { file, line, col: column };
  return workflowCommand(
    command,
    { ...place_, title: rule },
    file === null ? `${place(location, line, column)}: ${message}` : message,
  );
}

function nounOf(severity: Severity): string {
  return severity === "info" ? "note" : severity;
}
