import { nameOf, plain, safeLink } from "@callboard/answers";
import type { EntityRef, JsonObject, JsonValue } from "@callboard/core";
import type { StepReport, TaskReport } from "@callboard/scaffolder";
import { isJsonObject } from "../limits/json.ts";
import { actionIds, actionRow, linkButton } from "./actions.ts";
import { notificationText } from "./escape.ts";
import { button, effectLine, some } from "./plan-message.ts";
import type { RenderedMessage } from "./rendered-message.ts";
import { type DressedLine, plainLine, richText } from "./rich-text.ts";

export interface RunMessageOptions {
  /** As people call the template. */
  readonly title: string;
  readonly by: EntityRef;
  /** What its steps are called, in order, with those that have not begun; ids where it is empty. */
  readonly stepNames: ReadonlyMap<string, string>;
  /** Where the step that failed is written; null when none did, or nobody knows. */
  readonly failedAt: string | null;
  /** True while this process carries it on. */
  readonly isRunning: boolean;
}

const STEPS = 40;
const EFFECTS = 12;
const LINKS = 5;

/** How a run stands: its steps, what it has done outside, where it failed, where its results are. */
export function runMessage(
  report: TaskReport,
  { title, by, stepNames, failedAt, isRunning }: RunMessageOptions,
): RenderedMessage {
  const { effects, id, output, state, steps } = report;
  const ending = isRunning ? "runs" : ENDINGS[state];
  const heading = `${title}, asked for by ${nameOf(by)}, ${ending}`;
  const failed = steps.find((step) => step.state === "failed");
  const isOver = !isRunning && state !== "completed";
  const lines: readonly DressedLine[] = [
    plainLine(heading, "strong"),
    ...some(stepLines(steps, stepNames), STEPS),
    ...(isOver && failed?.reason ? [plainLine(plain(failed.reason, 600), "warning")] : []),
    ...(isOver && failedAt !== null ? [plainLine(`The step is at ${plain(failedAt, 200)}`)] : []),
    ...(isOver && effects.length > 0 ? [plainLine("This was done before, and stays:")] : []),
    ...(isOver || state === "completed" ? some(effects.map(effectLine), EFFECTS) : []),
    ...(isOver && effects.length === 0 ? [plainLine("Nothing was done outside.")] : []),
    ...textLines(output),
  ];
  const again = state === "failed" ? "Retry" : "Resume";
  const isResumable = isOver && (state === "failed" || state === "unfinished");
  return {
    text: notificationText(heading),
    blocks: [
      ...richText(lines),
      ...actionRow([
        ...(isResumable ? [button(actionIds.runRetry, again, id, "primary")] : []),
        ...(state === "completed" ? linksOf(output) : []),
      ]),
    ],
  };
}

const ENDINGS: Readonly<Record<TaskReport["state"], string>> = {
  completed: "is done",
  failed: "failed",
  cancelled: "was cancelled",
  unfinished: "was interrupted: I was restarted while it ran",
};

const SIGNS: Readonly<Record<StepReport["state"], string>> = { running: "▸", finished: "✓", skipped: "–", failed: "✗" };

function stepLines(steps: readonly StepReport[], names: ReadonlyMap<string, string>): readonly DressedLine[] {
  const reports = new Map(steps.map((step) => [step.id, step]));
  const ids = [...new Set([...names.keys(), ...reports.keys()])];
  return ids.map((id) => {
    const step = reports.get(id);
    const note = step?.state === "skipped" && step.reason ? ` (${plain(step.reason, 100)})` : "";
    return plainLine(`${step ? SIGNS[step.state] : "·"} ${plain(names.get(id) ?? id, 120)}${note}`);
  });
}

/** What the template shows at the end: texts with their titles. */
function textLines({ text }: JsonObject): readonly DressedLine[] {
  return objectsIn(text).flatMap(({ title, content }) => [
    ...(typeof title === "string" ? [plainLine(plain(title, 150), "strong")] : []),
    ...(typeof content === "string"
      ? content
          .split("\n")
          .slice(0, 20)
          .map((line) => plainLine(plain(line, 500)))
      : []),
  ]);
}

function linksOf({ links }: JsonObject) {
  return objectsIn(links)
    .flatMap(({ title, url }, index) => {
      if (typeof url !== "string" || safeLink(url) === null) return [];
      return linkButton(
        `result-${index}`,
        typeof title === "string" && title !== "" ? plain(title, 70) : new URL(url).host,
        url,
      );
    })
    .slice(0, LINKS);
}

function objectsIn(value: JsonValue | undefined): readonly JsonObject[] {
  return [value ?? []].flat().filter((each): each is JsonObject => isJsonObject(each));
}
