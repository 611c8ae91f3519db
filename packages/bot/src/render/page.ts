import { contactTexts, type IntentData, ownerTitle, plain } from "@callboard/answers";
import type { Contact, EntityRef } from "@callboard/core";
import type { Button, ConfirmationDialog } from "@slack/types";
import { blockLimits } from "../limits/block-limits.ts";
import type { ActionState } from "./action-state.ts";
import { actionButton, actionIds } from "./actions.ts";
import {
  cut,
  joined,
  type Mrkdwn,
  mentionGroup,
  mentionUser,
  mrkdwn,
  mrkdwnElement,
  notificationText,
  plainText,
} from "./escape.ts";
import type { RenderedMessage } from "./rendered-message.ts";

type BlastRadiusData = IntentData<"blast_radius">;

/** A button that pages the owner of what failed, after a confirmation; none where nobody could be reached. */
export function pageButton({ page, roots }: BlastRadiusData, state: ActionState): Button[] {
  const target = page.find(({ contacts }) => contacts.length > 0);
  if (!target) return [];
  const team = ownerTitle(target.owner.ref, target.owner.title);
  const what = roots.map(({ ref }) => ref.slice(ref.indexOf("/") + 1)).join(", ");
  return actionButton(
    actionIds.page,
    `Page ${team}`,
    { ...state, team: target.owner.ref },
    { style: "danger", confirm: confirmPage(team, target.contacts, what) },
  );
}

function confirmPage(team: string, contacts: readonly Contact[], what: string): ConfirmationDialog {
  const reach = contactTexts(contacts).slice(0, 2).join(", ");
  return {
    title: plainText(`Page ${team}?`, blockLimits.confirmTitle),
    text: plainText(
      `This calls ${cut(team, 60)} about ${cut(plain(what), 80)} now, in your name: ${cut(reach, 80)}.`,
      blockLimits.confirmText,
    ),
    confirm: plainText("Page them", blockLimits.confirmButton),
    deny: plainText("Not now", blockLimits.confirmButton),
    style: "danger",
  };
}

/** Who calls an owner, and about what. */
export interface PageOptions {
  /** What failed, in the words of the answer: `payments-db is read-only in prod`. */
  readonly what: string;
  readonly owner: { readonly ref: EntityRef; readonly title: string | null };
  readonly contacts: readonly Contact[];
  /** The Slack user who pressed the button. */
  readonly by: string;
}

/** The message that calls an owner: with {@link teamNotice} the only one that mentions anybody. */
export function pageMessage({ what, owner, contacts, by }: PageOptions): RenderedMessage {
  const team = ownerTitle(owner.ref, owner.title);
  const who = mentionUser(by) ?? mrkdwn`somebody`;
  const called = mentionsOf(contacts);
  const name = called.length > 0 ? mrkdwn`${joined(called, " ")} ` : mrkdwn`*${team}*: `;
  const line = mrkdwn`:rotating_light: ${name}${who} needs you: ${plain(what, 300)}.`;
  return messageOf(line, `${team} is called: ${plain(what, 300)}.`);
}

/** The groups of an owner as mentions; where it has none, its people. */
export function mentionsOf(contacts: readonly Contact[]): readonly Mrkdwn[] {
  const groups = contacts.flatMap(({ type, value }) => (type === "slack-usergroup" ? (mentionGroup(value) ?? []) : []));
  if (groups.length > 0) return groups.slice(0, MENTIONED);
  return contacts
    .flatMap(({ type, value }) => (type === "slack-user" ? (mentionUser(value) ?? []) : []))
    .slice(0, MENTIONED);
}

const MENTIONED = 3;

/** One line of mark-up as a message. */
export function messageOf(line: Mrkdwn, text: string): RenderedMessage {
  return { text: notificationText(text), blocks: [{ type: "section", text: mrkdwnElement(line) }] };
}
