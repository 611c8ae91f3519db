import { type Answered, saidLines } from "@callboard/answers";
import type { KnownBlock } from "@slack/types";
import { followUpRow } from "./follow-up-row.ts";
import type { RenderOptions } from "./render-options.ts";
import { richText } from "./rich-text.ts";
import { sourceContext } from "./small-print.ts";

/** What an answer says, dressed, with the questions that usually come next. */
export function saidBlocks(answer: Answered, options: RenderOptions): readonly KnownBlock[] {
  const lines = saidLines(answer, options);
  const next = options.style === "read-only" ? [] : followUpRow(answer, options);
  // What to ask next is on buttons where there are any.
  const body = lines.filter(({ isMuted, label }) => !isMuted && !(label === "Ask next" && next.length > 0));
  return [...richText(body), ...sourceContext(lines, answer), ...next];
}
