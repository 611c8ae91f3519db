import type { Item, Region } from "./item.ts";
import {
  endOfName,
  endOfNames,
  isPointer,
  joins,
  joinsTitle,
  LONGEST_NAME_ITEMS,
  namesBefore,
  regionBefore,
} from "./name-region.ts";
import type { Phrase, PhrasePart, SlotName } from "./phrase.ts";
import { isFiller, skipFillers, startOfName } from "./start-of-name.ts";
import { CLAUSE_WORDS, FILLERS, FUNCTION_WORDS, NEGATIONS } from "./words.ts";

/** Where a phrase stands in a message. */
export interface PhraseMatch {
  readonly line: string;
  /** The items its words were found in. */
  readonly words: ReadonlySet<number>;
  /** The items its `{any}` parts stand for. */
  readonly anything: ReadonlySet<number>;
  /** What stands in its slot; an empty region when nothing does, null when it has no slot. */
  readonly slot: (Region & { readonly name: SlotName }) | null;
  /** What stands where the second entity of a question about two is expected. */
  readonly other: Region | null;
  /** The more a phrase explains, the higher. */
  readonly score: number;
  /** The items in which a misspelt word was read as one of its words. */
  readonly corrected: readonly number[];
}

/** The best place of a phrase in a message; undefined when it is not there. */
export function matchPhrase(phrase: Phrase, items: readonly Item[]): PhraseMatch | undefined {
  let best: PhraseMatch | undefined;
  for (const match of matchesOf(phrase, items)) if (!best || explainsMore(match, best)) best = match;
  return best;
}

/** Every place of a phrase in a message. */
export function* matchesOf(phrase: Phrase, items: readonly Item[]): Generator<PhraseMatch> {
  const [first, ...rest] = phrase.parts;
  const leading = first?.type === "slot" ? first.slot : null;
  for (const [position, item] of items.entries()) {
    if (!item.forms.some((form) => phrase.starts.has(form))) continue;
    const before = leading && (leading === "entities" ? namesBefore : regionBefore)(items, position);
    if (before && before.start === before.end) continue;
    const slot = before && leading ? { ...before, name: leading } : null;
    const start: Found = { words: [], anything: [], slot, other: null };
    for (const found of walk(leading ? rest : phrase.parts, items, position, start)) {
      yield asMatch(phrase, items, found);
    }
  }
}

/** Of two places that end alike, the one with the shorter name: in "show me all X owns" the verb is "all … owns". */
function explainsMore(match: PhraseMatch, best: PhraseMatch): boolean {
  if (match.score !== best.score) return match.score > best.score;
  return (
    match.slot !== null && best.slot !== null && match.slot.end === best.slot.end && match.slot.start > best.slot.start
  );
}

interface Found {
  readonly words: readonly number[];
  readonly anything: readonly number[];
  readonly slot: PhraseMatch["slot"];
  readonly other: Region | null;
}

const LONGEST_LIST_ITEMS = 40;

/** Every way in which parts stand at a position. Fillers may stand between them. */
function* walk(parts: readonly PhrasePart[], items: readonly Item[], position: number, found: Found): Generator<Found> {
  const [part, ...rest] = parts;
  if (!part) {
    yield found;
    return;
  }
  switch (part.type) {
    case "choice":
      for (const option of part.options) {
        const [next] = option;
        const isElsewhere =
          next?.type === "word" && findWord(items, position, next.word, found.words.length > 0) === undefined;
        if (!isElsewhere) yield* walk([...option, ...rest], items, position, found);
      }
      return;
    case "word": {
      const at = findWord(items, position, part.word, found.words.length > 0);
      if (at !== undefined) yield* walk(rest, items, at + 1, { ...found, words: [...found.words, at] });
      return;
    }
    case "any": {
      const at = skipFillers(items, position);
      const piece = items[at]?.piece;
      if (piece && piece.type !== "stop" && !(piece.type === "word" && NO_THINGS.has(piece.word))) {
        yield* walk(rest, items, at + 1, { ...found, anything: [...found.anything, at] });
      }
      return;
    }
    case "slot":
      if (part.slot === "unsaid") {
        yield* walk(rest, items, position, { ...found, slot: { start: position, end: position, name: part.slot } });
        return;
      }
      for (const region of regionsAfter(items, position, rest, part.slot === "entities")) {
        const filled =
          part.slot === "other" ? { other: region } : { slot: found.slot ?? { ...region, name: part.slot } };
        yield* walk(rest, items, region.end, { ...found, ...filled });
      }
      return;
    default:
      part satisfies never;
  }
}

