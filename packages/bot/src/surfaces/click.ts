import { type Json, own } from "../limits/json.ts";
import { answerView } from "../render/answer-view.ts";
import { loadingView } from "../render/loading-view.ts";
import type { SlackMessage } from "../trust/outbox.ts";
import type { Person } from "../trust/people.ts";
import type { Place } from "../trust/places.ts";
import type { BotRequest } from "../trust/policy.ts";
import { noteOf } from "./message-of.ts";
import type { Services } from "./services.ts";

/** A button that somebody pressed, or a menu they chose from. */
export interface Click {
  readonly actionId: string;
  readonly blockId: string;
  /** What the button carries or the menu was set to; null when it says nothing. */
  readonly value: string | null;
  readonly user: string;
  /** The message it is on; null in windows and on the Home tab. */
  readonly on: ClickedMessage | null;
  /** The window it is in; null on a message and the Home tab. */
  readonly view: ClickedView | null;
  /** Where to answer; null in windows and on the Home tab. */
  readonly responseUrl: string | null;
  /** Lets a modal be opened, for three seconds. */
  readonly triggerId: string;
  /** True where an earlier process was told of it, and may have done some of what it asks for. */
  readonly isResumed: boolean;
}

export interface ClickedMessage {
  readonly channel: string;
  readonly ts: string;
  readonly threadTs: string | null;
  /** Whether only the one who clicked sees it. */
  readonly isEphemeral: boolean;
}

/** A window as it was when somebody clicked in it. */
export interface ClickedView {
  readonly id: string;
  /** Tells Slack which state of it an update is meant for. */
  readonly hash: string;
  /** What the bot left in it. */
  readonly metadata: string;
  /** What its inputs hold, by `block_id` and `action_id`. */
  readonly state: Json | undefined;
}

/** Who clicked and where, once they may; null after they were told that they may not. */
export async function admitted(
  click: Click,
  does: BotRequest["does"],
  services: Services,
): Promise<{ readonly person: Person; readonly place: Place } | null> {
  const { people, places, policy } = services;
  const [person, place] = await Promise.all([people.find(click.user), places.find(click.on?.channel ?? HOME)]);
  // What only one person sees tells nobody else.
  const seen = click.on?.isEphemeral && does === "read" ? { ...place, isShared: false } : place;
  const ruling = await policy({ person, place: seen, does });
  if (ruling.allowed) return { person, place };
  if (ruling.reason !== "") await tell(click, noteOf(ruling.reason), services);
  return null;
}

/** Tells something to the one who clicked, and to nobody else. */
export async function tell(click: Click, message: SlackMessage, { respond, sender }: Services): Promise<void> {
  if (click.responseUrl !== null) {
    await respond(click.responseUrl, { response_type: "ephemeral", replace_original: false, ...message });
    return;
  }
  await sender.send("views.open", {
    args: () => ({ trigger_id: click.triggerId, view: answerView(MODAL_TITLE, message) }),
  });
}

/**
 * Tells something to the one who clicked that takes a moment to find out. On the Home tab a modal opens first, as Slack
 * allows that for three seconds only.
 */
export async function tellSoon(
  click: Click,
  find: () => Promise<SlackMessage | null>,
  services: Services,
): Promise<void> {
  if (click.responseUrl !== null) {
    const message = await find();
    if (message) await tell(click, message, services);
    return;
  }
  const { sender } = services;
  const opened = await sender.send("views.open", {
    args: () => ({ trigger_id: click.triggerId, view: loadingView(MODAL_TITLE) }),
  });
  const id = opened.status === "done" ? own(own(opened.result, "view"), "id") : undefined;
  const message = await find();
  if (message && typeof id === "string") {
    await sender.send("views.update", { args: () => ({ view_id: id, view: answerView(MODAL_TITLE, message) }) });
  }
}

/** The thread that a click on a message belongs to; null where the answer cannot be in a thread. */
export function threadOf({ ts, threadTs, isEphemeral, channel }: ClickedMessage): string | null {
  if (isEphemeral || (channel.startsWith("D") && threadTs === null)) return threadTs;
  return threadTs ?? ts;
}

const MODAL_TITLE = "Catalog";

/** A tab of one person, and no conversation of Slack's. */
const HOME = "D-home";
