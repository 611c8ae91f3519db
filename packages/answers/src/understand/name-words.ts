import type { Piece } from "./read-message.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { COMMANDS, FILLERS, FUNCTION_WORDS } from "./words.ts";

/** A hyphen, an underscore, a digit or the like: nobody writes so but for a name. */
export function looksLikeName(text: string): boolean {
  return /[-_/:.\d]|\p{Ll}\p{Lu}/u.test(text);
}

/** Whether a run of pieces can be one name: words, and between them what titles have in them ("R&D", "Search (beta)"). */
export function mayBeName(pieces: readonly Piece[]): boolean {
  return pieces.every(({ type, text }) => type === "word" || (type === "stop" && IN_TITLES.has(text)));
}

const IN_TITLES: ReadonlySet<string> = new Set(["&", "+", "/", "(", ")"]);

/** The words of a run as one text. */
export function textOf(pieces: readonly Piece[]): string {
  return pieces
    .map(({ text }) => text)
    .join(" ")
    .replaceAll(" 's", "'s");
}

/** A word of a message. */
export type Word = Extract<Piece, { type: "word" }>;

/** Words around a name that are no part of it. */
export function isEdge(word: string): boolean {
  return FILLERS.has(word) || COMMANDS.has(word);
}

/** True for a word that is hardly a name by itself. */
export function isAside(word: string, vocabulary: Vocabulary): boolean {
  return isEdge(word) || FUNCTION_WORDS.has(word) || vocabulary.has(word);
}

/** The words without those at either end that are outside of what is looked for. */
export function trimWords(words: readonly Word[], isOutside: (word: Word) => boolean): readonly Word[] {
  let start = 0;
  let end = words.length;
  for (let word = words[start]; word && isOutside(word); word = words[start]) start += 1;
  for (let word = words[end - 1]; end > start && word && isOutside(word); word = words[end - 1]) end -= 1;
  return words.slice(start, end);
}
