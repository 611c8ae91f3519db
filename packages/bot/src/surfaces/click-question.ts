import type { CatalogView } from "@callboard/core";
import type { ActionState } from "../render/action-state.ts";
import { decodeState, readRefKey } from "../render/encode-state.ts";
import { narrowedState } from "../render/narrowed-state.ts";
import { questionOf } from "../render/questions.ts";
import { answerTo } from "./answer-to.ts";
import { admitted, type Click, tell, tellSoon, threadOf } from "./click.ts";
import { noteOf } from "./message-of.ts";
import { conversationOf } from "./reply.ts";
import type { Services } from "./services.ts";

/** Answers the question of a button: in the thread of its message, or to the one who pressed it when only they see it. */
export async function askByClick(click: Click, services: Services): Promise<void> {
  const state = stateOf(click.value, services.catalog);
  if (!state) return tell(click, noteOf(OUTDATED), services);
  await answerClick(state, click, services);
}

/** Says what the entity is that was picked from a menu. */
export async function askByPick(click: Click, services: Services): Promise<void> {
  const { catalog } = services;
  const ref = readRefKey(click.value, catalog);
  if (!ref || !catalog.entity(ref)) return tell(click, noteOf(OUTDATED), services);
  await answerClick({ intent: "describe", roots: [ref] }, click, services);
}

/** Puts the answer for another mode or another environment in the place of the one that the menu is on. */
export async function narrowByClick(click: Click, services: Services): Promise<void> {
  const { autopilot, catalog, conversations, respond } = services;
  const choice = { action_id: click.actionId, block_id: click.blockId, selected_option: { value: click.value ?? "" } };
  const state = narrowedState(choice, catalog);
  const { responseUrl } = click;
  if (!state || !isThere(state, catalog) || responseUrl === null) return tell(click, noteOf(OUTDATED), services);
  if (!(await admitted(click, "read", services))) return;
  const chosen = click.on && !click.on.isEphemeral ? autopilot?.choose(click.on, state) : null;
  if (chosen) return chosen;
  const answered = await answerState(state, click, services);
  if (!answered) return;
  await respond(responseUrl, { replace_original: true, ...answered.message });
  const { conversation, reply } = answered;
  if (reply && click.on && !click.on.isEphemeral) conversations.remember(conversation, reply);
}

/** What a button is about, as long as all of it is still in the catalog. */
export function stateOf(written: string | null, catalog: CatalogView): ActionState | null {
  const state = written === null ? null : decodeState(written, catalog);
  return state && isThere(state, catalog) ? state : null;
}

export const OUTDATED = "This is about something that is no longer in the catalog. Ask again.";

function isThere({ roots }: ActionState, catalog: CatalogView): boolean {
  return roots.every((ref) => catalog.entity(ref));
}

async function answerClick(state: ActionState, click: Click, services: Services): Promise<void> {
  if (!click.on || click.on.isEphemeral) {
    return tellSoon(click, async () => (await answerState(state, click, services))?.message ?? null, services);
  }
  const answered = await answerState(state, click, services);
  if (!answered) return;
  const { channel, ts } = click.on;
  const posted = await services.outbox.post({
    channel,
    threadTs: threadOf(click.on),
    key: `click ${click.triggerId}`,
    answers: ts,
    askedAt: services.clock.now(),
    message: answered.message,
    mayBePosted: click.isResumed,
  });
  const { conversation, reply } = answered;
  if (posted && reply) services.conversations.remember(conversation, reply);
}

/** What an answer about a failure has put on a button says where, or else means everywhere. */
export function isPlaced({ mode }: ActionState): boolean {
  return mode !== undefined;
}

async function answerState(state: ActionState, click: Click, services: Services) {
  const text = questionOf(state);
  const allowed = text === null ? null : await admitted(click, "read", services);
  if (text === null || !allowed) return null;
  const { person } = allowed;
  const conversation = click.on
    ? conversationOf(click.on.channel, threadOf(click.on))
    : conversationOf(click.user, null);
  const isPrivate = click.on === null || click.on.isEphemeral;
  const answered = await answerTo(
    {
      text,
      surface: "mention",
      conversation,
      person,
      isPlaced: isPlaced(state),
      shownOn: () => (isPrivate ? "slash" : "mention"),
    },
    services,
  );
  return answered && { ...answered, conversation };
}
