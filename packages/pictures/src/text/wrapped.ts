import { shortened } from "./shortened.ts";
import { textWidth, type Weight } from "./text-width.ts";
import { visible } from "./visible.ts";

const MOST_LINES = 4;

/** A text in lines of at most `width`, broken between words; what takes more than four lines is cut. */
export function wrapped(text: string, width: number, size: number, weight: Weight): readonly string[] {
  const lines: string[] = [];
  for (const word of visible(text.slice(0, 2000)).split(/\s+/)) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last === undefined || textWidth(longer, size, weight) > width) lines.push(shortened(word, width, size, weight));
    else lines[lines.length - 1] = longer;
  }
  if (lines.length <= MOST_LINES) return lines;
  const rest = lines.slice(MOST_LINES - 1).join(" ");
  return [...lines.slice(0, MOST_LINES - 1), shortened(rest, width, size, weight)];
}
