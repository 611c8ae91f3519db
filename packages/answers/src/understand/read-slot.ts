import { type CatalogView, type EntityRef, entityRefParts } from "@callboard/core";
import { type KindTiers, THINGS_FIRST } from "./intent-grammar.ts";
import type { Item, Region } from "./match-phrase.ts";
import { isEnvironment } from "./modifiers.ts";
import { isStranger, readGiven } from "./read-given.ts";
import type { Piece } from "./read-message.ts";
import type { NameReader, NameReading } from "./read-name.ts";
import type { Vocabulary } from "./vocabulary.ts";
import {
  COMMANDS,
  CONJUNCTIONS,
  FILLERS,
  FUNCTION_WORDS,
  KIND_WORDS,
  type KindWord,
  MYSELF,
  POINTING,
  PRONOUNS,
  QUANTIFIERS,
} from "./words.ts";

/** What stands where a phrase expects a name. */
export type SlotReading =
  | NameReading
  /** "it", "that service"; `team` for "that team". */
  | { readonly type: "pronoun"; readonly team: boolean }
  /** "I", "my team". */
  | { readonly type: "myself" }
  /** "payments-db and orders-db". */
  | { readonly type: "many"; readonly text: string; readonly refs: readonly EntityRef[] }
  /** "everything", "prod": words, but no name. */
  | { readonly type: "no-name" }
  | { readonly type: "empty" };

/** All that reading a slot needs. */
export interface Reader {
  readonly view: CatalogView;
  readonly names: NameReader;
  readonly vocabulary: Vocabulary;
}

/**
 * Reads one run of items as a name. The whole run must be the name, give or take fillers and a word for its kind: of
 * "trip planner db" the entity "trip planner" is not the answer.
 */
export function readSlot(items: readonly Item[], region: Region, kinds: KindTiers, reader: Reader): SlotReading {
  const { view, names, vocabulary } = reader;
  const pieces = items.slice(region.start, region.end).map(({ piece }) => piece);
  const given = pieces.filter((piece) => piece.type === "given");
  const outright = given.find((piece) => !isStranger(piece, view)) ?? given[0];
  const words = pieces.filter((piece) => piece.type === "word");
  const pronoun = readPronoun(words);
  if (outright && !(pronoun && isStranger(outright, view))) {
    if (words.every(({ word }) => isAside(word, vocabulary)) || !isStranger(outright, view)) {
      return readGiven(outright, withHints(kinds, words), view, names);
    }
  }
  if (pronoun) return pronoun;

  const said = trimWords(words, ({ word }) => isEdge(word) || POINTING.has(word) || MYSELF.has(word));
  if (said.length === 0) return { type: "empty" };
  if (names.exact(textOf(said), kinds)) return names.read(textOf(said), kinds);

  const listed = listedNames(items, region, kinds, reader);
  if (listed) return { type: "many", text: textOf(said), refs: listed };
  if (said.every(({ word }) => isNoName(word))) return { type: "no-name" };
  // "team members": of the team that was spoken of.
  if (said.every(({ word }) => KIND_WORDS.get(word)?.kind === "group")) return { type: "pronoun", team: true };

  const core = trimWords(said, ({ word }) => isEdge(word) || KIND_WORDS.has(word));
  const hints = hintsOf(said);
  if (core.length > 0 && core.length < said.length) {
    const named = names.read(textOf(core), withHints(kinds, said));
    if (named.type === "found" && hints.some(({ kind }) => kind === entityRefParts(named.ref).kind)) return named;
  }
  const whole = names.read(textOf(said), kinds);
  if (whole.type === "found") return whole;
  return whole.type === "several" || core.length === 0 || core.length === said.length
    ? whole
    : nearestOf(whole, names.read(textOf(core), kinds));
}

/** Names that a message mentions outside of a slot: given outright, or typed in full. */
export function namesIn(
  items: readonly Item[],
  taken: ReadonlySet<number>,
  kinds: KindTiers,
  reader: Reader,
): NameReading[] {
  const found: NameReading[] = [];
  let position = 0;
  while (position < items.length) {
    const named = taken.has(position) ? undefined : nameAt(items, position, taken, kinds, reader);
    if (named && !found.some((other) => sameRef(other, named.reading))) found.push(named.reading);
    position = named ? named.end : position + 1;
  }
  return found;
}

/**
 * The entities that a run of items lists, where it holds nothing else: "payments and billing". Names that nothing joins
 * must look like names: "checkout ledger" may well be one that nobody knows.
 */
function listedNames(
  items: readonly Item[],
  { start, end }: Region,
  kinds: KindTiers,
  reader: Reader,
): readonly EntityRef[] | undefined {
  const within = items.slice(0, end);
  const refs = new Set<EntityRef>();
  let areJoined = false;
  let position = start;
  while (position < end) {
    const piece = within[position]?.piece;
    const named = nameAt(within, position, new Set(), kinds, reader);
    if (named?.reading.type === "found") {
      const isApart = refs.size > 0 && !areJoined;
      if (isApart && !looksLikeName(named.reading.text)) return undefined;
      refs.add(named.reading.ref);
      areJoined = false;
      position = named.end;
    } else {
      if (piece?.type !== "word" || !(CONJUNCTIONS.has(piece.word) || isEdge(piece.word))) return undefined;
      areJoined ||= CONJUNCTIONS.has(piece.word);
      position += 1;
    }
  }
  return refs.size > 1 ? [...refs] : undefined;
}

