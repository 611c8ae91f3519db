import { type JsonObject, own } from "../limits/json.ts";
import { textOf, type WrittenMessage } from "../surfaces/written-message.ts";

/** A message that a person has just written, as an event tells it; null for edits, joins and what apps wrote. */
export function readWritten(event: JsonObject, body: unknown): WrittenMessage | null {
  const message = readAny(event, body);
  return message && own(event, "bot_id") === undefined && WRITTEN.has(String(own(event, "subtype") ?? ""))
    ? message
    : null;
}

/** A message that an app has just written; null for everything else. */
export function readPostedByApp(event: JsonObject, body: unknown): WrittenMessage | null {
  return own(event, "bot_id") !== undefined && POSTED.has(String(own(event, "subtype") ?? ""))
    ? readAny(event, body)
    : null;
}

/** Subtypes of messages in which somebody says something; none is the usual one. */
const WRITTEN: ReadonlySet<string> = new Set(["", "thread_broadcast", "file_share", "me_message"]);
const POSTED: ReadonlySet<string> = new Set(["", "bot_message"]);

function readAny(event: JsonObject, body: unknown): WrittenMessage | null {
  const [channel, ts, threadTs] = [own(event, "channel"), own(event, "ts"), own(event, "thread_ts")];
  const user = own(event, "user") ?? own(event, "bot_id");
  if (typeof channel !== "string" || typeof ts !== "string" || typeof user !== "string") return null;
  const isShared = own(body, "is_ext_shared_channel");
  return {
    channel,
    ts,
    user,
    threadTs: typeof threadTs === "string" ? threadTs : null,
    text: textOf(event),
    isShared: typeof isShared === "boolean" ? isShared : null,
  };
}
