import { own } from "../limits/json.ts";
import type { Services } from "./services.ts";
import { textOf, type WrittenMessage } from "./written-message.ts";

/** Reads a message from Slack once more, as a restart forgets what was written; null when it is gone. */
export async function readAgain(
  place: Pick<WrittenMessage, "channel" | "ts" | "threadTs">,
  { sender }: Services,
): Promise<WrittenMessage | null> {
  const { channel, ts, threadTs } = place;
  const answer = await sender.send("conversations.replies", {
    args: () => ({ channel, ts: threadTs ?? ts, oldest: ts, latest: ts, inclusive: true, limit: 10 }),
  });
  const messages = answer.status === "done" ? own(answer.result, "messages") : null;
  const found = [messages ?? []].flat().find((message) => own(message, "ts") === ts);
  const user = own(found, "user") ?? own(found, "bot_id");
  return typeof user === "string" ? { ...place, user, text: textOf(found), isShared: null } : null;
}
