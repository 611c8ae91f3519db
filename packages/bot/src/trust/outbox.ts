import type { Clock } from "@callboard/core";
import type { ContextBlock, KnownBlock } from "@slack/types";
import { type JsonObject, own } from "../limits/json.ts";
import type { Sender } from "./sender.ts";

/** What a message says, with its text for notifications and screen readers. */
export interface SlackMessage {
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
}

/** Posts messages, each of them once. */
export interface Outbox {
  /** Where it stands now; null when Slack refused it. @throws {CatalogError} `catalog-closed` */
  post(letter: Letter): Promise<PostedMessage | null>;
}

/** A message and where it goes. */
export interface Letter {
  readonly channel: string;
  /** The message whose thread it goes to; null for the channel itself. */
  readonly threadTs: string | null;
  /** Says which message it is, so that it is found again when Slack's answer was lost. */
  readonly key: string;
  /** The `ts` of a message that was there before it: where to look for it. */
  readonly answers: string;
  /** When it was asked for, in milliseconds since 1970; when `answers` was written unless given. */
  readonly askedAt?: number;
  readonly message: SlackMessage;
  /** True after a restart: it may have been posted before. */
  readonly mayBePosted?: boolean;
}

export interface PostedMessage {
  readonly channel: string;
  readonly ts: string;
}

/** An answer that comes later than this says so. */
const LATE_MS = 15 * 60_000;

const METADATA_TYPE = "callboard_answer";

export function createOutbox(sender: Sender, clock: Clock, botUserId: string): Outbox {
  /** A message of ours with this key among those that were posted since. */
  async function find({ channel, threadTs, key, answers }: Letter): Promise<JsonObject | null> {
    const read =
      threadTs === null
        ? sender.send("conversations.history", {
            args: () => ({ channel, oldest: answers, limit: 100, include_all_metadata: true }),
          })
        : sender.send("conversations.replies", {
            args: () => ({ channel, ts: threadTs, oldest: answers, limit: 1_000, include_all_metadata: true }),
          });
    const answer = await read;
    const messages = answer.status === "done" ? own(answer.result, "messages") : null;
    const found = (Array.isArray(messages) ? messages : []).find(
      (message: unknown) =>
        own(message, "user") === botUserId && own(own(own(message, "metadata"), "event_payload"), "key") === key,
    );
    const ts = own(found, "ts");
    return typeof ts === "string" ? { channel, ts } : null;
  }

  return {
    async post(letter) {
      const { channel, threadTs, key, message, mayBePosted = false } = letter;
      const { askedAt = Number(letter.answers) * 1_000 } = letter;
      const answer = await sender.send("chat.postMessage", {
        args: () => {
          const lateMs = clock.now() - askedAt;
          return {
            channel,
            ...(threadTs !== null && { thread_ts: threadTs }),
            ...(lateMs > LATE_MS ? late(message, lateMs) : message),
            metadata: { event_type: METADATA_TYPE, event_payload: { key } },
            unfurl_links: false,
            unfurl_media: false,
          };
        },
        alreadyDone: () => find(letter),
        mayBeDone: mayBePosted,
      });
      const [ts, place] = ["ts", "channel"].map((field) =>
        answer.status === "done" ? own(answer.result, field) : undefined,
      );
      // What goes to a person stands in a conversation of another id.
      return typeof ts === "string" ? { channel: typeof place === "string" ? place : channel, ts } : null;
    },
  };
}

const MOST_BLOCKS = 50;

function late({ text, blocks }: SlackMessage, lateMs: number): SlackMessage {
  const note = `This comes ${Math.round(lateMs / 60_000)} minutes late: Slack took no messages from me. It says what was true when you asked.`;
  const block: ContextBlock = { type: "context", elements: [{ type: "plain_text", text: note, emoji: false }] };
  return { text: `${note}\n${text}`, blocks: [block, ...blocks.slice(0, MOST_BLOCKS - 1)] };
}
