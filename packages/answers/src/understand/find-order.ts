import { THINGS_FIRST } from "./intent-grammar.ts";
import type { Item } from "./item.ts";
import { restOfClause } from "./message.ts";
import { joins } from "./name-region.ts";
import { textOf } from "./name-words.ts";
import { isInName, type Reader } from "./names-in.ts";
import { BEFORE_ORDERS, ORDERS } from "./out-of-scope.ts";
import { FILLERS, FUNCTION_WORDS, MYSELF, POINTING, words } from "./words.ts";

/**
 * The word that makes a message an order ("restart fare-service", "… and then delete it"), if one does. A verb that
 * begins an entity's name ("order service") or is used as a noun ("deploy of …") does not.
 */
export function findOrder(items: readonly Item[], reader: Reader): string | undefined {
  for (const [position, { piece }] of items.entries()) {
    if (piece.type !== "word" || !startsClause(items, position)) continue;
    if (givesRight(items, position) || passesOn(items, position)) return piece.text;
    if (!ORDERS.has(piece.word)) continue;
    if (asksToSee(items, position) || asksLeave(items, position)) continue;
    if (isListed(items, position, reader)) continue;
    if (takesObject(items, position) && !beginsName(items, position, reader)) return piece.text;
  }
  return undefined;
}

/** The verb of "feed the cat": a word that no question has, and behind it what something is to be done to. */
export function findCommand(items: readonly Item[], { vocabulary }: Reader): string | undefined {
  const start = items.findIndex(({ piece }) => !(piece.type === "word" && isBeforeOrder(piece.word)));
  const [verb, object] = items.slice(start, start + 2).map(({ piece }) => piece);
  if (verb?.type !== "word" || object?.type !== "word" || items.some(({ piece }) => piece.text.includes("?"))) return;
  const isAsking = vocabulary.has(verb.word) || vocabulary.hints(verb.word).length > 0;
  return !isAsking && (DETERMINERS.has(object.word) || MYSELF.has(object.word)) ? verb.text : undefined;
}

/** True for orders and nothing else: "ack pls", said beside an alert. */
export function isBareOrder(items: readonly Item[]): boolean {
  const said = items.filter(({ piece }) => piece.type !== "stop").map(wordOf);
  return said.some((word) => ORDERS.has(word)) && said.every((word) => ORDERS.has(word) || isBeforeOrder(word));
}

function isBeforeOrder(word: string): boolean {
  return BEFORE_ORDERS.has(word) || FILLERS.has(word);
}

const DETERMINERS: ReadonlySet<string> = new Set(words("the a an all every each this that these those some"));

/** "give netcode ownership of it": who is given a right, and not a thing to see. */
function givesRight(items: readonly Item[], position: number): boolean {
  const [verb, next] = items.slice(position, position + 2).map(wordOf);
  if (!verb || !GIVING.has(verb) || next === "me" || next === "us") return false;
  return restOfClause(items, position).some((item) => RIGHTS.has(wordOf(item)));
}

/** "tell the plumbers that …": others are to be told, not who asks. */
function passesOn(items: readonly Item[], position: number): boolean {
  const [verb, next] = items.slice(position, position + 2).map(wordOf);
  // "let the auctions know that …", and not "let me know who …".
  const letsKnow = verb === "let" && restOfClause(items, position).some((item) => wordOf(item) === "know");
  return (
    verb !== undefined &&
    (letsKnow || TELLING.has(verb)) &&
    next !== "me" &&
    next !== "us" &&
    takesObject(items, position)
  );
}

const TELLING: ReadonlySet<string> = new Set(["tell", "inform", "remind"]);
const GIVING: ReadonlySet<string> = new Set(["give", "hand", "award", "pass"]);
const RIGHTS: ReadonlySet<string> = new Set(words("ownership access permission permissions rights admin control"));

/** "send me the runbook", "open the docs of …", "run book for …": something is to be shown, nothing is to be done. */
function asksToSee(items: readonly Item[], position: number): boolean {
  const [verb, next] = items.slice(position, position + 2).map(wordOf);
  if (verb === "send" || verb === "drop") return next === "me" || next === "us";
  if (verb === "run") return next === "book" || next === "books";
  return verb === "open" && restOfClause(items, position).some((item) => SHOWN.has(wordOf(item)));
}

/** "can I restart it? what would break": who asks whether they may, and then what comes of it, orders nothing. */
function asksLeave(items: readonly Item[], position: number): boolean {
  const clause = items.slice(0, position).findLastIndex(({ piece }) => piece.type === "stop") + 1;
  const before = items
    .slice(clause, position)
    .filter((item) => !INTENDING.has(wordOf(item)) && !FILLERS.has(wordOf(item)));
  const [who = "", may] = before.slice(-2).map(wordOf).reverse();
  // "we upgrade cart on saturday, what …": what one is going to do is told.
  if ((may !== undefined && !MAY.has(may)) || (who !== "i" && who !== "we")) return false;
  return items.some(
    ({ piece }, at) => at > position && piece.type === "stop" && items[at + 1]?.forms.some((form) => ASKS.has(form)),
  );
}

/** "we will move cart", "we are going to move cart". */
const INTENDING: ReadonlySet<string> = new Set(words("will shall are am going to want plan planning need"));
const MAY: ReadonlySet<string> = new Set(words("can could may might should shall"));
const ASKS: ReadonlySet<string> = new Set(words("what who which whats"));

const SHOWN: ReadonlySet<string> = new Set(
  words("runbook playbook docs documentation wiki readme dashboard dashboards grafana metrics graphs repo repository"),
);

function wordOf({ piece }: Item): string {
  return piece.type === "word" ? piece.word : "";
}

function startsClause(items: readonly Item[], position: number): boolean {
  let before = position - 1;
  let piece = items[before]?.piece;
  while (piece?.type === "word" && isBeforeOrder(piece.word)) {
    if (piece.word === "and" || piece.word === "then") return true;
    before -= 1;
    piece = items[before]?.piece;
  }
  return piece === undefined || piece.type === "stop" || (piece.type === "given" && piece.by === "user");
}

function takesObject(items: readonly Item[], position: number): boolean {
  const next = items[position + 1]?.piece;
  if (!next || next.type === "stop") return false;
  const [another] = items.slice(position + 2, position + 3).map(wordOf);
  if (joins(items[position + 1]) && another !== undefined && ORDERS.has(another)) return true;
  if (next.type === "given") return true;
  return !FUNCTION_WORDS.has(next.word) || POINTING.has(next.word) || MYSELF.has(next.word) || PARTICLES.has(next.word);
}

/** "roll back", "shut down", "turn off", "post in #payments". */
const PARTICLES: ReadonlySet<string> = new Set(["up", "down", "off", "out", "on", "in"]);

/** "are cart and notify related": the second of two names, and no order. */
function isListed(items: readonly Item[], position: number, reader: Reader): boolean {
  const [item] = items.slice(position, position + 1);
  return (
    item !== undefined &&
    position > 1 &&
    joins(items[position - 1]) &&
    isInName(items, position - 2, reader) &&
    reader.names.exact(item.piece.text, [["component", "api", "resource", "system"]]) !== undefined
  );
}

function beginsName(items: readonly Item[], position: number, { names }: Reader): boolean {
  for (let length = 2; length <= 4; length += 1) {
    const run = items.slice(position, position + length).map(({ piece }) => piece);
    if (run.length < length || run.some(({ type }) => type !== "word")) continue;
    const text = textOf(run);
    if (names.exact(text, THINGS_FIRST) || names.shared(text, THINGS_FIRST)) return true;
  }
  return false;
}
