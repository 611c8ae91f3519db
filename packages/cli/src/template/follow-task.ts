import type { RunningTask, TaskEntry, Template } from "@callboard/scaffolder";
import type { Io } from "../io.ts";
import { dim, formatLine, green, type Line, red, yellow } from "../output/line.ts";

const CLEAR_LINE = "\r\u001b[K";

/**
 * Says on stderr what a task does, step by step, until this process is done with it. On a terminal the step that runs
 * stands on the last line until it ends.
 *
 * @param attempts how often it was tried before, which is not told again
 */
export async function followTask(
  task: RunningTask,
  { spec }: Pick<Template, "spec">,
  { stderr, isTty, env }: Pick<Io, "stderr" | "isTty" | "env">,
  attempts = 0,
): Promise<void> {
  const isLive = isTty.stderr && env.TERM !== "dumb";
  const colors = isTty.stderr && !env.NO_COLOR && env.TERM !== "dumb";
  const names = new Map(spec.steps.map(({ id, name, action }, index) => [id ?? `step-${index + 1}`, name ?? action]));
  const started = new Map<string, number>();
  const clear = isLive ? CLEAR_LINE : "";
  let running = "";
  let isNow = false;
  const say = (line: Line) => {
    stderr.write(`${clear}${formatLine(line, colors)}\n${isLive ? running : ""}`);
  };

  for await (const entry of task.events()) {
    const { type } = entry;
    if (type === "attempt") isNow = entry.number > attempts;
    if (!isNow) continue;
    if (type === "step-started") {
      started.set(entry.step, Date.parse(entry.at));
      running = formatLine(["… ", nameOf(entry.step)], colors);
      if (isLive) stderr.write(`${CLEAR_LINE}${running}`);
    } else if (type === "step-finished" || type === "step-skipped" || type === "step-failed") {
      running = "";
      for (const line of endLines(entry)) say(line);
    } else if (type === "log") say(["    ", entry.level === "info" ? dim(entry.message) : yellow(entry.message)]);
    else if (type === "effect") say(["    ", yellow(entry.effect.verb), ` ${entry.effect.what}`]);
  }

  function endLines(entry: Extract<TaskEntry, { step: string }>): readonly Line[] {
    const name = nameOf(entry.step);
    if (entry.type === "step-skipped") return [[dim(`- ${name}: ${entry.reason}`)]];
    if (entry.type === "step-failed")
      return [
        [red("✗"), ` ${name}`],
        ["    ", red(entry.message)],
      ];
    const seconds = Math.round((Date.parse(entry.at) - (started.get(entry.step) ?? Date.parse(entry.at))) / 1000);
    return [[green("✓"), ` ${name}`, dim(seconds > 0 ? `  ${seconds} s` : "")]];
  }

  function nameOf(step: string): string {
    return names.get(step) ?? step;
  }
}
