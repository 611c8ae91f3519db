import { textWidth, type Weight } from "./text-width.ts";
import { visible } from "./visible.ts";

/** Longer texts are cut before they are measured; nobody reads that far. */
const MOST_CHARACTERS = 400;

/** A text from outside that fits into a width: cut in the middle, since both ends tell names apart. */
export function shortened(text: string, width: number, size: number, weight: Weight): string {
  const half = MOST_CHARACTERS / 2;
  const cut = text.length > MOST_CHARACTERS ? `${text.slice(0, half)}…${text.slice(-half)}` : text;
  const shown = visible(cut.replace(/\s+/g, " ").trim());
  if (textWidth(shown, size, weight) <= width) return shown;
  const characters = [...shown];
  let kept = characters.length - 1;
  while (kept > 1 && textWidth(withoutMiddle(characters, kept), size, weight) > width) kept -= 1;
  return withoutMiddle(characters, kept);
}

function withoutMiddle(characters: readonly string[], kept: number): string {
  const start = Math.ceil(kept / 2);
  return `${characters.slice(0, start).join("")}…${characters.slice(characters.length - (kept - start)).join("")}`;
}
