import type { Json, JsonObject } from "../../limits/json.ts";

/** A message as it stands in a channel. */
export interface Message {
  /** The id of the channel. */
  readonly channel: string;
  readonly ts: string;
  /** The `ts` of the message that its thread is below; null outside of threads. */
  readonly threadTs: string | null;
  /** The id of who wrote it. */
  readonly user: string;
  readonly botId: string | null;
  readonly text: string;
  /** With a `block_id` each and an `action_id` on every element that acts, as Slack fills them in. */
  readonly blocks: readonly JsonObject[];
  readonly attachments: readonly JsonObject[];
  readonly metadata: JsonObject | null;
  readonly files: readonly JsonObject[];
  /** Names of reactions, each with the ids of who gave it. */
  readonly reactions: ReadonlyMap<string, ReadonlySet<string>>;
  /** The id of the only one who sees it; null when everybody does. */
  readonly ephemeralTo: string | null;
  readonly isEdited: boolean;
  readonly subtype: string | null;
  /** What `chat.unfurl` put below it, by URL. */
  readonly unfurls: JsonObject;
}

/** A message as events and `conversations.history` give it. */
export function messageObject(message: Message, replyCount = 0): JsonObject {
  const { ts, threadTs, user, botId, text, blocks, attachments, metadata, files, reactions, subtype } = message;
  const given = (name: string, values: readonly JsonObject[]): JsonObject =>
    values.length > 0 ? { [name]: values } : {};
  return {
    type: "message",
    ...(subtype === null ? {} : { subtype }),
    user,
    ts,
    ...(botId === null ? {} : { bot_id: botId }),
    text,
    ...(threadTs === null ? {} : { thread_ts: threadTs }),
    ...(replyCount > 0 ? { thread_ts: ts, reply_count: replyCount } : {}),
    ...given("blocks", blocks),
    ...given("attachments", attachments),
    ...given("files", files),
    ...(metadata === null ? {} : { metadata }),
    ...(message.isEdited ? { edited: { user, ts } } : {}),
    ...given(
      "reactions",
      [...reactions].map(([name, users]) => ({ name, count: users.size, users: [...users] })),
    ),
  };
}

/** Gives every block and every element that acts the id that it lacks. */
export function withIds(blocks: readonly Json[], nextId: () => string): readonly JsonObject[] {
  return blocks.flatMap((block) =>
    isObject(block) ? [{ ...withActionIds(block, nextId), block_id: idOf(block) }] : [],
  );

  function idOf(block: JsonObject): string {
    return typeof block.block_id === "string" ? block.block_id : nextId();
  }
}

function withActionIds(value: JsonObject, nextId: () => string): JsonObject {
  const filled = Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, isNested(inner) ? filledIn(inner, nextId) : inner]),
  );
  return typeof value.type === "string" && ACTING.test(value.type) && filled.action_id === undefined
    ? { ...filled, action_id: nextId() }
    : filled;
}

function filledIn(value: JsonObject | readonly Json[], nextId: () => string): Json {
  if (!Array.isArray(value)) return isObject(value) ? withActionIds(value, nextId) : null;
  return value.map((item: Json) => (isNested(item) ? filledIn(item, nextId) : item));
}

/** Types of elements that Slack tells the app about when somebody uses them. */
const ACTING =
  /^((multi_)?\w+_select|\w*button|feedback_buttons|overflow|checkboxes|radio_buttons|(date|time|datetime)picker|\w+_input)$/;

function isNested(value: Json | undefined): value is JsonObject | readonly Json[] {
  return typeof value === "object" && value !== null;
}

function isObject(value: Json): value is JsonObject {
  return isNested(value) && !Array.isArray(value);
}
