import { type EntityRef, entityRefParts } from "@callboard/core";
import { question } from "./conclude.ts";
import type { Cued } from "./grammar.ts";
import { type IntentGrammar, THINGS_FIRST } from "./intent-grammar.ts";
import { scoreOf } from "./match-phrase.ts";
import { type Message, readRegion } from "./message.ts";
import { looksLikeName } from "./name-words.ts";
import { isInName, namesWithPlaces } from "./names-in.ts";
import { isStranger, readGiven } from "./read-given.ts";
import type { NameReading } from "./read-name.ts";
import type { Understanding } from "./understanding.ts";
import { FILLERS, FUNCTION_WORDS, KIND_WORDS, NEGATIONS, POINTING, words } from "./words.ts";

/**
 * What the words of a message speak for where no phrase fits: "which poor soul minds the till these days". Every name in
 * it must be known in full, and one intent must stand out clearly; else it is not understood.
 */
export function readCues(message: Message): Understanding | undefined {
  const { items, grammar, surface } = message;
  if (surface === "thread" || holdsStrangers(message)) return undefined;
  const [best, ...others] = grammar
    .cued(items)
    .flatMap((cued) => fitting(cued, message) ?? [])
    .sort((left, right) => right.score - left.score);
  if (!best || best.score < ENOUGH || best.score - (others[0]?.score ?? 0) < AHEAD) return undefined;
  if (isNegated(message, best.words)) return undefined;
  return best.several
    ? { ...best.several, type: "which-one", intent: best.intent }
    : question(best.intent, best.refs, message);
}

/** True where a text that is no name holds nothing but names that are known, and words that say something about questions. */
export function isMadeOfCues(text: string, { items, reader }: Message): boolean {
  const said = new Set(text.toLowerCase().split(/\s+/));
  return items.every(({ piece }, at) => {
    if (piece.type !== "word" || !said.has(piece.text.toLowerCase())) return true;
    const { vocabulary } = reader;
    const tellsApart = KIND_WORDS.has(piece.word) || TELLING_APART.has(piece.word);
    const saysMore = vocabulary.has(piece.word) || vocabulary.hints(piece.word).length > 0;
    return (saysMore && !tellsApart) || isInName(items, at, reader);
  });
}

/** With one of these a name is that of something else: "new seat-map". */
const TELLING_APART: ReadonlySet<string> = new Set(
  words(
    "new old legacy test testing staging prod production live internal external sandbox beta alpha experimental stable",
  ),
);

/** At least one word that says something by itself. */
const ENOUGH = 2;
const AHEAD = 1;

interface Fitting {
  readonly intent: string;
  readonly words: ReadonlySet<number>;
  readonly score: number;
  readonly refs: readonly EntityRef[];
  /** What the one name may stand for, where that is not clear. */
  readonly several?: Extract<NameReading, { type: "several" }>;
}

/** The entities that a message names beside what speaks for an intent, where that can be asked of them. */
function fitting({ intent, cues }: Cued, message: Message): Fitting | undefined {
  const { items, reader } = message;
  if (intent.cueTopic !== undefined && !cues.some(({ isTopic }) => isTopic)) return undefined;
  const taken = new Set(cues.flatMap(({ words }) => [...words]));
  const named = namesWithPlaces(items, taken, intent.kinds, reader);
  const [place] = named.map(({ region }) => region);
  const counting = cues.filter(({ words, side }) => {
    if (side === "either" || !place) return true;
    return side === "before" ? Math.max(...words) < place.start : Math.min(...words) >= place.end;
  });
  const words = new Set(counting.flatMap((cue) => [...cue.words]));
  const score = scoreOf(words, items);
  const names = named.map(({ reading, region }) => {
    // "lock-gateway from lab": what stands behind a name may decide between namesakes.
    const inPlace = readRegion(region, intent.kinds, message);
    return inPlace.type === "found" || inPlace.type === "several" ? inPlace : reading;
  });
  const refs = names.flatMap((name) => (name.type === "found" ? [name.ref] : []));
  const [only] = names;
  if (only?.type === "several" && names.length === 1) {
    const [likeliest] = only.candidates.map(({ ref }) => ref);
    return likeliest && isAskedOf(intent, [likeliest])
      ? { intent: intent.name, words, score, refs, several: only }
      : undefined;
  }
  if (refs.length < names.length) return undefined;
  const about = refs.length > 0 ? refs : pointedAt(message);
  return isAskedOf(intent, about) ? { intent: intent.name, words, score, refs: about } : undefined;
}

function isAskedOf({ takes, cueKinds, causedBy }: IntentGrammar, refs: readonly EntityRef[]): boolean {
  const count = takes === "two" ? 2 : 1;
  const fits = takes === "many" ? refs.length > 0 : refs.length === count;
  return (
    fits && takes !== "none" && !causedBy && refs.every((ref) => cueKinds?.includes(entityRefParts(ref).kind) ?? true)
  );
}

/** "it", "that one": what the thread is about. */
function pointedAt({ items, context, reader }: Message): readonly EntityRef[] {
  const points = items.some(({ piece }) => piece.type === "word" && POINTING.has(piece.word));
  const subject = points && context.thread && reader.names.exact(context.thread.entity, THINGS_FIRST);
  return subject ? [subject.ref] : [];
}

/** "no idea who …" negates nothing, and what cannot do without something needs that. */
function isNegated({ items }: Message, cues: ReadonlySet<number>): boolean {
  return items.some(({ piece }, at) => {
    if (piece.type !== "word" || !NEGATIONS.has(piece.word) || cues.has(at)) return false;
    const next = items[at + 1]?.piece;
    return !(next?.type === "word" && UNSURE.has(next.word));
  });
}

const UNSURE: ReadonlySet<string> = new Set(["idea", "sure", "clue", "heard", "seen", "only", "just"]);

/** True where something is named that the catalog does not know, or too much is said that says nothing here. */
function holdsStrangers({ items, reader }: Message): boolean {
  let strange = 0;
  for (const [at, { piece, forms, isTime }] of items.entries()) {
    if (piece.type === "given") {
      const isKnown = isStranger(piece, reader.view)
        ? piece.by === "user"
        : readGiven(piece, THINGS_FIRST, reader.view, reader.names).type !== "unknown";
      if (!isKnown) return true;
    }
    if (piece.type !== "word" || isTime || FILLERS.has(piece.word) || FUNCTION_WORDS.has(piece.word)) continue;
    if (forms.length > 0 || reader.vocabulary.isOrdinary(piece.word) || isInName(items, at, reader)) continue;
    if (looksLikeName(piece.text) && !isFigure(piece.word)) return true;
    strange += 1;
  }
  return strange > MAX_STRANGE;
}

/** "3am", "24/7", "5xx", "p95" and "well-known" are no names that a catalog should know. */
function isFigure(word: string): boolean {
  return /^\p{L}{0,1}\d+(?:[/:.]\d+)?\p{L}{0,3}$/u.test(word);
}

const MAX_STRANGE = 4;
