import type { EntityRef } from "@callboard/core";
import { aboutMany } from "./about-many.ts";
import { type Asked, choosePhrase } from "./choose-phrase.ts";
import { noSuchName, notUnderstood, question } from "./conclude.ts";
import { fillSlot } from "./fill-slot.ts";
import { findOrder } from "./find-order.ts";
import { type IntentGrammar, THINGS_FIRST } from "./intent-grammar.ts";
import type { Item, Region } from "./match-phrase.ts";
import { coversAll, isNothing, LONGEST_NAME, type Message, readRegion, restOfClause } from "./message.ts";
import { onlyModifies, readModifiers } from "./modifiers.ts";
import { looksLikeName, namesIn, type SlotReading, textOf } from "./read-slot.ts";
import type { Understanding } from "./understanding.ts";
import { FUNCTION_WORDS } from "./words.ts";

/** What a message that is addressed to the bot asks. */
export function readQuestion(message: Message): Understanding {
  const { items, grammar, reader } = message;
  if (items.every(({ piece }) => piece.type === "stop")) return question(grammar.nothing, [], message);
  const polite = grammar.pleasantries(items);
  if (
    polite.length > 0 &&
    items.every((item, position) => isNothing(item) || polite.some(({ words }) => words.has(position)))
  ) {
    return { type: "silence", because: "Nothing was asked." };
  }
  const order = findOrder(items, reader);
  if (order !== undefined && !isOneName(message)) {
    return readOffer(message) ?? notUnderstood("order", order, mentioned(message));
  }
  return (
    (isOneName(message) && !message.context.thread ? undefined : readPhrase(message)) ??
    readOutOfScope(message) ??
    readModifiersAlone(message) ??
    readFollowUp(message) ??
    readBareName(message)
  );
}

/** "make a new service" is no order to make it now, but a question for the template. */
function readOffer(message: Message): Understanding | undefined {
  const offers = message.grammar.questions(message.items).filter(({ intent }) => intent.asOrder);
  const asked = choosePhrase(message, offers);
  return asked && asked !== "unclear" && asked.match.slot?.name === "template" ? fillSlot(asked, message) : undefined;
}

function readPhrase(message: Message): Understanding | undefined {
  const asked =
    choosePhrase(message, message.grammar.questions(message.items)) ??
    choosePhrase(message, message.grammar.statements(message.items));
  if (asked === "unclear") return notUnderstood("no-phrase", null, mentioned(message));
  // "systems" may be a list, but of a team of that name it is the name.
  if (!asked || (asked.intent.filtered && asked.match.slot === null && isOneName(message))) return undefined;
  const refused = refusedBeside(asked, message);
  return refused
    ? notUnderstood("out-of-scope", refused, entityOf(asked) ?? mentioned(message))
    : fillSlot(asked, message);
}

/** The name of a question without an answer that the message asks besides, or rather. */
function refusedBeside({ match, reading, narrowed }: Asked, { items, grammar }: Message): string | undefined {
  const nameWords = new Set(reading && "text" in reading ? reading.text.toLowerCase().split(/\s+/) : []);
  const isExplained = (position: number) => {
    if (match.words.has(position) || match.anything.has(position) || narrowed?.explained.has(position)) return true;
    const piece = items[position]?.piece;
    const inSlot = match.slot !== null && position >= match.slot.start && position < match.slot.end;
    return inSlot && piece?.type === "word" && reading?.type !== "unknown" && nameWords.has(piece.word);
  };
  return grammar
    .outOfScope(items)
    .find((other) => other.match.score > match.score || ![...other.match.words].every(isExplained))?.name;
}

function readOutOfScope(message: Message): Understanding | undefined {
  const [first] = message.grammar.outOfScope(message.items);
  return first && !isOneName(message) ? notUnderstood("out-of-scope", first.name, mentioned(message)) : undefined;
}

/** "and seat-map?": the thread's question about something else. */
function readFollowUp(message: Message): Understanding | undefined {
  const { context, grammar, items } = message;
  const match = grammar.followUps(items).find((each) => each.slot && coversAll(each, items));
  if (!context.thread || !match?.slot || match.slot.end === match.slot.start) return undefined;
  return sameQuestion(readRegion(match.slot, intentOfThread(message)?.kinds ?? THINGS_FIRST, message), message);
}

