import type { EntityRef } from "../model/entity-ref.ts";
import { type Carriers, countOfCarriers, eachCarrier, isCarrier, withCarrier, withoutCarrier } from "./carriers.ts";
import type { EntityNameKind } from "./entity-names.ts";
import { type Lexicon, lexicon } from "./lexicon.ts";
import { words } from "./tokenize.ts";
import { typoBound } from "./typo.ts";

/** An entity as name resolution sees it. */
export interface NamedEntity {
  readonly ref: EntityRef;
  /** As in the ref, lower case. */
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly title: string | null;
  readonly person: boolean;
}

/** One name of one entity. */
export interface NameRecord {
  readonly entity: NamedEntity;
  readonly kind: EntityNameKind;
  /** As written in the document. */
  readonly text: string;
  /** The text folded. */
  readonly key: string;
}

/** A name and how far it is from what was typed. */
export interface NearName {
  readonly record: NameRecord;
  readonly edits: number;
}

/** All names of a group of entities, ready for look-up by what a person typed. Results are in no order. */
export interface NameTable {
  add(record: NameRecord): void;
  remove(record: NameRecord): void;
  /** Names that fold to the key. */
  exact(key: string): Iterable<NameRecord>;
  /**
   * Names that begin like the text or contain all its words, the last of which may be a beginning. A single word that
   * very many names contain counts only where it begins them.
   */
  partial(typed: readonly string[]): Iterable<NameRecord>;
  /** Names at most the {@link typoBound} of the key away from it. */
  misspelt(key: string): readonly NearName[];
  /** Names that share a word with the text, perhaps misspelt, which few other names have. */
  related(typed: readonly string[]): Iterable<NameRecord>;
}

/** An empty table. */
export function nameTable(): NameTable {
  const keys = lexicon<NameRecord>();
  const byWord = lexicon<NameRecord>();
  const whole = new Map<string, Carriers<NameRecord>>();
  return {
    add(record) {
      if (isWhole(record)) {
        whole.set(record.key, withCarrier(whole.get(record.key), record));
        return;
      }
      keys.add(record.key, record);
      for (const word of words(record.text)) byWord.add(word, record);
    },
    remove(record) {
      if (isWhole(record)) {
        const left = withoutCarrier(whole.get(record.key), record);
        if (left) whole.set(record.key, left);
        else whole.delete(record.key);
        return;
      }
      keys.remove(record.key, record);
      for (const word of words(record.text)) byWord.remove(word, record);
    },
    *exact(key) {
      yield* eachCarrier(keys.get(key));
      yield* eachCarrier(whole.get(key));
    },
    *partial(typed) {
      const key = typed.join("");
      if (key.length < MIN_BEGINNING) return;
      for (const { values } of keys.startingWith(key)) yield* eachCarrier(values);
      yield* containing(byWord, typed, key);
    },
    misspelt(key) {
      const maxEdits = typoBound(key.length);
      if (maxEdits === 0) return [];
      const near = keys.near(key, maxEdits);
      return near.flatMap(({ values, edits }) => Array.from(eachCarrier(values), (record) => ({ record, edits })));
    },
    *related(typed) {
      for (const word of typed.slice(0, MAX_RELATED_WORDS)) {
        for (const { values } of byWord.near(word, typoBound(word.length))) {
          if (countOfCarriers(values) <= RARE) yield* eachCarrier(values);
        }
      }
    },
  };
}

/** One letter begins too many names to mean any of them. */
const MIN_BEGINNING = 2;
/** A word that more names have says nothing about any of them. */
const RARE = 100;
/** A word that this many names contain is the name of none of them: `service`, `api`. */
const COMMON = 1_000;
/** Each word of the text is a walk over all words of all names. */
const MAX_RELATED_WORDS = 12;

/** Names that count only when typed in full are kept out of everything that guesses. */
function isWhole(record: NameRecord): boolean {
  return record.kind === "handle" || record.kind === "word" || record.kind === "former";
}

function* containing(byWord: Lexicon<NameRecord>, typed: readonly string[], key: string): Iterable<NameRecord> {
  const others = typed.slice(0, -1).map((word) => byWord.get(word));
  if (others.includes(undefined)) return;
  for (const { values } of byWord.startingWith(typed.at(-1) ?? "")) {
    if (others.length === 0 && countOfCarriers(values) > COMMON) continue;
    for (const record of eachCarrier(values)) {
      const isFound = record.key.startsWith(key); // by its beginning already
      if (!isFound && others.every((records) => isCarrier(records, record))) yield record;
    }
  }
}