/** "what is that built on" has no word for a thing, unlike "what services are built on". */
const NO_THINGS: ReadonlySet<string> = new Set([...NEGATIONS, "is", "are", "was", "were", "do", "does", "did"]);

function isOptional(part: PhrasePart): boolean {
  return part.type === "choice" && part.options.some((option) => option.length === 0);
}

function findWord(items: readonly Item[], from: number, word: string, maySkip: boolean): number | undefined {
  for (let position = from; position < items.length; position += 1) {
    const item = items[position];
    if (!item) return undefined;
    if (item.forms.includes(word)) return position;
    if (!maySkip || !isFiller(item)) return undefined;
  }
  return undefined;
}

/** In the middle of a phrase the words behind a slot say where it ends; at its end, the sentence does. */
function* regionsAfter(
  items: readonly Item[],
  from: number,
  rest: readonly PhrasePart[],
  isList: boolean,
): Generator<Region> {
  const start = startOfName(items, from);
  if (rest.every(isOptional)) yield { start, end: (isList ? endOfNames : endOfName)(items, start) };
  if (rest.length === 0) return;
  const longest = isList ? LONGEST_LIST_ITEMS : LONGEST_NAME_ITEMS;
  for (let end = start; end < Math.min(items.length, start + longest); end += 1) {
    const piece = items[end]?.piece;
    if (joinsTitle(items, end)) continue;
    const isJoint = (isList || piece?.type === "word") && joins(items[end]);
    if (piece?.type === "stop" && !isJoint) return;
    if (piece?.type === "word" && CLAUSE_WORDS.has(piece.word) && !isJoint) return;
    // "scan-vault on" is no name: what a preposition joins comes behind it.
    const isOpen =
      piece?.type === "word" && FUNCTION_WORDS.has(piece.word) && !isPointer(piece.word) && piece.word !== "'s";
    if (!isJoint && !isOpen) yield { start, end: end + 1 };
  }
}

function asMatch(phrase: Phrase, items: readonly Item[], found: Found): PhraseMatch {
  return {
    line: phrase.line,
    words: new Set(found.words),
    anything: new Set(found.anything),
    slot: found.slot,
    other: found.other,
    score:
      scoreOf(found.words, items) + (isFilled(found.slot) ? SLOT_SCORE : 0) + (isFilled(found.other) ? SLOT_SCORE : 0),
    corrected: found.words.filter((at) => isCorrected(items[at])),
  };
}

/** How much the items at some places explain: misspelt ones less than others. */
export function scoreOf(words: Iterable<number>, items: readonly Item[]): number {
  let score = 0;
  for (const at of words) {
    const piece = items[at]?.piece;
    if (piece?.type !== "word") continue;
    score += FUNCTION_WORDS.has(piece.word) || FILLERS.has(piece.word) ? FUNCTION_WORD_SCORE : WORD_SCORE;
    if (isCorrected(items[at])) score -= CORRECTION_COST;
  }
  return score;
}

function isCorrected(item: Item | undefined): boolean {
  return item?.piece.type === "word" && item.piece.word !== "'s" && !item.forms.includes(item.piece.word);
}

function isFilled(region: Region | null): boolean {
  return region !== null && region.end > region.start;
}

/** "owner of" outweighs "what is": words that mean something count more than words that hold a sentence together. */
const WORD_SCORE = 2;
const FUNCTION_WORD_SCORE = 1;
const SLOT_SCORE = 0.5;
const CORRECTION_COST = 0.5;
