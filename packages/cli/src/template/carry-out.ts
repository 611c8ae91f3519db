import type { RunningTask } from "@callboard/scaffolder";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { bold, type Line, yellow } from "../output/line.ts";
import type { Session } from "../session.ts";
import { taskFolder } from "./configured-tasks.ts";
import { followTask } from "./follow-task.ts";
import { problemLines } from "./plan-lines.ts";
import { resultLines } from "./result-lines.ts";
import type { OpenedTemplate } from "./with-template.ts";

/**
 * Runs a task to its end, or until Ctrl-C, and says what came of it. One that did not complete is a finding.
 *
 * @param attempts how often it was tried before
 */
export async function carryOut(
  start: () => Promise<RunningTask>,
  { template, tasks }: Pick<OpenedTemplate, "template" | "tasks">,
  session: Session,
  attempts = 0,
): Promise<ExitCode> {
  const { io, output } = session;
  const task = await start();
  const stop = () => void tasks.close();
  process.once("SIGINT", stop);
  try {
    await followTask(task, template, io, attempts);
    const report = await task.done;
    output.data(report, () => [
      ...resultLines(report.output),
      ...(report.state === "completed" ? [] : effectsDone(report.effects)),
      ...problemLines(report.problems, io.cwd),
    ]);
    if (report.state === "completed") return EXIT.ok;
    const how =
      report.state === "unfinished" ? "was interrupted" : report.state === "failed" ? "failed" : "was cancelled";
    const canResume = taskFolder(session) !== undefined;
    output.note(
      canResume
        ? `The task ${how}. To carry it on: ${session.commandLine("template", "resume", task.id)}`
        : `The task ${how}.`,
    );
    return EXIT.findings;
  } finally {
    process.off("SIGINT", stop);
  }
}

/** What exists although the task did not complete. */
function effectsDone(effects: readonly { readonly verb: string; readonly what: string }[]): readonly Line[] {
  if (effects.length === 0) return ["Nothing was done outside."];
  return [
    bold("Done outside all the same:"),
    ...effects.map(({ verb, what }): Line => ["  ", yellow(verb), ` ${what}`]),
  ];
}
