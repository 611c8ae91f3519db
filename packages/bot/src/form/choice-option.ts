import type { PlainTextOption } from "@slack/types";
import { blockLimits } from "../limits/block-limits.ts";
import { plainText } from "../render/escape.ts";
import type { Choice } from "./field-control.ts";

/** A value as an option. Values can be longer than Slack takes, so the option carries its place in the list. */
export function choiceOption({ label }: Choice, index: number): PlainTextOption {
  return { text: plainText(label, blockLimits.optionText), value: String(index) };
}
