import { editDistance } from "@callboard/core";
import { type Phrase, wordsOf } from "./phrase.ts";
import { CHATTER, COMMANDS, EVENTS, FILLERS, FUNCTION_WORDS, KIND_WORDS } from "./words.ts";

/** The words that questions are made of, and what a misspelt one was meant to be. */
export interface Vocabulary {
  has(word: string): boolean;
  /** True for a word that says something about questions in any form, so that it is hardly a name: "listed", "shouting". */
  isOrdinary(word: string): boolean;
  /** The word itself if it is known, else the nearest known ones within bounds, else nothing. */
  forms(word: string): readonly string[];
  /** The words of cues that it is a form of. */
  hints(word: string): readonly string[];
}

/** The words of phrases, and those that hold every sentence together. Those of cues count as they are written. */
export function vocabularyOf(phrases: readonly Phrase[], cues: readonly Phrase[]): Vocabulary {
  const known = new Set([
    ...phrases.flatMap((phrase) => wordsOf(phrase.parts)),
    ...FILLERS,
    ...FUNCTION_WORDS,
    ...EVENTS,
    ...COMMANDS,
    ...KIND_WORDS.keys(),
  ]);
  const hints = new Set(cues.flatMap((cue) => wordsOf(cue.parts)));
  const candidates = Array.from(known, (word) => ({ word, letters: lettersOf(word) }));
  return {
    has: (word) => known.has(word),
    isOrdinary: (word) => stemsOf(word).some((stem) => known.has(stem) || hints.has(stem) || CHATTER.has(stem)),
    forms(word) {
      const said = unstretched(word).find((each) => known.has(each) || hints.has(each));
      if (said !== undefined) return [said];
      return CHATTER.has(word) ? [] : nearest(word, candidates);
    },
    hints: (word) => stemsOf(word).filter((stem) => hints.has(stem)),
  };
}

/** The word and what it may be a form of: "listed", "listing", "lists" and "list". */
function stemsOf(word: string): readonly string[] {
  const bare = ENDINGS.flatMap((ending) => (word.endsWith(ending) ? [word.slice(0, -ending.length)] : []));
  const stems = bare.flatMap((stem) => [stem, `${stem}e`, stem.replace(/(\p{L})\1$/u, "$1")]);
  return [word, ...stems.filter((stem) => stem.length > 2)];
}

const ENDINGS = ["s", "es", "d", "ed", "ing", "er", "ly"];

/** The word as written; of "callll" also with two and with one of the letters that are drawn out. */
function unstretched(word: string): readonly string[] {
  return STRETCHED.test(word) ? [word, word.replace(ALL_STRETCHED, "$1$1"), word.replace(ALL_STRETCHED, "$1")] : [word];
}

const STRETCHED = /(\p{L})\1\1/u;
const ALL_STRETCHED = /(\p{L})\1{2,}/gu;

interface KnownWord {
  readonly word: string;
  readonly letters: number;
}

function nearest(word: string, known: readonly KnownWord[]): string[] {
  const allowed = allowedEdits(word.length);
  if (allowed === 0 || /[^\p{L}-]/u.test(word)) return [];
  const letters = lettersOf(word);
  let best = allowed;
  let found: string[] = [];
  for (const candidate of known) {
    // One edit adds, loses or changes a letter: at most two differ for each. This spares most of the comparisons.
    if (bitsIn(letters ^ candidate.letters) > 2 * best) continue;
    const edits = editDistance(word, candidate.word, best);
    if (edits > best || (word.length < 4 && !isSwap(word, candidate.word))) continue;
    if (edits < best) found = [];
    best = edits;
    found.push(candidate.word);
  }
  return found;
}

/** Which letters a word has, a bit for each. */
function lettersOf(word: string): number {
  let letters = 0;
  for (let index = 0; index < word.length; index += 1) letters |= 1 << (word.charCodeAt(index) & 31);
  return letters;
}

function bitsIn(number: number): number {
  let count = 0;
  for (let rest = number; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/** Short words differ by little from each other: in three letters only a swap counts as a slip of the finger. */
function allowedEdits(length: number): number {
  if (length < 3 || length > LONGEST_WORD) return 0;
  return length < 8 ? 1 : 2;
}

const LONGEST_WORD = 20;

function isSwap(word: string, candidate: string): boolean {
  return word.length === candidate.length && [...word].sort().join("") === [...candidate].sort().join("");
}
