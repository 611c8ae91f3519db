import { editDistance } from "./edit-distance.ts";
import { words } from "./tokenize.ts";

/** How many letters of a name of this length may be wrong: none up to 3, then 1, from 7 on 2, from 12 on 3. */
export function typoBound(length: number): number {
  if (length <= SHORT) return 0;
  if (length <= 6) return 1;
  return length <= 11 ? 2 : 3;
}

/**
 * Whether words are so surely a misspelt name that it may be answered as that name. The two must have the same words,
 * each at most misspelt; or, where they are split differently, be one letter apart. A text that only begins or ends
 * like the name, or that the name only begins like, is another name. Expects words within the
 * {@link typoBound} of the name, with the same digits.
 */
export function isTypoOf(typed: readonly string[], name: string): boolean {
  const nameWords = words(name);
  if (typed.length !== nameWords.length) return isTypoOfJoined(typed.join(""), nameWords);
  return nameWords.every((word, index) => isWordTypo(typed[index] ?? "", word, index === nameWords.length - 1));
}

/** Words of up to this many letters are other words as soon as one letter differs: `eu` and `us`, `api` and `app`. */
const SHORT = 3;
/** Shorter last words are not taken for each other's beginning: `orders` may mean `order`, `maps` not `map`. */
const LONG = 5;

function isWordTypo(typed: string, word: string, last: boolean): boolean {
  if (typed === word) return true;
  if (Math.min(typed.length, word.length) <= SHORT) {
    return sameLetters(typed, word, 0) && editDistance(typed, word, 1) === 1;
  }
  if (last && (typed.startsWith(word) || word.startsWith(typed))) {
    return Math.abs(typed.length - word.length) === 1 && Math.min(typed.length, word.length) >= LONG;
  }
  if (editDistance(typed, word, typoBound(word.length)) !== Infinity) return true;
  // "fair" for "fare": one sound, written with one other letter in another place.
  return typed[0] === word[0] && sameLetters(typed, word, 1) && editDistance(typed, word, 2) === 2;
}

function isTypoOfJoined(typed: string, nameWords: readonly string[]): boolean {
  const name = nameWords.join("");
  const contains = typed.startsWith(name) || name.startsWith(typed) || typed.endsWith(name) || name.endsWith(typed);
  const keepsShortWords = nameWords.every((word) => word.length > SHORT || typed.includes(word));
  return !contains && keepsShortWords && editDistance(typed, name, 1) === 1;
}

/** Whether two words consist of the same letters, in any order, but for `but` letters of each. */
function sameLetters(a: string, b: string, but: number): boolean {
  const counts = new Map<string, number>();
  for (const letter of a) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  for (const letter of b) counts.set(letter, (counts.get(letter) ?? 0) - 1);
  let onlyInA = 0;
  let onlyInB = 0;
  for (const count of counts.values()) {
    onlyInA += Math.max(0, count);
    onlyInB += Math.max(0, -count);
  }
  return onlyInA <= but && onlyInB <= but;
}
