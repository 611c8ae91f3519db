import type { Surface } from "@callboard/answers";
import type { Place } from "../trust/places.ts";
import { answerTo } from "./answer-to.ts";
import { noteOf } from "./message-of.ts";
import { conversationOf, isForBot } from "./reply.ts";
import type { Services } from "./services.ts";
import type { WrittenMessage } from "./written-message.ts";

/**
 * Answers a message where it is a question to the bot: one that mentions it, a direct message, a follow-up in a thread
 * that it has answered in. Resolves when that will not be forgotten; null for everything else that people write.
 */
export function answerMessage(written: WrittenMessage, services: Services): Promise<void> | null {
  const surface = surfaceOf(written, services.self);
  const lane = laneOf(written);
  // Until the answer before it is there, nobody knows what a follow-up is about.
  const isAmongOurs = surface === "thread" && (services.intake.isBusy(lane) || isKnown(written, services));
  if (surface === "channel" || (surface === "thread" && !isAmongOurs)) return null;
  const { channel, ts, threadTs } = written;
  return services.intake.take({ key: keyOf(written), lane, ids: { type: "message", channel, ts, threadTs } }, () =>
    answer(written, surface, services, false),
  );
}

/** Answers what an earlier process began to. */
export function resumeAnswer(written: WrittenMessage, services: Services): Promise<void> {
  return answer(written, surfaceOf(written, services.self), services, true);
}

/** Work on messages of one thread, and on direct messages of one person, is done in their order. */
export function laneOf({ channel, ts, threadTs }: Pick<WrittenMessage, "channel" | "ts" | "threadTs">): string {
  return isDirect(channel) ? channel : conversationOf(channel, threadTs ?? ts);
}

async function answer(
  written: WrittenMessage,
  surface: Surface,
  services: Services,
  mayBePosted: boolean,
): Promise<void> {
  if (!isForBotIn(written, surface, services)) return;
  const { asked, people, places, policy, outbox, conversations } = services;
  const [person, found] = await Promise.all([people.find(written.user), places.find(written.channel)]);
  const place = sharedAsSaid(found, written.isShared);
  const ruling = await policy({ person, place, does: "read" });
  if (!ruling.allowed) {
    if (surface !== "thread" && ruling.reason !== "") await whisper(written, ruling.reason, services);
    return;
  }
  const conversation = conversationIn(written);
  const answered = await answerTo({ text: written.text, surface, conversation, person }, services);
  if (!answered) return;
  const { reply, message } = answered;
  if (reply) conversations.remember(conversation, reply);
  await outbox.post({
    channel: written.channel,
    threadTs: threadFor(written),
    key: keyOf(written),
    answers: written.ts,
    message,
    mayBePosted,
  });
  if (reply?.outcome === "answer") asked.add(written.user, reply.question.replace(/<@[^>]*>/g, ""));
}

function surfaceOf({ channel, text, threadTs, ts }: WrittenMessage, self: string): Surface {
  if (isDirect(channel)) return "dm";
  if (text.includes(`<@${self}>`)) return "mention";
  return threadTs !== null && threadTs !== ts ? "thread" : "channel";
}

/** People talk in threads: most of what they say is sorted out before anybody is looked up. */
function isForBotIn(written: WrittenMessage, surface: Surface, services: Services): boolean {
  if (surface !== "thread") return true;
  const conversation = conversationIn(written);
  return isKnown(written, services) && isForBot({ text: written.text, surface, conversation, user: null }, services);
}

/** Whether the bot has answered in its thread. */
function isKnown(written: WrittenMessage, { conversations }: Services): boolean {
  return conversations.contextOf(conversationIn(written)).thread !== undefined;
}

function isDirect(channel: string): boolean {
  return channel.startsWith("D");
}

/** Direct messages are answered where they stand, everything else in a thread. */
function threadFor({ channel, ts, threadTs }: WrittenMessage): string | null {
  return isDirect(channel) ? threadTs : (threadTs ?? ts);
}

function conversationIn(written: WrittenMessage): string {
  return conversationOf(written.channel, threadFor(written));
}

/** A mention comes as two events, of which the message is the same. */
function keyOf({ channel, ts }: WrittenMessage): string {
  return `message ${channel}/${ts}`;
}

function sharedAsSaid(place: Place, isShared: boolean | null): Place {
  return isShared === true ? { ...place, isShared } : place;
}

async function whisper({ channel, user, threadTs }: WrittenMessage, text: string, services: Services): Promise<void> {
  await services.sender.send("chat.postEphemeral", {
    args: () => ({ channel, user, ...(threadTs !== null && { thread_ts: threadTs }), ...noteOf(text) }),
  });
}
