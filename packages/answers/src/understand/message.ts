import { entityRef, entityRefParts } from "@callboard/core";
import { clauseSubject } from "./clause-subject.ts";
import type { Grammar } from "./grammar.ts";
import type { KindTiers } from "./intent-grammar.ts";
import type { Item, Region } from "./item.ts";
import type { PhraseMatch } from "./match-phrase.ts";
import { textOf } from "./name-words.ts";
import type { Reader } from "./names-in.ts";
import { readSlot, type SlotReading } from "./read-slot.ts";
import type { Explanation, QuestionContext, Surface } from "./understanding.ts";
import { FILLERS } from "./words.ts";

/** A message with all that it is read by. */
export interface Message {
  readonly items: readonly Item[];
  readonly reader: Reader;
  readonly grammar: Grammar;
  readonly surface: Surface;
  readonly context: QuestionContext;
  /** Filled while reading. */
  readonly notes: {
    readonly phrases: Explanation["phrases"][number][];
    readonly names: Explanation["names"][number][];
  };
}

/** Reads a run of items as a name, and notes it for the explanation. */
export function readRegion(region: Region, kinds: KindTiers, message: Message): SlotReading {
  const { items, reader, notes } = message;
  const text = textOf(items.slice(region.start, region.end).map(({ piece }) => piece));
  const slot = readSlot(items, region, kinds, reader);
  const read = slot.type === "unknown" ? (clauseSubject(items, region, kinds, reader.names) ?? slot) : slot;
  const reading = read.type === "pronoun" && read.namespace ? namesake(read.namespace, text, message) : read;
  notes.names.push({
    text,
    reading: reading.type,
    candidates:
      "candidates" in reading
        ? reading.candidates.map(({ ref, score }) => ({ ref, score }))
        : "ref" in reading
          ? [{ ref: reading.ref, score: 1 }]
          : [],
    because: "because" in reading ? reading.because : "",
  });
  return reading;
}

/** What is called like the entity of the thread, in a namespace. */
export function namesake(namespace: string, text: string, { reader: { view }, context }: Message): SlotReading {
  const { thread } = context;
  const unknown: SlotReading = { type: "unknown", text, candidates: [], incompleteSources: [] };
  if (!thread) return unknown;
  const resolution = view.resolve(thread.entity, { limit: 1 });
  if (resolution.status !== "found") return unknown;
  const { kind, name } = entityRefParts(resolution.ref);
  const ref = entityRef({ kind, namespace, name });
  return view.entity(ref) ? { type: "found", text, ref, because: `It is ${name} in ${namespace}.` } : unknown;
}

/** The items from a position to the end of its clause. */
export function restOfClause(items: readonly Item[], start: number): readonly Item[] {
  const rest = items.slice(start);
  const stop = rest.findIndex(({ piece }) => piece.type === "stop");
  return stop < 0 ? rest : rest.slice(0, stop);
}

/** True when a message holds the phrase and its name, and nothing else that means something. */
export function coversAll(
  match: PhraseMatch,
  items: readonly Item[],
  saysNothing: (item: Item, position: number) => boolean = isNothing,
): boolean {
  return items.every(
    (item, position) =>
      match.words.has(position) ||
      match.anything.has(position) ||
      isWithin(match.slot, position) ||
      isWithin(match.other, position) ||
      saysNothing(item, position),
  );
}

/** True for the place of an item in a region. */
export function isWithin(region: Region | null, position: number): boolean {
  return region !== null && position >= region.start && position < region.end;
}

/** True for an item that says nothing by itself. */
export function isNothing({ piece }: Item): boolean {
  return piece.type === "stop" || (piece.type === "word" && FILLERS.has(piece.word));
}

/** Names of more words are not looked for. */
export const LONGEST_NAME = 6;
