import { nameOf, plain } from "@callboard/answers";
import type { EntityRef, JsonObject } from "@callboard/core";
import type { Effect, Plan, Template } from "@callboard/scaffolder";
import type { Button } from "@slack/types";
import { blockLimits } from "../limits/block-limits.ts";
import { actionIds, actionRow } from "./actions.ts";
import { mrkdwn, notificationText, plainText } from "./escape.ts";
import type { RenderedMessage } from "./rendered-message.ts";
import { type DressedLine, itemLine, plainLine, richText } from "./rich-text.ts";
import { contextBlock } from "./small-print.ts";

export interface PlanMessageOptions {
  readonly template: Template;
  /** Who asked for it. */
  readonly by: EntityRef;
  /** Who approves; null for whoever asked. */
  readonly approvers: readonly EntityRef[] | null;
  /** What its buttons carry. */
  readonly token: string;
}

const VALUES = 10;
const EFFECTS = 12;
const FILES = 10;
const PROBLEMS = 6;

/** What a template would do: what happens outside, which files, what is wrong; and buttons to approve or drop it. */
export function planMessage(plan: Plan, { template, by, approvers, token }: PlanMessageOptions): RenderedMessage {
  const { effects, files, problems, isRunnable, parameters } = plan;
  const heading = `Plan: ${templateTitle(template)}, asked for by ${nameOf(by)}`;
  const unsaid = plan.steps.filter(({ outcome }) => outcome === "left-out");
  const lines: readonly DressedLine[] = [
    plainLine(heading, "strong"),
    ...some(valueLines(parameters), VALUES),
    plainLine(effects.length === 0 ? "Nothing is known to happen outside." : "What happens:"),
    ...some(effects.map(effectLine), EFFECTS),
    ...unsaid.map(({ name, action }) =>
      plainLine(`“${plain(name, 80)}” does not say what it would do (${plain(action, 60)}).`),
    ),
    plainLine(files.length === 1 ? "1 file:" : `${files.length} files:`),
    ...some(
      files.map(({ path }) => itemLine("", plain(path, 200))),
      FILES,
    ),
    ...some(
      problems.map(({ message, location, line }) => problemLine(message, location, line)),
      PROBLEMS,
    ),
    ...(isRunnable ? [] : [plainLine("It cannot run as it is.", "warning")]),
  ];
  const approving =
    approvers === null ? `${nameOf(by)} can approve it` : `${approvers.map(nameOf).join(" or ")} can approve it`;
  const small = isRunnable
    ? mrkdwn`Nothing has been done yet. ${approving}, once, within 15 minutes.`
    : mrkdwn`Nothing has been done.`;
  return {
    text: notificationText(heading),
    blocks: [
      ...richText(lines),
      ...contextBlock([small]),
      ...actionRow([
        ...(isRunnable ? [button(actionIds.runApprove, "Approve and run", token, "primary")] : []),
        ...(files.length > 0 ? [button(actionIds.runFiles, "All files", token)] : []),
        button(actionIds.runCancel, "Cancel", token),
      ]),
    ],
  };
}

/** How people call a template. */
export function templateTitle({ entity, ref }: Pick<Template, "entity" | "ref">): string {
  return plain(entity.metadata.title ?? nameOf(ref), 100);
}

/** `create repository acme/shop on github.com` */
export function effectLine({ verb, what, url }: Effect): DressedLine {
  const line = itemLine("", `${verb} ${plain(what, 200)}`);
  return url === undefined
    ? line
    : {
        ...line,
        runs: [...line.runs, { text: " ", mark: null, isLink: false }, { text: url, mark: null, isLink: true }],
      };
}

/** A button with a value. */
export function button(actionId: string, label: string, value: string, style?: "primary"): Button {
  return {
    type: "button",
    action_id: actionId,
    text: plainText(label, blockLimits.buttonText),
    value,
    ...(style && { style }),
  };
}

/** As many lines as are read, and how many more there are. */
export function some(lines: readonly DressedLine[], most: number): readonly DressedLine[] {
  const rest = lines.length - most;
  return rest > 0 ? [...lines.slice(0, most), itemLine("", `+${rest} more`)] : lines;
}

function valueLines(values: JsonObject): readonly DressedLine[] {
  return Object.entries(values).map(([name, value]) => {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    return itemLine(`${plain(name, 60)}: `, plain(text, 150));
  });
}

function problemLine(message: string, location: string, line: number | null): DressedLine {
  return plainLine(`${plain(location, 120)}${line === null ? "" : `:${line}`}: ${plain(message, 300)}`, "warning");
}
