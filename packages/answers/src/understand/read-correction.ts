import type { EntityRef } from "@callboard/core";
import { choosePhrase } from "./choose-phrase.ts";
import { question } from "./conclude.ts";
import { THINGS_FIRST } from "./intent-grammar.ts";
import type { Region } from "./item.ts";
import { isNothing, type Message, readRegion } from "./message.ts";
import { namesIn } from "./names-in.ts";
import type { SlotReading } from "./read-slot.ts";
import type { Understanding } from "./understanding.ts";

type Found = Extract<SlotReading, { type: "found" }>;

/** What "I mean payments-db" at the end of a message names; undefined where nothing is put right. */
export function correctedTo(message: Message): { readonly reading: Found; readonly from: number } | undefined {
  const { items, grammar } = message;
  for (const { slot, words } of grammar.corrections(items)) {
    if (!slot || slot.end === slot.start || !items.slice(slot.end).every(isNothing)) continue;
    const reading = readRegion(slot, THINGS_FIRST, message);
    if (reading.type === "found") return { reading, from: Math.min(...words) };
  }
  return undefined;
}

/** The question before a correction, asked about what that names: "who owns the ledger? sorry, I meant ledger-db". */
export function correctedQuestion(message: Message, { reading, from }: { reading: Found; from: number }) {
  const before = { ...message, items: message.items.slice(0, from) };
  const asked = choosePhrase(before, message.grammar.questions(before.items));
  if (!asked || asked === "unclear" || asked.match.slot === null || asked.narrowed) return undefined;
  const { intent } = asked;
  return intent.takes === "one" || intent.takes === "many"
    ? (question(intent.name, [reading.ref], before, asked.match) satisfies Understanding)
    : undefined;
}

/**
 * What stands behind a comma as the other name of one that nothing has: "the picking robot, the Depot Robot Adapter I
 * think". A name that another sentence begins with is none.
 */
export function otherName(slot: Region, { items, reader }: Message): EntityRef | undefined {
  if (items[slot.end]?.piece.text !== ",") return undefined;
  let start = slot.end + 1;
  while (isNothing(items[start] ?? { piece: { type: "given", by: "quotes", text: "", id: "" }, forms: [] })) start += 1;
  for (let end = Math.min(items.length, start + LONGEST_OTHER); end > start; end -= 1) {
    const [named, ...others] = namesIn(items.slice(start, end), new Set(), THINGS_FIRST, reader);
    const next = items[end]?.piece;
    const endsThere = next === undefined || next.type === "stop" || (next.type === "word" && ASIDES.has(next.word));
    const isWhole = named?.type === "found" && named.text.split(/\s+/).length === end - start;
    if (isWhole && endsThere && others.length === 0) return named.ref;
  }
  return undefined;
}

const LONGEST_OTHER = 4;
const ASIDES: ReadonlySet<string> = new Set(["i", "or", "maybe", "as", "aka", "that", "it"]);
