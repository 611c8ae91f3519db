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
  namedLink,
  notificationText,
  plainText,
} from "./escape.ts";
import type { RenderOptions } from "./render-options.ts";
import type { RenderedMessage } from "./rendered-message.ts";

type BlastRadiusData = IntentData<"blast_radius">;

/** A button that pages the owner of what failed, after a confirmation; none where nobody could be reached. */
export function pageButton(
  { page, roots }: BlastRadiusData,
  state: ActionState,
  { isLed = false }: Pick<RenderOptions, "isLed"> = {},
): Button[] {
  const target = page.find(({ contacts }) => contacts.length > 0);
  const about = roots.map(({ ref }) => ref);
  // Of two owners to call only the first has the button that stands out.
  return target ? pageOwnerButton(target, about, state, isLed ? {} : { style: "danger" }) : [];
}

/** A button that pages this owner about these entities, after a confirmation; none where they cannot be reached. */
export function pageOwnerButton(
  { owner, contacts }: Pick<PageOptions, "owner" | "contacts">,
  about: readonly EntityRef[],
  state: ActionState,
  options: { readonly style?: "danger" } = { style: "danger" },
): Button[] {
  if (contacts.length === 0) return [];
  const team = ownerTitle(owner.ref, owner.title);
  const what = about.map((ref) => ref.slice(ref.indexOf("/") + 1)).join(", ");
  const confirm = confirmPage(team, contacts, what);
  return actionButton(actionIds.page, `Page ${team}`, { ...state, team: owner.ref }, { ...options, confirm });
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
  /** Where the incident is talked about. */
  readonly permalink: string | null;
}

/** The message that calls an owner: with {@link teamNotice} the only one that mentions anybody. */
export function pageMessage({ what, owner, contacts, by, permalink }: PageOptions): RenderedMessage {
  const team = ownerTitle(owner.ref, owner.title);
  const who = mentionUser(by) ?? mrkdwn`somebody`;
  const called = mentionsOf(contacts);
  const name = called.length > 0 ? joined(called, " ") : mrkdwn`*${team}*`;
  const thread = threadLink(permalink);
  const line = mrkdwn`:rotating_light: ${name}: ${plain(what, 300)}. Called by ${who}${thread}`;
  return messageOf(line, `${team} is called: ${plain(what, 300)}.`);
}

/** ` · the thread`, to end a line with; nothing without an address. */
export function threadLink(permalink: string | null): Mrkdwn {
  const thread = permalink === null ? null : namedLink(permalink, "the thread");
  return thread === null ? mrkdwn`` : mrkdwn` · ${thread}`;
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
