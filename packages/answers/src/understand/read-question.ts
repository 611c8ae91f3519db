import { type EntityRef, entityRefParts } from "@callboard/core";
import { aboutMany } from "./about-many.ts";
import { type Asked, choosePhrase } from "./choose-phrase.ts";
import { noSuchName, notUnderstood, question } from "./conclude.ts";
import { fillSlot } from "./fill-slot.ts";
import { findCommand, findOrder } from "./find-order.ts";
import { wordsOfCues } from "./grammar.ts";
import { THINGS_FIRST } from "./intent-grammar.ts";
import type { Item, Region } from "./item.ts";
import type { PhraseMatch } from "./match-phrase.ts";
import { coversAll, isNothing, LONGEST_NAME, type Message, readRegion, restOfClause } from "./message.ts";
import { looksLikeName, mayBeName, textOf } from "./name-words.ts";
import { asksTwice } from "./named-elsewhere.ts";
import { namesIn } from "./names-in.ts";
import { TELLING } from "./pointed-at.ts";
import { correctedQuestion, correctedTo } from "./read-correction.ts";
import { isMadeOfCues, readCues } from "./read-cues.ts";
import { intentOfThread, readFilterAlone, readFollowUp, readModifiersAlone, sameQuestion } from "./read-follow-up.ts";
import type { SlotReading } from "./read-slot.ts";
import type { Understanding } from "./understanding.ts";
import { FUNCTION_WORDS, words } from "./words.ts";

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
  if (order !== undefined && !isOneName(message) && !asksAboutName(order, message)) {
    return readOffer(message) ?? notUnderstood("order", order, mentioned(message));
  }
  const understood = readAsked(message);
  const command = understood.type === "no-such-name" ? findCommand(items, reader) : undefined;
  return command === undefined ? understood : notUnderstood("order", command, mentioned(message));
}

function readAsked(message: Message): Understanding {
  return (
    readCorrection(message) ??
    readFilterAlone(message) ??
    (isOneName(message) && !message.context.thread ? undefined : readPhrase(message)) ??
    readOutOfScope(message) ??
    readModifiersAlone(message) ??
    readFollowUp(message) ??
    (isOneName(message) ? undefined : readCues(message)) ??
    readBareName(message)
  );
}

/** "sorry, I meant seat-map": the question before it, else that of the thread, about what was meant. */
function readCorrection(message: Message): Understanding | undefined {
  const corrected = correctedTo(message);
  return (
    corrected &&
    (correctedQuestion(message, corrected) ??
      (message.context.thread && sameQuestion(corrected.reading, message)) ??
      question(message.grammar.bareName, [corrected.reading.ref], message))
  );
}

