import type { ModalView } from "@slack/types";
import { blockLimits } from "../limits/block-limits.ts";
import { plainText } from "./escape.ts";
import { plainLine, richText } from "./rich-text.ts";

/** A modal to open at once, as Slack gives three seconds for that, and to update when there is something to show. */
export function loadingView(title: string): ModalView {
  return {
    type: "modal",
    title: plainText(title, blockLimits.viewTitle),
    close: plainText("Close", blockLimits.viewButton),
    blocks: richText([plainLine("Looking it up …")]),
  };
}
