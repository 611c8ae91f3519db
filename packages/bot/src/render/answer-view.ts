import type { ModalView } from "@slack/types";
import { blockLimits } from "../limits/block-limits.ts";
import { plainText } from "./escape.ts";
import type { RenderedMessage } from "./rendered-message.ts";

/** An answer as a modal, in the place of the one that said it was being looked up. */
export function answerView(title: string, { blocks }: RenderedMessage): ModalView {
  return {
    type: "modal",
    title: plainText(title, blockLimits.viewTitle),
    close: plainText("Close", blockLimits.viewButton),
    blocks: blocks.slice(0, blockLimits.viewBlocks),
  };
}
