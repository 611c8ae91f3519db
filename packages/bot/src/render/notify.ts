import { nameOf, plain } from "@callboard/answers";
import { blockLimits } from "../limits/block-limits.ts";
import type { ActionState } from "./action-state.ts";
import { actionButton, actionIds, actionRow } from "./actions.ts";
import { joined, mentionUser, mrkdwn, notificationText, plainText } from "./escape.ts";
import type { NotifyPlan, NotifyTarget } from "./notify-targets.ts";
import { mentionsOf, messageOf, threadLink } from "./page.ts";
import type { RenderedMessage } from "./rendered-message.ts";
import { itemLine, plainLine, richText } from "./rich-text.ts";

const CHANNELS = 20;
const NAMES = 8;

/** What would be posted where, for the one who is about to: each channel with what breaks there, and a button to send. */
export function notifyPreview({ targets, unreachable }: NotifyPlan, state: ActionState): RenderedMessage {
  const shown = targets.slice(0, CHANNELS);
  const heading =
    targets.length === 0
      ? "Nobody to tell: no owner of what breaks has a channel. They can add callboard.dev/channel."
      : `This posts in ${targets.length} ${targets.length === 1 ? "channel" : "channels"} and mentions the user groups there:`;
  const lines = [
    plainLine(heading, "strong"),
    ...shown.map((target) => itemLine(channelOf(target), `: ${namesOf(target)}`)),
    ...(targets.length > shown.length ? [itemLine("", `+${targets.length - shown.length} more`)] : []),
    ...(unreachable.length > 0
      ? [plainLine(`Without a channel, so not told: ${some(unreachable.map(nameOf))}`, "warning")]
      : []),
  ];
  const label = `Post in ${targets.length} ${targets.length === 1 ? "channel" : "channels"}`;
  const confirm = {
    title: plainText("Notify these teams?", blockLimits.confirmTitle),
    text: plainText("Each channel gets one message, in your name.", blockLimits.confirmText),
    confirm: plainText("Post", blockLimits.confirmButton),
    deny: plainText("Not now", blockLimits.confirmButton),
  };
  return {
    text: notificationText(heading),
    blocks: [
      ...richText(lines),
      ...actionRow([
        ...(targets.length > 0 ? actionButton(actionIds.notifySend, label, state, { style: "primary", confirm }) : []),
        ...actionButton(actionIds.dismiss, "Not now", state),
      ]),
    ],
  };
}

/** Who tells a team, and about what. */
export interface NoticeOptions {
  /** What failed: `payments-db is read-only in prod`. */
  readonly what: string;
  /** The Slack user who pressed the button. */
  readonly by: string;
  /** Where the incident is talked about. */
  readonly permalink: string | null;
}

/** The message that tells one channel what of theirs breaks, and who says so. It mentions their user groups. */
export function teamNotice(target: NotifyTarget, { what, by, permalink }: NoticeOptions): RenderedMessage {
  const called = mentionsOf(target.contacts.filter(({ type }) => type === "slack-usergroup"));
  const who = mentionUser(by) ?? mrkdwn`somebody`;
  const theirs = [
    ...(target.cause === null ? [] : [`${nameOf(target.cause)} of yours would explain it.`]),
    ...(target.breaks.length > 0 ? [`Of yours, this breaks: ${some(target.breaks.map(nameOf))}.`] : []),
  ].join(" ");
  const greeting = called.length > 0 ? mrkdwn`${joined(called, " ")} ` : mrkdwn``;
  const line = mrkdwn`${greeting}${plain(what, 300)}. ${theirs} Told by ${who}${threadLink(permalink)}`;
  return messageOf(line, `${plain(what, 300)}. ${theirs}`);
}

function channelOf({ channel, channelId }: NotifyTarget): string {
  return channel === null ? `Slack channel ${plain(channelId ?? "", 30)}` : plain(channel, 60);
}

function namesOf({ breaks, cause }: NotifyTarget): string {
  const caused = cause === null ? [] : [`${nameOf(cause)}, which would explain it`];
  return [...caused, ...(breaks.length > 0 ? [some(breaks.map(nameOf))] : [])].join("; ");
}

function some(names: readonly string[]): string {
  const rest = names.length - NAMES;
  return names.slice(0, NAMES).join(", ") + (rest > 0 ? ` +${rest} more` : "");
}
