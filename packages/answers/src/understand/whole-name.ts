import { type IntentGrammar, type KindTiers, kindsOfSlot } from "./intent-grammar.ts";
import type { Region } from "./item.ts";
import type { PhraseMatch } from "./match-phrase.ts";
import { LONGEST_NAME, type Message } from "./message.ts";
import { mayBeName, textOf } from "./name-words.ts";
import { FILLERS } from "./words.ts";

/** A match whose slot is all of the name that begins in it. */
export function withWholeName(intent: IntentGrammar, match: PhraseMatch, message: Message): PhraseMatch {
  const { slot } = match;
  if (!slot || slot.name === "template" || slot.name === "entities") return match;
  const kinds = kindsOfSlot(slot.name, intent);
  const longer = longerName(slot, kinds, message) ?? earlierName(slot, match, kinds, message);
  return longer ? { ...match, slot: { ...longer, name: slot.name } } : match;
}

/** "check in desk", "R&D tools": a name that goes on beyond a word or a sign that ends names. */
function longerName({ start, end }: Region, kinds: KindTiers, { items, reader }: Message): Region | undefined {
  if (end === start) return undefined;
  for (let longer = Math.min(items.length, start + LONGEST_NAME); longer > end; longer -= 1) {
    const pieces = items.slice(start, longer).map(({ piece }) => piece);
    const last = pieces.at(-1);
    const isWhole = last?.type === "word" || last?.text === ")";
    if (isWhole && mayBeName(pieces) && reader.names.exact(textOf(pieces), kinds)) return { start, end: longer };
  }
  return undefined;
}

/** "wait times": a name that begins with a word that elsewhere says nothing. */
function earlierName(
  { start, end }: Region,
  match: PhraseMatch,
  kinds: KindTiers,
  message: Message,
): Region | undefined {
  const { items, reader } = message;
  const before = items[start - 1]?.piece;
  const isPart = before?.type === "word" && FILLERS.has(before.word) && !match.words.has(start - 1) && end > start;
  if (!isPart) return undefined;
  const pieces = items.slice(start - 1, end).map(({ piece }) => piece);
  return mayBeName(pieces) && reader.names.exact(textOf(pieces), kinds) ? { start: start - 1, end } : undefined;
}
