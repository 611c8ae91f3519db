import { THINGS_FIRST } from "./intent-grammar.ts";
import type { Item } from "./match-phrase.ts";
import { BEFORE_ORDERS, ORDERS } from "./out-of-scope.ts";
import { type Reader, textOf } from "./read-slot.ts";
import { FILLERS, FUNCTION_WORDS, MYSELF, POINTING } from "./words.ts";

/**
 * The word that makes a message an order ("restart fare-service", "… and then delete it"), if one does. A verb that
 * begins an entity's name ("order service") or is used as a noun ("deploy of …") does not.
 */
export function findOrder(items: readonly Item[], reader: Reader): string | undefined {
  for (const [position, { piece }] of items.entries()) {
    if (piece.type !== "word" || !ORDERS.has(piece.word) || !startsClause(items, position)) continue;
    if (takesObject(items, position) && !beginsName(items, position, reader)) return piece.text;
  }
  return undefined;
}

function startsClause(items: readonly Item[], position: number): boolean {
  let before = position - 1;
  let piece = items[before]?.piece;
  while (piece?.type === "word" && (BEFORE_ORDERS.has(piece.word) || FILLERS.has(piece.word))) {
    if (piece.word === "and" || piece.word === "then") return true;
    before -= 1;
    piece = items[before]?.piece;
  }
  return piece === undefined || piece.type === "stop" || (piece.type === "given" && piece.by === "user");
}

function takesObject(items: readonly Item[], position: number): boolean {
  const next = items[position + 1]?.piece;
  if (!next || next.type === "stop") return false;
  if (next.type === "given") return true;
  return !FUNCTION_WORDS.has(next.word) || POINTING.has(next.word) || MYSELF.has(next.word) || PARTICLES.has(next.word);
}

/** "roll back", "shut down", "turn off". */
const PARTICLES: ReadonlySet<string> = new Set(["up", "down", "off", "out", "on"]);

function beginsName(items: readonly Item[], position: number, { names }: Reader): boolean {
  for (let length = 2; length <= 4; length += 1) {
    const run = items.slice(position, position + length).map(({ piece }) => piece);
    if (run.length === length && run.every(({ type }) => type === "word") && names.exact(textOf(run), THINGS_FIRST)) {
      return true;
    }
  }
  return false;
}