function nameAt(
  items: readonly Item[],
  start: number,
  taken: ReadonlySet<number>,
  kinds: KindTiers,
  { view, names, vocabulary }: Reader,
): { reading: NameReading; end: number } | undefined {
  const piece = items[start]?.piece;
  if (piece?.type === "given") {
    const reading = isStranger(piece, view) ? undefined : readGiven(piece, kinds, view, names);
    return reading && reading.type !== "unknown" ? { reading, end: start + 1 } : undefined;
  }
  for (let length = LONGEST_NAME_WORDS; length > 0; length -= 1) {
    const run = items.slice(start, start + length);
    if (run.length < length || run.some((_, offset) => taken.has(start + offset))) continue;
    const words = run.flatMap((item) => (item.piece.type === "word" ? [item.piece] : []));
    const [first, last] = [words[0], words.at(-1)];
    if (words.length < length || !first || !last) continue;
    if (isAside(first.word, vocabulary) || isAside(last.word, vocabulary)) continue;
    const reading = names.exact(textOf(words), kinds);
    if (reading && entityRefParts(reading.ref).kind !== "user") return { reading, end: start + length };
  }
  return undefined;
}

const LONGEST_NAME_WORDS = 4;

/** Whether the word at a position is part of a name that was typed in full. */
export function isInName(items: readonly Item[], position: number, reader: Reader): boolean {
  for (let start = Math.max(0, position - LONGEST_NAME_WORDS + 1); start <= position; start += 1) {
    for (let end = position + 1; end <= Math.min(items.length, start + LONGEST_NAME_WORDS); end += 1) {
      const run = items.slice(start, end).map(({ piece }) => piece);
      const [first, last] = [run[0], run.at(-1)];
      if (!run.every(({ type }) => type === "word") || first?.type !== "word" || last?.type !== "word") continue;
      if (FUNCTION_WORDS.has(first.word) || FUNCTION_WORDS.has(last.word)) continue;
      if (reader.names.exact(textOf(run), THINGS_FIRST)) return true;
    }
  }
  return false;
}

/** A hyphen, an underscore, a digit or the like: nobody writes so but for a name. */
export function looksLikeName(text: string): boolean {
  return /[-_/:.\d]|\p{Ll}\p{Lu}/u.test(text);
}

/** The words of a run as one text. */
export function textOf(pieces: readonly Piece[]): string {
  return pieces
    .map(({ text }) => text)
    .join(" ")
    .replaceAll(" 's", "'s");
}

type Word = Extract<Piece, { type: "word" }>;

function readPronoun(words: readonly Word[]): SlotReading | undefined {
  const meant = words.filter(({ word }) => !FILLERS.has(word) && !COMMANDS.has(word));
  if (meant.length === 0) return undefined;
  const team = meant.some(({ word }) => KIND_WORDS.get(word)?.kind === "group");
  if (
    meant.some(({ word }) => MYSELF.has(word)) &&
    meant.every(({ word }) => MYSELF.has(word) || KIND_WORDS.has(word))
  ) {
    return { type: "myself" };
  }
  const points = meant.some(({ word }) => POINTING.has(word));
  return points && meant.every(({ word }) => PRONOUNS.has(word) || KIND_WORDS.has(word))
    ? { type: "pronoun", team }
    : undefined;
}

/** Words around a name that are no part of it. */
function isEdge(word: string): boolean {
  return FILLERS.has(word) || COMMANDS.has(word);
}

function isNoName(word: string): boolean {
  return QUANTIFIERS.has(word) || FUNCTION_WORDS.has(word) || isEnvironment(word);
}

function isAside(word: string, vocabulary: Vocabulary): boolean {
  return isEdge(word) || FUNCTION_WORDS.has(word) || vocabulary.has(word);
}

function trimWords(words: readonly Word[], isOutside: (word: Word) => boolean): readonly Word[] {
  let start = 0;
  let end = words.length;
  for (let word = words[start]; word && isOutside(word); word = words[start]) start += 1;
  for (let word = words[end - 1]; end > start && word && isOutside(word); word = words[end - 1]) end -= 1;
  return words.slice(start, end);
}

function hintsOf(words: readonly Word[]): KindWord[] {
  return words.flatMap(({ word }) => KIND_WORDS.get(word) ?? []);
}

/** "the booking system": where several share the name, the kind that was said comes first. */
function withHints(kinds: KindTiers, words: readonly Word[]): KindTiers {
  const hints = hintsOf(words).map(({ kind }) => kind);
  return hints.length > 0 ? [hints, ...kinds] : kinds;
}

/** An unknown name with what is near to a part of it, too. */
function nearestOf(whole: NameReading, part: NameReading): NameReading {
  if (whole.type !== "unknown") return whole;
  const found =
    part.type === "found"
      ? [{ ref: part.ref, title: null, match: "name" as const, score: 1, reason: part.because }]
      : part.candidates;
  const others = whole.candidates.filter(({ ref }) => !found.some((each) => each.ref === ref));
  return { ...whole, candidates: [...found, ...others].slice(0, 5) };
}

function sameRef(left: NameReading, right: NameReading): boolean {
  return left.type === "found" && right.type === "found" && left.ref === right.ref;
}
