import type { EntityRef } from "@callboard/core";
import type { KindTiers } from "./intent-grammar.ts";
import type { PhraseMatch } from "./match-phrase.ts";
import { isWithin, type Message } from "./message.ts";
import { namesIn } from "./names-in.ts";
import type { NameReading } from "./read-name.ts";

/** What a pronoun in a slot stands for: the one name of the message, else what the thread is about. */
export function pointedAt(match: PhraseMatch, kinds: KindTiers, message: Message): EntityRef | undefined {
  const { reader, context } = message;
  const [only, ...others] = namedBeside(match, kinds, message);
  if (only) return only.type === "found" && others.length === 0 ? only.ref : undefined;
  return context.thread && reader.names.exact(context.thread.entity, kinds)?.ref;
}

/** The names that a message mentions outside of a phrase and its slot. */
export function namedBeside({ words, anything, slot }: PhraseMatch, kinds: KindTiers, message: Message): NameReading[] {
  const { items, reader } = message;
  const isTaken = (at: number) => words.has(at) || anything.has(at) || isWithin(slot, at);
  const taken = new Set([...items.keys()].filter(isTaken));
  return namesIn(items, taken, kinds, reader);
}
