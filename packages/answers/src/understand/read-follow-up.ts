import type { EntityRef } from "@callboard/core";
import { noSuchName, notUnderstood, question } from "./conclude.ts";
import { type IntentGrammar, THINGS_FIRST } from "./intent-grammar.ts";
import type { Item } from "./item.ts";
import type { PhraseMatch } from "./match-phrase.ts";
import { coversAll, isNothing, type Message, namesake, readRegion } from "./message.ts";
import { MODES, onlyModifies, readModifiers } from "./modifiers.ts";
import { namespacesOf } from "./namespaces.ts";
import { readFilter } from "./read-filter.ts";
import type { SlotReading } from "./read-slot.ts";
import type { Understanding } from "./understanding.ts";
import { FUNCTION_WORDS, NEGATIONS, words } from "./words.ts";

/** "and seat-map?": the thread's question about something else. */
export function readFollowUp(message: Message): Understanding | undefined {
  const there = namespaceAlone(message);
  if (there !== undefined) return sameQuestion(namesake(there, there, message), message);
  const { context, grammar, items } = message;
  const match = grammar.followUps(items).find((each) => each.slot && coversAll(each, items));
  if (!context.thread || !match?.slot || match.slot.end === match.slot.start) return undefined;
  return sameQuestion(readRegion(match.slot, intentOfThread(message)?.kinds ?? THINGS_FIRST, message), message);
}

/** "the one in retail I mean", "and in retail?": where the namesake is of what the thread is about, and nothing else. */
function namespaceAlone({ items, context, reader: { view } }: Message): string | undefined {
  if (!context.thread) return undefined;
  const said = items.flatMap((item) => {
    if (isNothing(item)) return [];
    return item.piece.type === "word" ? [item.piece.word] : [""];
  });
  const [only, ...others] = said.filter((word) => !POINTING_THERE.has(word));
  const points = said.some((word) => word === "in" || word === "from" || word === "one");
  return points && only !== undefined && others.length === 0 && namespacesOf(view).has(only) ? only : undefined;
}

const POINTING_THERE: ReadonlySet<string> = new Set(
  words("and or but what how about no not sorry that i we mean meant in from of one namespace"),
);

export function sameQuestion(reading: SlotReading, message: Message): Understanding | undefined {
  if (reading.type !== "found" && reading.type !== "several" && reading.type !== "unknown") return undefined;
  const intent = intentOfThread(message);
  if (!intent) {
    const wanted = message.context.thread?.intent ?? null;
    return notUnderstood("out-of-scope", wanted, reading.type === "found" ? reading.ref : null);
  }
  if (reading.type === "found") return asBefore(sameAbout(intent, reading.ref, message), message);
  return reading.type === "several"
    ? { type: "which-one", intent: intent.name, text: reading.text, candidates: reading.candidates }
    : noSuchName(intent.name, reading);
}

/** The thread's question about something else: of a list what is in that, of a path where that leads from the same start. */
function sameAbout(intent: IntentGrammar, ref: EntityRef, message: Message): Understanding {
  if (intent.filtered) return question(intent.name, [ref], message, null, {});
  if (intent.takes !== "two") return question(intent.name, [ref], message);
  const start = message.context.thread && message.reader.names.exact(message.context.thread.entity, intent.kinds);
  return start ? question(intent.name, [start.ref, ref], message) : notUnderstood("no-name", intent.name, ref);
}

/** "and in staging?": the thread's question about the same entity, otherwise. */
export function readModifiersAlone(message: Message): Understanding | undefined {
  const intent = intentOfThread(message);
  const subject = message.context.thread && message.reader.names.exact(message.context.thread.entity, THINGS_FIRST);
  if (!intent || !subject) return undefined;
  const isTime = intent.timed === true && onlyTimes(message.items);
  const modifiers = readModifiers(message.items, null);
  // A runbook or an owner is none of a mode; where it is asked for in an environment, that may be another entity.
  const isAskedThere =
    intent.modified === true ||
    (modifiers.mode === null && !intent.lists && (intent.takes === "one" || intent.takes === "many"));
  if (!isTime && !(isAskedThere && onlyModifies(message.items, modifiers))) return undefined;
  return asBefore(question(intent.name, [subject.ref], message), message);
}

/** With the mode and the environment of the thread, where the message says none: "and in staging?" is still read-only. */
export function asBefore(understood: Understanding, { context: { thread } }: Message): Understanding {
  if (understood.type !== "question" || !thread) return understood;
  const { mode, environment } = understood.modifiers;
  const before = MODES.find((each) => each === thread.mode) ?? null;
  const modifiers = {
    ...understood.modifiers,
    mode: mode ?? before,
    environment: environment ?? thread.environment ?? null,
  };
  return { ...understood, modifiers };
}

/** "and this week?" */
function onlyTimes(items: readonly Item[]): boolean {
  const isBeside = ({ piece }: Item) => piece.type === "word" && FUNCTION_WORDS.has(piece.word);
  return items.some(({ isTime }) => isTime) && items.every((item) => item.isTime || isNothing(item) || isBeside(item));
}

/** "only the apis", "and deprecated ones?": the list of the thread, narrowed otherwise. */
export function readFilterAlone(message: Message): Understanding | undefined {
  const { items, reader, context } = message;
  const intent = intentOfThread(message);
  const subject = context.thread && reader.names.exact(context.thread.entity, THINGS_FIRST);
  const said = items.flatMap(({ piece }) => (piece.type === "word" ? [piece.word] : []));
  if (!intent?.lists || !subject || !(NARROWING.has(said[0] ?? "") || said.includes("ones"))) return undefined;
  const { filter, explained } = readFilter(items, NO_MATCH, reader.view);
  const saysNothing = ({ piece }: Item) =>
    piece.type === "stop" || (piece.type === "word" && (FUNCTION_WORDS.has(piece.word) || NARROWING.has(piece.word)));
  const isAll = items.every((item, position) => explained.has(position) || saysNothing(item));
  const isNegated = said.some((word) => NEGATIONS.has(word));
  if (!isAll || isNegated || Object.keys(filter).length === 0) return undefined;
  return question(intent.name, [subject.ref], message, null, filter);
}

const NARROWING: ReadonlySet<string> = new Set(["and", "or", "only", "just", "but", "now", "also", "how", "what"]);

/** No phrase: all items say what to list. */
const NO_MATCH: PhraseMatch = {
  line: "",
  words: new Set(),
  anything: new Set(),
  slot: null,
  other: null,
  score: 0,
  corrected: [],
};

/** What was asked last in the thread. */
export function intentOfThread({ context, grammar }: Message): IntentGrammar | undefined {
  return context.thread && grammar.intent(context.thread.intent);
}
