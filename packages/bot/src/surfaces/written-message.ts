import { own } from "../limits/json.ts";

/** A message that somebody wrote where the bot reads along. */
export interface WrittenMessage {
  readonly channel: string;
  readonly ts: string;
  /** The first message of its thread; null outside of threads. */
  readonly threadTs: string | null;
  readonly user: string;
  readonly text: string;
  /** As the event said; null when it did not. */
  readonly isShared: boolean | null;
}

/** What a message of Slack's says. Monitors often leave the text empty, and say it in an attachment. */
export function textOf(message: unknown): string {
  const text = own(message, "text");
  if (typeof text === "string" && text.trim() !== "") return text;
  const parts = [own(message, "attachments") ?? []].flat().flatMap((attachment) => {
    const title = own(attachment, "title") ?? own(attachment, "fallback");
    return [own(attachment, "pretext"), title, own(attachment, "text")];
  });
  return parts.filter((part) => typeof part === "string" && part.trim() !== "").join("\n");
}
