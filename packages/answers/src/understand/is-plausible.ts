import type { IntentMatch } from "./grammar.ts";
import type { IntentGrammar } from "./intent-grammar.ts";
import type { Item } from "./item.ts";
import type { PhraseMatch } from "./match-phrase.ts";
import { coversAll, isNothing, restOfClause } from "./message.ts";
import { isEnvironment } from "./modifiers.ts";
import type { FilterReading } from "./read-filter.ts";
import { FUNCTION_WORDS, words } from "./words.ts";

/** Whether a phrase counts, by what else a message says: phrases of everyday words only where they are all of a question. */
export function isPlausible(
  intent: IntentGrammar,
  match: PhraseMatch,
  items: readonly Item[],
  narrowed: FilterReading | null,
): boolean {
  if (narrowed) {
    const isSaid = narrowed.chooses || match.anything.size === 0;
    // What stands for any word must be a word that narrows the list, too.
    const strict = { ...match, anything: new Set<number>() };
    return isSaid && coversAll(strict, items, (_, position) => narrowed.explained.has(position));
  }
  if (intent.wholeMessage) {
    return coversAll(match, items, intent.modified ? isAtMostModifier : isNothing) || isSentence(match, items);
  }
  if (intent.timed && !match.slot) return coversAll(match, items, isAtMostTime);
  if (!match.slot || match.slot.end > match.slot.start) return true;
  // "about that repository" asks for none.
  if (saysThat(items[Math.min(...match.words) - 1])) return false;
  const rest = restOfClause(items, match.slot.start);
  return rest.every(isNothing) || (match.slot.name !== "unsaid" && rest.some(({ piece }) => piece.type === "given"));
}

/** "how does this work, what can I ask": nothing is said but phrases of one question, none of which is about anything. */
export function isSaidTwice(intent: IntentGrammar, matches: readonly IntentMatch[], items: readonly Item[]): boolean {
  if (intent.takes !== "none" || intent.filtered) return false;
  const same = matches.filter((each) => each.intent.name === intent.name);
  return items.every((item, at) => isNothing(item) || same.some(({ match }) => match.words.has(at)));
}

/** "Hi, I am new. What is seat-map?": a question in a sentence of its own, about a name that is known. */
function isSentence(match: PhraseMatch, items: readonly Item[]): boolean {
  const first = Math.min(...match.words);
  const asks = items[first]?.piece;
  if (!match.slot || asks?.type !== "word" || !ASKING.has(asks.word)) return false;
  const begin = items.slice(0, first).findLastIndex(endsAside) + 1;
  const start = items.slice(begin, first).every(isPolite) ? first : begin;
  const length = restOfClause(items, first).length;
  return coversAll(match, items, (item, at) => at < start || at >= first + length || isNothing(item));
}

/** "can you …", "does anybody know …": what stands before a question to ask it politely. */
function isPolite(item: Item): boolean {
  return isNothing(item) || (item.piece.type === "word" && POLITE.has(item.piece.word));
}

const POLITE: ReadonlySet<string> = new Set(
  words(
    "can could would will do does you u someone somebody anyone anybody i we need want like love to know wonder wondering if and could",
  ),
);

/** A stop, or the "but" of "stupid question but what is seat-map". */
function endsAside({ piece }: Item): boolean {
  return piece.type === "stop" || (piece.type === "word" && piece.word === "but");
}

const ASKING: ReadonlySet<string> = new Set([
  "what",
  "whats",
  "which",
  "who",
  "whois",
  "describe",
  "explain",
  "tell",
  "know",
  "knows",
]);

/** "in prod" beside "payments-db down". */
export function isAtMostModifier(item: Item): boolean {
  const { piece } = item;
  return isNothing(item) || (piece.type === "word" && (FUNCTION_WORDS.has(piece.word) || isEnvironment(piece.word)));
}

/** "there" and "today" beside "what changed". */
function isAtMostTime(item: Item): boolean {
  const { piece } = item;
  return isNothing(item) || item.isTime === true || (piece.type === "word" && HERE.has(piece.word));
}

const HERE: ReadonlySet<string> = new Set(["here", "there"]);

/** "this" or "that", which point to something. */
export function saysThat(item: Item | undefined): boolean {
  return item?.piece.type === "word" && DETERMINERS.has(item.piece.word);
}

const DETERMINERS: ReadonlySet<string> = new Set(["this", "that", "these", "those"]);
