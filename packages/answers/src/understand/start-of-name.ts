import type { Piece } from "./read-message.ts";
import { ASPECTS, FILLERS, FUNCTION_WORDS, REPAIRING } from "./words.ts";

/** Where a name begins behind the words of a phrase: beyond fillers, and what is asked about it ("changes to", "issues with"). */
export function startOfName(items: readonly Said[], from: number): number {
  const start = skipFillers(items, from);
  const [aspect = "", link = ""] = items.slice(start, start + 2).map(wordOf);
  if (REPAIRING.has(aspect) && LINKS.has(wordOf(items[start - 1]))) return skipFillers(items, start + 1);
  if (ASPECTS.has(aspect) && LINKS.has(link)) return skipFillers(items, start + 2);
  return skipAlert(items, start);
}

/** The next position that is no filler. */
export function skipFillers(items: readonly Said[], from: number): number {
  let position = from;
  while (position < items.length && isFiller(items[position])) position += 1;
  return position;
}

/** True for a word that says nothing, or when. */
export function isFiller(item: Said | undefined): boolean {
  return item?.isTime || FILLERS.has(wordOf(item));
}

/** "the HighErrorRate alert of": an alert is about what it is of. */
function skipAlert(items: readonly Said[], start: number): number {
  for (let at = start; at < start + LONGEST_ALERT; at += 1) {
    const word = wordOf(items[at]);
    if (ALERTS.has(word)) return LINKS.has(wordOf(items[at + 1])) ? skipFillers(items, at + 2) : start;
    if (word === "" || FUNCTION_WORDS.has(word)) return start;
  }
  return start;
}

const LONGEST_ALERT = 5;
const ALERTS: ReadonlySet<string> = new Set(["alert", "alarm", "incident", "warning"]);
const LINKS: ReadonlySet<string> = new Set(["of", "to", "in", "for", "with", "on", "about", "from"]);

function wordOf(item: Said | undefined): string {
  return item?.piece.type === "word" ? item.piece.word : "";
}

/** What of an item decides where a name begins. */
interface Said {
  readonly piece: Piece;
  readonly isTime?: boolean;
}