/** "order dashboard": what is asked of a thing whose name is an order elsewhere, where nothing else is said. */
function asksAboutName(order: string, { items, grammar, reader }: Message): boolean {
  if (!reader.names.exact(order, [["component", "api", "resource", "system"]])) return false;
  return grammar
    .questions(items)
    .some(
      ({ match }) =>
        match.slot !== null &&
        match.slot.end === match.slot.start + 1 &&
        items[match.slot.start]?.piece.text === order &&
        coversAll(match, items),
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
  if (refused) return notUnderstood("out-of-scope", refused, entityOf(asked) ?? mentioned(message));
  // "link me the seat-map board" asks for no path to a "seat-map board", and "whose phone rings" for no owner of a phone.
  const isName =
    asked.reading?.type !== "unknown" ||
    asked.reading.isSort === true ||
    asksTwice(asked, message) ||
    !isMadeOfCues(asked.reading.text, message);
  return (isName ? undefined : readCues(message)) ?? fillSlot(asked, message);
}

/** The name of a question without an answer that the message asks besides, or rather. */
function refusedBeside(asked: Asked, { items, grammar }: Message): string | undefined {
  const others = grammar.outOfScope(items);
  if (others.length === 0) return undefined;
  const { match, reading, narrowed } = asked;
  const cues = wordsOfCues(grammar.cued(items), asked.intent.name);
  const nameWords = new Set(reading && "text" in reading ? reading.text.toLowerCase().split(/\s+/) : []);
  const isExplained = (position: number) => {
    if (
      cues.has(position) ||
      match.words.has(position) ||
      match.anything.has(position) ||
      narrowed?.explained.has(position)
    )
      return true;
    const piece = items[position]?.piece;
    const inSlot = match.slot !== null && position >= match.slot.start && position < match.slot.end;
    return inSlot && piece?.type === "word" && reading?.type !== "unknown" && nameWords.has(piece.word);
  };
  // "is it deprecated or is it dead": a verb that is said again asks nothing else.
  const isAllExplained = ({ words: said }: PhraseMatch) =>
    [...said].some(isExplained) &&
    [...said].every((at) => isExplained(at) || items[at]?.forms.some((form) => COPULAS.has(form)));
  return others.find(
    (other) => !isTold(other.match, match, items) && (other.match.score > match.score || !isAllExplained(other.match)),
  )?.name;
}

/**
 * "seat-map has been firing alerts all night, who …": what a statement says is not asked for; nor what a sentence behind the
 * question does, "I need it before I am on call next week".
 */
function isTold(told: PhraseMatch, asked: PhraseMatch, items: readonly Item[]): boolean {
  const isStop = ({ piece }: Item) => piece.type === "stop";
  const endsSentence = (item: Item) => isStop(item) && SENTENCE_ENDS.has(item.piece.text);
  return [isStop, endsSentence].some((ends) => isToldIn(ends, told, asked, items));
}

/** Likewise, of the clause or the sentence that it is told in. */
function isToldIn(
  ends: (item: Item) => boolean,
  told: PhraseMatch,
  asked: PhraseMatch,
  items: readonly Item[],
): boolean {
  const last = Math.max(...told.words);
  const start = items.slice(0, Math.min(...told.words)).findLastIndex(ends) + 1;
  const length = items.slice(start).findIndex(ends);
  const end = length < 0 ? items.length : start + length;
  const clause = items.slice(start, end);
  const [first, ...others] = clause.filter((item) => !isNothing(item));
  const saysThat = (item: Item) => item.piece.type === "word" && TELLING.has(item.piece.word);
  const isApart = Math.min(...asked.words) > end || (start > 0 && Math.max(...asked.words) < start);
  return (
    last < end &&
    isApart &&
    items[end]?.piece.text !== "?" &&
    first !== undefined &&
    (first.piece.type !== "word" || !BEGINS_TO_ASK.has(first.piece.word)) &&
    (others.some(saysThat) || (first.piece.type === "word" && BEGINS_TO_TELL.has(first.piece.word)))
  );
}

const SENTENCE_ENDS: ReadonlySet<string> = new Set([".", "!", "?", "\n"]);
const BEGINS_TO_TELL: ReadonlySet<string> = new Set(words("i id im ive we wed weve my our this it they he she"));
const COPULAS: ReadonlySet<string> = new Set(["is", "are", "was", "were"]);
const BEGINS_TO_ASK: ReadonlySet<string> = new Set(
  words(
    "who whom whose whos what whats which where when why how is are was were do does did can could has have had any",
  ),
);

function readOutOfScope(message: Message): Understanding | undefined {
  const [first] = message.grammar.outOfScope(message.items);
  return first && !isOneName(message) ? notUnderstood("out-of-scope", first.name, mentioned(message)) : undefined;
}

/** A name and nothing else: the thread's question about it, else what it is. */
function readBareName(message: Message): Understanding {
  const { items, grammar, context, surface, reader } = message;
  const region = bareRegion(items);
  const reading = (region && readRegion(region, THINGS_FIRST, message)) ?? titleOf(message);
  const listing = intentOfThread(message) ?? grammar.intent(grammar.bareName);
  if (reading?.type === "many" && listing) return aboutMany(listing, reading.refs, message);
  if (!reading || (reading.type !== "found" && reading.type !== "several" && reading.type !== "unknown")) {
    return notUnderstood("no-phrase", null, mentioned(message));
  }
  const isName =
    reading.type === "found" ||
    surface === "slash" ||
    looksLikeName(reading.text) ||
    reader.names.shared(reading.text, THINGS_FIRST) !== undefined ||
    (reading.candidates.length > 0 && !reading.text.includes(" "));
  if (!isName) return notUnderstood("no-phrase", null, mentioned(message));
  if (context.thread) return sameQuestion(reading, message) ?? notUnderstood("no-phrase", null, null);
  if (reading.type === "found") {
    // "Onboard a port": a template may be called like the order to use it.
    const offers = entityRefParts(reading.ref).kind === "template" ? grammar.questions(items) : [];
    const offer = offers.find(({ intent, match }) => intent.asOrder && match.slot?.name === "template");
    return question(offer?.intent.name ?? grammar.bareName, [reading.ref], message);
  }
  return reading.type === "several"
    ? { type: "which-one", intent: grammar.bareName, text: reading.text, candidates: reading.candidates }
    : noSuchName(grammar.bareName, reading);
}

/** The whole message where it can be one name: no stop inside, no word that holds a sentence together. */
function bareRegion(items: readonly Item[]): Region | undefined {
  const start = startOfName(items);
  const clause = restOfClause(items, start);
  const end = start + clause.length;
  const isRest = items.slice(end).every(({ piece }) => piece.type === "stop");
  const isPlain = clause.every(({ piece }) => piece.type !== "word" || !FUNCTION_WORDS.has(piece.word));
  return isRest && isPlain && clause.length <= LONGEST_NAME ? { start, end } : undefined;
}

/** Behind "no, sorry," and the like. */
function startOfName(items: readonly Item[]): number {
  const isAside = (item: Item) => isNothing(item) || (item.piece.type === "word" && ASIDES.has(item.piece.word));
  const start = items.findIndex((item) => !isAside(item));
  const [before] = items.slice(Math.max(0, start - 1), start);
  return before?.piece.type === "stop" ? start : items.findIndex(({ piece }) => piece.type !== "stop");
}

const ASIDES: ReadonlySet<string> = new Set(["no", "nope", "nah", "not", "that", "one", "wrong", "other"]);

function isOneName(message: Message): boolean {
  return titleOf(message) !== undefined;
}

/** What is called exactly like the whole message: "R&D tools", "Card Payment Service (CPS)". */
function titleOf({ items, reader }: Message): Extract<SlotReading, { type: "found" }> | undefined {
  const pieces = items.map(({ piece }) => piece);
  const end = pieces.findLastIndex(({ type, text }) => type !== "stop" || text === ")") + 1;
  const named = pieces.slice(0, end);
  return named.length <= LONGEST_TITLE && mayBeName(named)
    ? reader.names.exact(textOf(named), THINGS_FIRST)
    : undefined;
}

const LONGEST_TITLE = 10;

/** The one entity that a message mentions, to make a refusal useful. */
function mentioned({ items, reader }: Message): EntityRef | null {
  const [first, ...rest] = namesIn(items, new Set(), THINGS_FIRST, reader);
  return first?.type === "found" && rest.length === 0 ? first.ref : null;
}

function entityOf({ reading }: Asked): EntityRef | null {
  return reading?.type === "found" ? reading.ref : null;
}
