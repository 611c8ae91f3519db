import { type AskOptions, ask, type Reply } from "@callboard/answers";
import type { CatalogView } from "@callboard/core";
import type { RecordedQuestion } from "./recorded.ts";

/** Asks a recorded question as chat delivers it: where it was said, and in which thread. */
export function askRecorded(view: CatalogView, row: RecordedQuestion): Reply {
  return ask(view, addressed(row), howAsked(row));
}

/** Who mentions the bot says its name. */
function addressed({ text, surface }: RecordedQuestion): string {
  return surface === "mention" && !text.includes(BOT) ? `${BOT} ${text}` : text;
}

const BOT = "<@U0CATALOG>";

function howAsked({ surface, context }: RecordedQuestion): AskOptions {
  const { thread, user } = context ?? {};
  const known = { ...(thread?.intent && thread.entity && { thread }), ...(user && { user }) };
  return { surface, context: known, now: 0 };
}
