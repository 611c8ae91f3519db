import { type Answer, say } from "@callboard/answers";
import type { ActionsBlock, KnownBlock } from "@slack/types";
import { actionIds, actionRow } from "./actions.ts";
import { blastRadiusBlocks } from "./blast-radius.ts";
import { choiceBlocks } from "./choices.ts";
import { notificationText, plainText } from "./escape.ts";
import { ownerBlocks } from "./owner-card.ts";
import type { RenderOptions } from "./render-options.ts";
import type { RenderedMessage } from "./rendered-message.ts";
import { saidBlocks } from "./said-blocks.ts";

/**
 * An answer as a message that is within Slack's limits, mentions nobody and links only to what it shows. Null when
 * nothing is to be said.
 */
export function renderAnswer(answer: Answer, options: RenderOptions): RenderedMessage | null {
  if (answer.outcome === "ignore") return null;
  const blocks = blocksOf(answer, options);
  const shown = options.style === "read-only" ? blocks.filter(({ type }) => type !== "actions") : blocks;
  const share = options.surface === "slash" && answer.outcome === "answer" ? shareRow(shown, options) : [];
  return { text: notificationText(say(answer, { now: options.now })), blocks: [...shown, ...share] };
}

function blocksOf(answer: Exclude<Answer, { outcome: "ignore" }>, options: RenderOptions): readonly KnownBlock[] {
  if (answer.outcome !== "answer") return choiceBlocks(answer, options);
  switch (answer.intent) {
    case "owner":
      return ownerBlocks(answer, options);
    case "blast_radius":
      return blastRadiusBlocks(answer, options);
    default:
      return saidBlocks(answer, options);
  }
}

/** Under an answer that only one person sees: a button that shows it to the channel. */
function shareRow(shown: readonly KnownBlock[], { style }: RenderOptions): readonly ActionsBlock[] {
  if (style === "read-only" || shown.length === 0) return [];
  return actionRow([{ type: "button", action_id: actionIds.share, text: plainText("Share in channel", 75) }]);
}
