import { entityRefParts } from "@callboard/core";
import { THINGS_FIRST } from "./intent-grammar.ts";
import type { Item } from "./item.ts";
import type { Message } from "./message.ts";
import { textOf } from "./name-words.ts";
import { FILLERS, FUNCTION_WORDS } from "./words.ts";

/**
 * The message with each name of several words, typed in full, as one word, where a word that elsewhere ends names is a part
 * of it: "id check", "sign up form". Undefined where it holds none.
 */
export function withJoinedNames(message: Message): Message | undefined {
  const { items } = message;
  if (items.length > LONGEST_MESSAGE) return undefined;
  const joined: Item[] = [];
  for (let at = 0; at < items.length; ) {
    const length = lengthOfName(items, at, message);
    const text = textOf(items.slice(at, at + length).map(({ piece }) => piece));
    const [item] = items.slice(at, at + 1);
    if (length > 1)
      joined.push({ piece: { type: "word", text, word: text.toLowerCase().replaceAll(" ", "-") }, forms: [] });
    else if (item) joined.push(item);
    at += Math.max(1, length);
  }
  return joined.length < items.length ? { ...message, items: joined } : undefined;
}

function lengthOfName(items: readonly Item[], start: number, { reader }: Message): number {
  for (let length = LONGEST_NAME; length > 1; length -= 1) {
    const pieces = items.slice(start, start + length).map(({ piece }) => piece);
    const words = pieces.flatMap((piece) => (piece.type === "word" ? [piece.word] : []));
    if (words.length < length || !words.some((word) => FUNCTION_WORDS.has(word) || FILLERS.has(word))) continue;
    const named = reader.names.exact(textOf(pieces), THINGS_FIRST);
    if (named && NAMED.has(entityRefParts(named.ref).kind)) return length;
  }
  return 0;
}

const NAMED: ReadonlySet<string> = new Set(["component", "resource", "api", "system", "domain"]);
const LONGEST_NAME = 4;
const LONGEST_MESSAGE = 24;