function sameQuestion(reading: SlotReading, message: Message): Understanding | undefined {
  if (reading.type !== "found" && reading.type !== "several" && reading.type !== "unknown") return undefined;
  const intent = intentOfThread(message);
  if (!intent) {
    const wanted = message.context.thread?.intent ?? null;
    return notUnderstood("out-of-scope", wanted, reading.type === "found" ? reading.ref : null);
  }
  if (reading.type === "found") return sameAbout(intent, reading.ref, message);
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
function readModifiersAlone(message: Message): Understanding | undefined {
  const intent = intentOfThread(message);
  const subject = message.context.thread && message.reader.names.exact(message.context.thread.entity, THINGS_FIRST);
  if (!intent || !subject) return undefined;
  const isTime = intent.timed === true && onlyTimes(message.items);
  const isMode = intent.modified === true && onlyModifies(message.items, readModifiers(message.items, null));
  if (!isTime && !isMode) return undefined;
  return question(intent.name, [subject.ref], message);
}

/** "and this week?" */
function onlyTimes(items: readonly Item[]): boolean {
  const isBeside = ({ piece }: Item) => piece.type === "word" && FUNCTION_WORDS.has(piece.word);
  return items.some(({ isTime }) => isTime) && items.every((item) => item.isTime || isNothing(item) || isBeside(item));
}

/** A name and nothing else: the thread's question about it, else what it is. */
function readBareName(message: Message): Understanding {
  const { items, grammar, context, surface } = message;
  const region = bareRegion(items);
  const reading = region && readRegion(region, THINGS_FIRST, message);
  const listing = intentOfThread(message) ?? grammar.intent(grammar.bareName);
  if (reading?.type === "many" && listing) return aboutMany(listing, reading.refs, message);
  if (!reading || (reading.type !== "found" && reading.type !== "several" && reading.type !== "unknown")) {
    return notUnderstood("no-phrase", null, mentioned(message));
  }
  const isName =
    reading.type === "found" ||
    surface === "slash" ||
    looksLikeName(reading.text) ||
    (reading.candidates.length > 0 && !reading.text.includes(" "));
  if (!isName) return notUnderstood("no-phrase", null, mentioned(message));
  if (context.thread) return sameQuestion(reading, message) ?? notUnderstood("no-phrase", null, null);
  if (reading.type === "found") return question(grammar.bareName, [reading.ref], message);
  return reading.type === "several"
    ? { type: "which-one", intent: grammar.bareName, text: reading.text, candidates: reading.candidates }
    : noSuchName(grammar.bareName, reading);
}

/** The whole message where it can be one name: no stop inside, no word that holds a sentence together. */
function bareRegion(items: readonly Item[]): Region | undefined {
  const start = items.findIndex(({ piece }) => piece.type !== "stop");
  const clause = restOfClause(items, start);
  const end = start + clause.length;
  const isRest = items.slice(end).every(({ piece }) => piece.type === "stop");
  const isPlain = clause.every(({ piece }) => piece.type !== "word" || !FUNCTION_WORDS.has(piece.word));
  return isRest && isPlain && clause.length <= LONGEST_NAME ? { start, end } : undefined;
}

function isOneName({ items, reader }: Message): boolean {
  const region = bareRegion(items);
  const pieces = region ? items.slice(region.start, region.end).map(({ piece }) => piece) : [];
  return pieces.every(({ type }) => type === "word") && reader.names.exact(textOf(pieces), THINGS_FIRST) !== undefined;
}

/** The one entity that a message mentions, to make a refusal useful. */
function mentioned({ items, reader }: Message): EntityRef | null {
  const [first, ...rest] = namesIn(items, new Set(), THINGS_FIRST, reader);
  return first?.type === "found" && rest.length === 0 ? first.ref : null;
}

function entityOf({ reading }: Asked): EntityRef | null {
  return reading?.type === "found" ? reading.ref : null;
}

function intentOfThread({ context, grammar }: Message): IntentGrammar | undefined {
  return context.thread && grammar.intent(context.thread.intent);
}
