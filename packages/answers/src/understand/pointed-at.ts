import type { EntityRef } from "@callboard/core";
import type { KindTiers } from "./intent-grammar.ts";
import type { PhraseMatch } from "./match-phrase.ts";
import { isNothing, isWithin, type Message, readRegion } from "./message.ts";
import { regionBefore } from "./name-region.ts";
import { looksLikeName } from "./name-words.ts";
import { namesWithPlaces } from "./names-in.ts";
import type { NameReading } from "./read-name.ts";
import { words } from "./words.ts";

/** What a pronoun in a slot stands for: the one name of the message, else what the thread is about. */
export function pointedAt(match: PhraseMatch, kinds: KindTiers, message: Message): EntityRef | undefined {
  const { reader, context } = message;
  const [only, ...others] = namedBeside(match, kinds, message);
  if (only) return only.type === "found" && others.length === 0 ? only.ref : undefined;
  return context.thread && reader.names.exact(context.thread.entity, kinds)?.ref;
}

/** The names that a message mentions outside of a phrase and its slot. */
export function namedBeside({ words, anything, slot }: PhraseMatch, kinds: KindTiers, message: Message): NameReading[] {
  const { items, reader } = message;
  const isTaken = (at: number) => words.has(at) || anything.has(at) || isWithin(slot, at);
  const taken = new Set([...items.keys()].filter(isTaken));
  return namesWithPlaces(items, taken, kinds, reader).map(({ reading, region }) => {
    // "cart in staging, what does it depend on": what stands behind a name may decide between namesakes.
    const inPlace = reading.type === "found" ? readRegion(region, kinds, message) : reading;
    return inPlace.type === "found" ? inPlace : reading;
  });
}

/**
 * What a sentence before a question is about: of "hubpodium is beeping, who do I call" the subject, also where it may be
 * several. A word that is no name of anything is none.
 */
export function subjectTold(match: PhraseMatch, kinds: KindTiers, message: Message): NameReading | undefined {
  const { items } = message;
  const first = Math.min(...match.words);
  const verb = items.findIndex(({ piece }) => piece.type === "word" && TELLING.has(piece.word));
  if (verb < 1 || verb >= first) return undefined;
  const { start, end } = regionBefore(items, verb);
  if (start === end || !items.slice(0, start).every(isNothing)) return undefined;
  const reading = readRegion({ start, end }, kinds, message);
  const isName =
    reading.type === "found" ||
    reading.type === "several" ||
    (reading.type === "unknown" &&
      (reading.isSort === true || (!message.context.thread && looksLikeName(reading.text))));
  return isName ? reading : undefined;
}

/** What stands behind the subject of a sentence. */
export const TELLING: ReadonlySet<string> = new Set(
  words("is are was were has have had keeps keep kept seems looks went goes just"),
);
