import type { IntentMatch } from "./grammar.ts";
import { type IntentGrammar, type KindTiers, kindsOfSlot } from "./intent-grammar.ts";
import type { Item, PhraseMatch, Region } from "./match-phrase.ts";
import { coversAll, isNothing, LONGEST_NAME, type Message, readRegion, restOfClause } from "./message.ts";
import { isEnvironment } from "./modifiers.ts";
import { isInName, looksLikeName, type SlotReading, textOf } from "./read-slot.ts";
import { FUNCTION_WORDS, KIND_WORDS, MYSELF, POINTING } from "./words.ts";

/** A phrase that counts, and what its slot holds. */
export interface Asked extends IntentMatch {
  readonly reading: SlotReading | null;
}

/**
 * The phrase that explains most. Where its name is unknown, a phrase whose known name spans it is meant instead: the
 * name may be made of verbs ("who owns blast radius explorer"). A phrase of everyday words gives way to any other.
 */
export function choosePhrase(message: Message, matches: readonly IntentMatch[]): Asked | "unclear" | undefined {
  const { items, notes } = message;
  for (const { intent, match } of matches) {
    notes.phrases.push({ intent: intent.name, phrase: match.line, score: match.score });
  }
  let chosen: Asked | undefined;
  for (const { intent, match } of matches) {
    if (!isPlausible(intent, match, items)) continue;
    // "tide feed" is a name, not a misspelt "need".
    if (match.corrected.some((position) => isInName(items, position, message.reader))) continue;
    if (!chosen) {
      const reading = readMatch(intent, match, message);
      if (fits(intent, match, reading, items)) chosen = { intent, match, reading };
    } else if (match.score === chosen.match.score && intent.name !== chosen.intent.name && match.corrected.length > 0) {
      return "unclear";
    } else if (chosen.reading && UNCLEAR.has(chosen.reading.type)) {
      const isRather = intent.name === chosen.intent.name && explains(match, chosen.match.slot);
      if (!chosen.intent.wholeMessage && !isRather && !spans(match.slot, chosen.match)) continue;
      const reading = readMatch(intent, match, message);
      if (reading?.type === "found") return { intent, match, reading };
    }
  }
  return chosen;
}

/** Readings that give way to another phrase whose name is known. */
const UNCLEAR: ReadonlySet<SlotReading["type"]> = new Set(["unknown", "no-name", "empty"]);

/** Whether what stands in the slot is what the phrase is about. */
function fits(
  intent: IntentGrammar,
  { slot }: PhraseMatch,
  reading: SlotReading | null,
  items: readonly Item[],
): boolean {
  if (slot === null || reading === null) return true;
  if (slot.name === "me") return reading.type === "pronoun" || reading.type === "myself";
  if (!intent.wholeMessage) return true;
  if (reading.type === "found") return coversSlot(slot, reading.text, items);
  // "what is the weather" asks for no entity; "what is weather-api" does.
  return (
    reading.type !== "unknown" ||
    reading.candidates.length > 0 ||
    looksLikeName(reading.text) ||
    !hasArticle(slot, items)
  );
}

function hasArticle({ start }: Region, items: readonly Item[]): boolean {
  const before = items[start - 1]?.piece;
  return before?.type === "word" && ["a", "an", "the"].includes(before.word);
}

/** True when a slot holds the name and nothing else that means something. */
function coversSlot({ start, end }: Region, name: string, items: readonly Item[]): boolean {
  const nameWords = new Set(name.toLowerCase().split(/\s+/));
  return items
    .slice(start, end)
    .every(
      (item) =>
        isNothing(item) ||
        item.piece.type !== "word" ||
        nameWords.has(item.piece.text.toLowerCase()) ||
        KIND_WORDS.has(item.piece.word) ||
        POINTING.has(item.piece.word) ||
        MYSELF.has(item.piece.word),
    );
}

function isPlausible(intent: IntentGrammar, match: PhraseMatch, items: readonly Item[]): boolean {
  if (intent.wholeMessage) return coversAll(match, items, intent.modified ? isAtMostModifier : isNothing);
  if (!match.slot || match.slot.end > match.slot.start) return true;
  const rest = restOfClause(items, match.slot.start);
  return rest.every(isNothing) || rest.some(({ piece }) => piece.type === "given");
}

/** "in prod" beside "payments-db down". */
function isAtMostModifier(item: Item): boolean {
  const { piece } = item;
  return isNothing(item) || (piece.type === "word" && (FUNCTION_WORDS.has(piece.word) || isEnvironment(piece.word)));
}

function readMatch(intent: IntentGrammar, match: PhraseMatch, message: Message): SlotReading | null {
  const { slot } = match;
  if (!slot) return null;
  const kinds = kindsOfSlot(slot.name, intent);
  return readRegion(longerName(slot, kinds, message) ?? slot, kinds, message);
}

/** "check in desk": a name that goes on beyond a word that ends names. */
function longerName({ start, end }: Region, kinds: KindTiers, { items, reader }: Message): Region | undefined {
  if (end === start) return undefined;
  const clauseEnd = Math.min(start + restOfClause(items, start).length, start + LONGEST_NAME);
  for (let longer = clauseEnd; longer > end; longer -= 1) {
    const pieces = items.slice(start, longer).map(({ piece }) => piece);
    if (pieces.every(({ type }) => type === "word") && reader.names.exact(textOf(pieces), kinds)) {
      return { start, end: longer };
    }
  }
  return undefined;
}

/** True when all that stands in a slot are words of another phrase: of "blast radius of a bad deploy of X" the deploy. */
function explains({ words }: PhraseMatch, slot: Region | null): boolean {
  return (
    slot !== null &&
    Array.from({ length: slot.end - slot.start }, (_, at) => slot.start + at).every((at) => words.has(at))
  );
}

function spans(region: Region | null, match: PhraseMatch): boolean {
  return region !== null && [...match.words].every((position) => position >= region.start && position < region.end);
}
