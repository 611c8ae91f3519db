import type { Item, Region } from "./item.ts";
import { CONJUNCTIONS, EVENTS, FILLERS, FUNCTION_WORDS, KIND_WORDS, MYSELF, POINTING } from "./words.ts";

/** Where a name that ends there starts. */
export function regionBefore(items: readonly Item[], end: number): Region {
  let start = end;
  while (start > 0 && end - start < LONGEST_NAME_ITEMS) {
    const piece = items[start - 1]?.piece;
    if (!piece || piece.type === "stop" || items[start - 1]?.isTime) break;
    if (piece.type === "word" && FUNCTION_WORDS.has(piece.word)) {
      if (isPointer(piece.word)) start -= 1;
      break;
    }
    start -= 1;
  }
  return { start, end };
}

/** Where a name that starts there ends: before a word that holds the sentence together, or tells what happens. */
export function endOfName(items: readonly Item[], start: number): number {
  let end = start;
  let pointed = false;
  while (end < items.length) {
    const piece = items[end]?.piece;
    if (!piece || piece.type === "stop" || items[end]?.isTime) break;
    if (piece.type === "word" && FUNCTION_WORDS.has(piece.word) && piece.word !== "'s") {
      if (!isPointer(piece.word) || (end > start && !pointed)) break;
      pointed = true;
      if (STANDALONE.has(piece.word) && !isTeamWord(items[end + 1])) return end + 1;
    } else if (end > start && onlyHappens(items, end)) {
      break;
    }
    end += 1;
  }
  return end;
}

/** Where a list of names that ends there starts. */
export function namesBefore(items: readonly Item[], end: number): Region {
  let { start } = regionBefore(items, end);
  while (start < end && joins(items[start - 1])) {
    let before = start - 1;
    while (joins(items[before - 1])) before -= 1;
    const further = regionBefore(items, before);
    if (further.start === further.end) break;
    start = further.start;
  }
  return { start, end };
}

/** Where a list of names that starts there ends. */
export function endOfNames(items: readonly Item[], start: number): number {
  let end = endOfName(items, start);
  while (end > start && joins(items[end])) {
    let next = end + 1;
    while (joins(items[next])) next += 1;
    const further = endOfName(items, next);
    if (further === next) break;
    end = further;
  }
  return end;
}

/** What stands between the names of a list. */
export function joins(item: Item | undefined): boolean {
  const piece = item?.piece;
  return piece !== undefined && CONJUNCTIONS.has(piece.type === "word" ? piece.word : piece.text);
}

/** The "&" of "Timetable & Planning": with a capital on both sides it may be a part of a title. */
export function joinsTitle(items: readonly Item[], at: number): boolean {
  const isCapital = (item: Item | undefined) => item?.piece.type === "word" && /^\p{Lu}/u.test(item.piece.text);
  return items[at]?.piece.text === "&" && isCapital(items[at - 1]) && isCapital(items[at + 1]);
}

/** "it", "this", "me": may be all of a name. */
export function isPointer(word: string): boolean {
  return POINTING.has(word) || MYSELF.has(word);
}

/** What stands for a thing or a person by itself: of "if it falls over" the name is "it". */
const STANDALONE: ReadonlySet<string> = new Set(["it", "they", "them", "he", "she", "him"]);

/** "the IT team" is one that is called so. */
function isTeamWord(item: Item | undefined): boolean {
  return item?.piece.type === "word" && KIND_WORDS.get(item.piece.word)?.kind === "group";
}

/** "goes away", "restarts", but not "restart job", which is part of a name. */
function onlyHappens(items: readonly Item[], from: number): boolean {
  for (let position = from; position < items.length; position += 1) {
    const piece = items[position]?.piece;
    if (piece?.type === "stop" || (position > from && piece?.type === "word" && FUNCTION_WORDS.has(piece.word))) break;
    if (piece?.type !== "word" || !(EVENTS.has(piece.word) || (position > from && FILLERS.has(piece.word))))
      return false;
  }
  return true;
}

/** The longest name, in items. */
export const LONGEST_NAME_ITEMS = 8;
