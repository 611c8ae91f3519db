import type { Item } from "./item.ts";
import { matchesOf, matchPhrase, type PhraseMatch } from "./match-phrase.ts";
import type { Phrase, PhrasePart } from "./phrase.ts";

/** Phrases that are found in messages, each with what it stands for. */
export interface PhraseIndex<Meaning> {
  /** Every phrase that stands in a message, in the order they were given, at its best place. */
  find(items: readonly Item[]): { readonly meaning: Meaning; readonly match: PhraseMatch }[];
  /** Every place of every phrase. For phrases without slots: those with one have many places. */
  findAll(items: readonly Item[]): { readonly meaning: Meaning; readonly match: PhraseMatch }[];
}

/** A phrase and what it stands for. */
export interface PhraseEntry<Meaning> {
  readonly meaning: Meaning;
  readonly phrase: Phrase;
}

/** An index by the words that phrases begin with: most phrases of a grammar share no word with a message. */
export function phraseIndex<Meaning>(entries: readonly PhraseEntry<Meaning>[]): PhraseIndex<Meaning> {
  const byStart = new Map<string, number[]>();
  for (const [position, { phrase }] of entries.entries()) {
    for (const word of phrase.starts) {
      const before = byStart.get(word);
      if (before) before.push(position);
      else byStart.set(word, [position]);
    }
  }
  /** The phrases that may stand in a message, in the order they were given. */
  function likely(items: readonly Item[]): readonly PhraseEntry<Meaning>[] {
    const said = new Set(items.flatMap(({ forms }) => forms));
    const begun = new Set([...said].flatMap((word) => byStart.get(word) ?? []));
    return [...begun]
      .sort((left, right) => left - right)
      .flatMap((position) => entries[position] ?? [])
      .filter(({ phrase }) => mayStand(phrase.parts, said));
  }

  return {
    find: (items) =>
      likely(items).flatMap(({ meaning, phrase }) => {
        const match = matchPhrase(phrase, items);
        return match ? [{ meaning, match }] : [];
      }),
    findAll: (items) =>
      likely(items).flatMap(({ meaning, phrase }) =>
        Array.from(matchesOf(phrase, items), (match) => ({ meaning, match })),
      ),
  };
}

/** False when a phrase cannot stand in a message, for it lacks a word that was not said. */
function mayStand(parts: readonly PhrasePart[], said: ReadonlySet<string>): boolean {
  for (const part of parts) {
    if (part.type === "word" && !said.has(part.word)) return false;
    if (part.type === "choice" && !part.options.some((option) => mayStand(option, said))) return false;
  }
  return true;
}
