import { entityRefParts } from "@callboard/core";
import type { IntentMatch } from "./grammar.ts";
import { type IntentGrammar, kindsOfSlot, THINGS_FIRST } from "./intent-grammar.ts";
import { isAtMostModifier, isPlausible, isSaidTwice, saysThat } from "./is-plausible.ts";
import type { Item, Region } from "./item.ts";
import type { PhraseMatch } from "./match-phrase.ts";
import { coversAll, isNothing, type Message, readRegion } from "./message.ts";
import { looksLikeName, textOf } from "./name-words.ts";
import { isInName } from "./names-in.ts";
import { pointedAt } from "./pointed-at.ts";
import { type FilterReading, readFilter } from "./read-filter.ts";
import { readNames } from "./read-names.ts";
import type { SlotReading } from "./read-slot.ts";
import { readTemplate } from "./read-template.ts";
import { withWholeName } from "./whole-name.ts";
import { FUNCTION_WORDS, KIND_WORDS, MYSELF, POINTING } from "./words.ts";

/** A phrase that counts, and what its slot holds. */
export interface Asked extends IntentMatch {
  readonly reading: SlotReading | null;
  /** What a list is narrowed to; null where nothing is listed. */
  readonly narrowed: FilterReading | null;
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
  for (const { intent, match, only } of matches) {
    const isUnclear =
      chosen?.reading != null && UNCLEAR.has(chosen.reading.type) && chosen.match.slot?.name !== "unsaid";
    if (chosen && !isUnclear && match.score < chosen.match.score) break;
    const narrowed = intent.filtered ? readFilter(items, match, message.reader.view) : null;
    if (!isPlausible(intent, match, items, narrowed) && !isSaidTwice(intent, matches, items)) continue;
    if (isDeclared(match, message)) continue;
    // "tide feed" is a name, not a misspelt "need".
    if (match.corrected.some((position) => isInName(items, position, message.reader))) continue;
    if (!chosen) {
      const whole = withWholeName(intent, match, message);
      const reading = readMatch(intent, whole, message);
      // "code runner is down" does not ask for the code of a runner.
      if (reading?.type === "unknown" && isWithinName(match, message)) continue;
      if (reading?.type === "unknown" && isFarFetched(match, reading, items)) continue;
      if (fits({ intent, match, only }, reading, message)) {
        chosen = { intent, match: whole, only, reading, narrowed };
      }
    } else if (match.score === chosen.match.score && intent.name !== chosen.intent.name && match.corrected.length > 0) {
      return "unclear";
    } else if (isUnclear) {
      // "openapi apis": no entity is called openapi, but that is a type of API.
      const isListed = narrowed?.chooses && match.slot === null && !chosen.intent.asOrder;
      if (isListed) return { intent, match, only, reading: null, narrowed };
      const isRather = intent.name === chosen.intent.name && explains(match, chosen.match.slot);
      if (!chosen.intent.wholeMessage && !chosen.intent.filtered && !isRather && !spans(match.slot, chosen.match))
        continue;
      const whole = withWholeName(intent, match, message);
      const reading = readMatch(intent, whole, message);
      if (reading?.type === "found" && fits({ intent, match, only }, reading, message)) {
        return { intent, match: whole, only, reading, narrowed };
      }
    }
  }
  return chosen;
}

/** "north dish at zenith" asks for no "dash": misspelt words alone make no question about a name that nothing has. */
function isFarFetched(match: PhraseMatch, { text, candidates }: UnknownName, items: readonly Item[]): boolean {
  const isSaid = (at: number) => {
    const piece = items[at]?.piece;
    return piece?.type === "word" && !FUNCTION_WORDS.has(piece.word) && !match.corrected.includes(at);
  };
  return (
    match.corrected.length > 0 &&
    ![...match.words].some(isSaid) &&
    !looksLikeName(text) &&
    !candidates.some(({ score }) => score >= NEAR) &&
    !coversAll(match, items)
  );
}

type UnknownName = Extract<SlotReading, { type: "unknown" }>;

/** True when a phrase and what stands in its slot are together one name that was typed in full. */
function isWithinName({ words, slot }: PhraseMatch, { items, reader }: Message): boolean {
  if (slot === null) return false;
  const run = items.slice(Math.min(slot.start, ...words), Math.max(slot.end, ...[...words].map((at) => at + 1)));
  const pieces = run.map(({ piece }) => piece);
  return pieces.every(({ type }) => type === "word") && reader.names.exact(textOf(pieces), THINGS_FIRST) !== undefined;
}

/** Readings that give way to another phrase whose name is known. */
const UNCLEAR: ReadonlySet<SlotReading["type"]> = new Set(["unknown", "no-name", "empty"]);

/** Whether what stands in the slot is what the phrase is about. */
function fits({ intent, match, only }: IntentMatch, reading: SlotReading | null, message: Message): boolean {
  const { items } = message;
  const { slot } = match;
  if (slot === null || reading === null) return true;
  // "about that repository" asks for none.
  if (reading.type === "pronoun" && slot.end === Math.min(...match.words) && saysThat(items[slot.end - 1]))
    return false;
  if (slot.name === "me") return reading.type === "pronoun" || reading.type === "myself";
  if (reading.type === "myself" && intent.impersonal) return false;
  if (slot.name === "place" && reading.type === "found") return PLACES.has(entityRefParts(reading.ref).kind);
  if (slot.name === "template") return reading.type !== "no-name";
  if (only !== null) {
    const points = reading.type === "pronoun" && !reading.team;
    const ref = points ? pointedAt(match, intent.kinds, message) : reading.type === "found" ? reading.ref : undefined;
    return ref !== undefined && only.includes(entityRefParts(ref).kind);
  }
  if (!intent.wholeMessage) return true;
  if (reading.type === "found") return coversSlot(slot, reading.text, items);
  if (!coversAll(match, items, isAtMostModifier)) return false;
  // "what is the weather" asks for no entity; "what is weather-api" does.
  return (
    reading.type !== "unknown" ||
    reading.candidates.some(({ score }) => score >= NEAR) ||
    looksLikeName(reading.text) ||
    !hasArticle(slot, items)
  );
}

/** A candidate that is likely meant, not one that shares a few letters. */
const NEAR = 0.5;

/** Kinds that things are in, or belong to. */
const PLACES: ReadonlySet<string> = new Set(["system", "domain", "group", "user"]);

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

function readMatch(intent: IntentGrammar, match: PhraseMatch, message: Message): SlotReading | null {
  const { slot } = match;
  if (!slot) return null;
  if (slot.name === "template") return readTemplate(slot, message);
  const kinds = kindsOfSlot(slot.name, intent);
  if (slot.name === "entities") return readNames(slot, kinds, message);
  return readRegion(slot, kinds, message);
}

/** "trips-db is read-only in prod" says something of trips-db, and does not ask whether anything is in prod. */
function isDeclared({ words: said, slot }: PhraseMatch, { items, reader }: Message): boolean {
  const first = Math.min(...said);
  if (slot === null || slot.start < first) return false;
  const [before, verb] = [items[first - 1]?.piece, items[first]?.piece];
  return (
    verb?.type === "word" &&
    AUXILIARIES.has(verb.word) &&
    before?.type === "word" &&
    !FUNCTION_WORDS.has(before.word) &&
    isInName(items, first - 1, reader)
  );
}

const AUXILIARIES: ReadonlySet<string> = new Set(["is", "are", "was", "were", "has", "have"]);

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
