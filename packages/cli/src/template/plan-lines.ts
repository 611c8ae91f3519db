import type { Problem } from "@callboard/core";
import type { Plan, PlannedFile, PlannedStep, Template } from "@callboard/scaffolder";
import { plural } from "../output/ago.ts";
import { bold, dim, green, type Line, red, type Span, yellow } from "../output/line.ts";
import { place } from "../output/place.ts";
import type { ComparedFile } from "./compared-files.ts";
import { type DiffLine, lineDiff } from "./line-diff.ts";
import { pathFrom } from "./shown-location.ts";

/** A plan for a person: steps with the inputs that the template writes, files, what happens outside, and what is wrong. */
export function planLines(
  plan: Plan,
  { spec }: Pick<Template, "spec">,
  { compared, cwd }: { readonly compared: readonly ComparedFile[] | null; readonly cwd: string },
): readonly Line[] {
  const { template, steps, files, effects, problems } = plan;
  return [
    [bold(template), dim(`  ${plural(steps.length, "step")}, ${plural(files.length, "file")}`)],
    ...steps.flatMap((step, index) => stepLines(step, new Set(Object.keys(spec.steps[index]?.input ?? {})))),
    ...(compared ? comparedLines(compared) : files.flatMap(fileLines)),
    ...effectLines(effects),
    ...problemLines(problems, cwd),
    ...(plan.isRunnable ? [] : ["", [red("It cannot run as it is.")] as const]),
  ];
}

const MARKS: Readonly<Record<PlannedStep["outcome"], Span>> = {
  runs: green("✓"),
  "left-out": yellow("~"),
  "unknown-action": red("?"),
  skipped: dim("-"),
  failed: red("✗"),
};

function stepLines(
  { id, name, action, outcome, reason, inputs }: PlannedStep,
  written: ReadonlySet<string>,
): readonly Line[] {
  const shownName = name === action ? id : name;
  return [
    ["  ", MARKS[outcome], ` ${shownName}`, dim(`  ${action}`)],
    ...(reason === null ? [] : [["      ", dim(reason)] as const]),
    ...(outcome === "left-out" ? [["      ", dim("its action tells nothing in a plan")] as const] : []),
    ...inputs.flatMap((input) =>
      Object.entries(input)
        .filter(([key]) => written.has(key))
        .map(([key, value]): Line => ["      ", dim(`${key}: `), cut(JSON.stringify(value))]),
    ),
  ];
}

function fileLines({ path, text, linkTo, size, isExecutable }: PlannedFile): readonly Line[] {
  const what = linkTo !== null ? ` -> ${linkTo}` : text === null ? ` (${plural(size, "byte")}, no text)` : "";
  return ["", [bold(path), dim(`${what}${isExecutable ? " (executable)" : ""}`)], ...indented(text)];
}

function comparedLines(files: readonly ComparedFile[]): readonly Line[] {
  const same = files.filter(({ change }) => change === "same").length;
  return [
    ...files.flatMap((file): readonly Line[] => {
      if (file.change === "same") return [];
      if (file.change === "new") return fileLines(file);
      const head: Line = ["", [bold(file.path), yellow(" changed")]].flat();
      if (file.text === null || file.before === null) return ["", head];
      return ["", head, ...lineDiff(file.before, file.text).map(diffLine)];
    }),
    ...(same > 0 ? ["", dim(`${plural(same, "file")} there already, and the same.`)] : []),
  ];
}

function diffLine({ sign, text }: DiffLine): Line {
  const line = `  ${sign} ${text}`;
  return sign === "+" ? green(line) : sign === "-" ? red(line) : dim(line);
}

/** What happens outside of the files; nothing when nothing does. */
export function effectLines(effects: Plan["effects"]): readonly Line[] {
  if (effects.length === 0) return [];
  return ["", bold("Outside:"), ...effects.map(({ verb, what }): Line => ["  ", yellow(verb), ` ${what}`])];
}

/** Problems with their places; nothing when there are none. */
export function problemLines(problems: readonly Problem[], cwd: string): readonly Line[] {
  if (problems.length === 0) return [];
  return [
    "",
    ...problems.map(({ severity, message, location, line, column }): Line => {
      const at = place(pathFrom(location, cwd), line, column);
      return [`${at}: `, severity === "error" ? red("error") : yellow(severity), `: ${message}`];
    }),
  ];
}

const MAX_SHOWN = 200;

function cut(text: string): string {
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}

function indented(text: string | null): readonly Line[] {
  return text === null || text === ""
    ? []
    : text
        .replace(/\n$/, "")
        .split("\n")
        .map((line) => `  ${line}`);
}
