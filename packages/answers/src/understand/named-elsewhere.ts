import type { EntityRef } from "@callboard/core";
import type { Asked } from "./choose-phrase.ts";
import { wordsOfCues } from "./grammar.ts";
import { isWithin, type Message } from "./message.ts";
import { isEdge } from "./name-words.ts";
import { namesIn } from "./names-in.ts";
import { namedBeside } from "./pointed-at.ts";
import { otherName } from "./read-correction.ts";
import { FUNCTION_WORDS, KIND_WORDS } from "./words.ts";

/**
 * What a message names where the words in a slot are no name that anything has: behind a comma, "the picking robot, the
 * Depot Adapter I think"; elsewhere, where those words say something about the question, "what do I clone to hack on
 * seat-map"; among them, "where can I watch seat-map latency". Undefined unless that is one thing.
 */
export function namedElsewhere(asked: Asked, text: string, message: Message): EntityRef | undefined {
  const { match, intent } = asked;
  const { slot } = match;
  if (slot === null) return undefined;
  if (asksTwice(asked, message)) return undefined;
  const isOutright = /[-_/:\d]/.test(text);
  return (
    (isOutright ? undefined : otherName(slot, message)) ??
    (isOrdinary(slot, message) ? only(namedBeside(match, intent.kinds, message)) : undefined) ??
    namedAmongCues(asked, message)
  );
}

/**
 * True where the words in a slot ask the same by themselves: of "dashboard for loyalty metrics" the loyalty metrics are a
 * thing of their own, and not those of "loyalty".
 */
export function asksTwice({ match: { slot }, intent }: Asked, { items, grammar }: Message): boolean {
  const before = slot && items[slot.start - 1]?.piece;
  if (!slot || before?.type !== "word" || !BELONGING.has(before.word)) return false;
  return grammar.questions(items.slice(slot.start, slot.end)).some((each) => each.intent.name === intent.name);
}

const BELONGING: ReadonlySet<string> = new Set(["for", "of"]);

/** True where every word of a region says something about questions, so that none is a name. */
function isOrdinary({ start, end }: { start: number; end: number }, { items, reader }: Message): boolean {
  return items
    .slice(start, end)
    .every(({ piece }) => piece.type === "word" && reader.vocabulary.isOrdinary(piece.word));
}

/** The one name in a slot, where all that stands around it there speaks for the question itself. */
function namedAmongCues({ match: { slot }, intent }: Asked, message: Message): EntityRef | undefined {
  const { items, reader, grammar } = message;
  const cues = wordsOfCues(grammar.cued(items), intent.name);
  const outside = new Set([...items.keys()].filter((at) => !isWithin(slot, at)));
  const named = namesIn(items, outside, intent.kinds, reader);
  const [reading] = named;
  if (reading?.type !== "found" || named.length > 1 || slot === null) return undefined;
  const nameWords = new Set(reading.text.toLowerCase().split(/\s+/));
  const saysMore = items.slice(slot.start, slot.end).some(({ piece }, offset) => {
    if (piece.type !== "word") return piece.type === "stop";
    const isSaid = nameWords.has(piece.text.toLowerCase()) || isEdge(piece.word) || FUNCTION_WORDS.has(piece.word);
    return !isSaid && (KIND_WORDS.has(piece.word) || !cues.has(slot.start + offset));
  });
  return saysMore ? undefined : reading.ref;
}

function only(readings: ReturnType<typeof namedBeside>): EntityRef | undefined {
  const [first, ...others] = readings;
  return first?.type === "found" && others.length === 0 ? first.ref : undefined;
}
