import { type CatalogView, type EntityRef, entityRefParts } from "@callboard/core";
import { type KindTiers, THINGS_FIRST } from "./intent-grammar.ts";
import type { Item, Region } from "./item.ts";
import { joins } from "./name-region.ts";
import { isAside, isEdge, looksLikeName, mayBeName, textOf, type Word } from "./name-words.ts";
import { isStranger, readGiven } from "./read-given.ts";
import type { NameReader, NameReading } from "./read-name.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { CONJUNCTIONS, FUNCTION_WORDS } from "./words.ts";

/** All that reading a slot needs. */
export interface Reader {
  readonly view: CatalogView;
  readonly names: NameReader;
  readonly vocabulary: Vocabulary;
}

/** Names that a message mentions outside of a slot: given outright, or typed in full. */
export function namesIn(
  items: readonly Item[],
  taken: ReadonlySet<number>,
  kinds: KindTiers,
  reader: Reader,
): NameReading[] {
  return namesWithPlaces(items, taken, kinds, reader).map(({ reading }) => reading);
}

/** Likewise, with where each name stands first. */
export function namesWithPlaces(
  items: readonly Item[],
  taken: ReadonlySet<number>,
  kinds: KindTiers,
  reader: Reader,
): { readonly reading: NameReading; readonly region: Region }[] {
  const found: { readonly reading: NameReading; readonly region: Region }[] = [];
  let position = 0;
  while (position < items.length) {
    const named = taken.has(position) ? undefined : nameAt(items, position, taken, kinds, reader);
    if (named && !found.some((other) => sameRef(other.reading, named.reading))) {
      found.push({ reading: named.reading, region: { start: position, end: named.end } });
    }
    position = named ? named.end : position + 1;
  }
  return found;
}

/**
 * The entities that a run of items lists, where it holds nothing else: "payments and billing". Names that nothing joins
 * must look like names: "checkout ledger" may well be one that nobody knows.
 */
export function listedNames(
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
    const pieces = run.map(({ piece }) => piece);
    const words = pieces.filter((piece) => piece.type === "word");
    const [first, last] = [words[0], words.at(-1)];
    if (!first || !last || first !== pieces[0] || last !== pieces.at(-1) || !mayBeName(pieces)) continue;
    // "telemetry pipe" may be a name, though "telemetry" alone asks for metrics.
    const isOutside = ({ word }: Word) =>
      length > 1 || isListed(items, start) ? isEdge(word) || FUNCTION_WORDS.has(word) : isAside(word, vocabulary);
    if (isOutside(first) || isOutside(last)) continue;
    const text = textOf(pieces);
    const reading = names.exact(text, kinds);
    if (reading && entityRefParts(reading.ref).kind !== "user") return { reading, end: start + length };
    const shared = length > 1 || looksLikeName(text) ? names.shared(text, kinds) : undefined;
    if (shared && !reading) return { reading: shared, end: start + length };
  }
  return undefined;
}

/** In "cart, push and search" a word that elsewhere asks is the name of something. */
function isListed(items: readonly Item[], at: number): boolean {
  return joins(items[at - 1]) || joins(items[at + 1]);
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
      const text = textOf(run);
      if (reader.names.exact(text, THINGS_FIRST)) return true;
      if ((run.length > 1 || looksLikeName(text)) && reader.names.shared(text, THINGS_FIRST)) return true;
    }
  }
  return false;
}

function sameRef(left: NameReading, right: NameReading): boolean {
  return left.type === "found" && right.type === "found" && left.ref === right.ref;
}
