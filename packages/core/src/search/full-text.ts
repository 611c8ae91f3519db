import SearchableMap from "minisearch/SearchableMap";
import type { EntityRef } from "../model/entity-ref.ts";
import type { StoredEntity } from "../model/stored-entity.ts";
import { FIELD_BOOSTS, fieldText, fieldTokens, SEARCH_FIELDS, type SearchField } from "./search-field.ts";

/**
 * Which entities have a word in which field, and how much it says about them. Each entity has a row; what a word costs
 * is a look at the rows that have it, a nanosecond or two each.
 */
export interface FullText {
  /** Adds an entity that is not there. */
  add(stored: StoredEntity): void;
  /** Takes out an entity that is there, as it was added. */
  remove(stored: StoredEntity): void;
  /** The entity of a row; undefined where it is gone. */
  entityAt(row: number): StoredEntity | undefined;
  rowOf(ref: EntityRef): number | undefined;
  /** Looks words up as leniently as the stage says, each of them once. Good until an entity changes. */
  at(stage: Stage): WordReader;
}

/** How leniently words are looked up. */
export interface Stage {
  /** Whether beginnings of words count, too. */
  readonly prefix?: (word: string) => boolean;
  /** How many letters may be added, left out or changed. */
  readonly fuzzy?: (word: string) => number;
  /** Where to look; in all fields unless given. */
  readonly fields?: readonly SearchField[];
}

export interface WordReader {
  /** The rows that have all words, in these fields unless those of the stage will do; in no order. */
  havingAll(words: readonly string[], fields?: readonly SearchField[]): readonly number[];
  /**
   * How well some rows fit: by BM25+ of all words where they have all, and of the one word they are when written without
   * separators. A row that has neither is left out.
   */
  scores(rows: Iterable<number>, words: readonly string[]): readonly RowScore[];
}

interface RowScore {
  readonly row: number;
  readonly score: number;
  /** Where a word was found. */
  readonly fields: readonly SearchField[];
}

/** An index without entities. */
export function fullText(): FullText {
  const terms = new SearchableMap<Postings>();
  const entities: (StoredEntity | undefined)[] = [];
  const rowOf = new Map<EntityRef, number>();
  const free: number[] = [];
  /** By field and row, how many different words it has there. */
  const lengths = SEARCH_FIELDS.map((): number[] => []);
  const totals = SEARCH_FIELDS.map(() => 0);

  function eachWord(stored: StoredEntity, visit: (word: string, field: number, times: number) => void): void {
    for (const [field, name] of SEARCH_FIELDS.entries()) {
      const times = countWords(fieldTokens(fieldText(stored.entity, name), name));
      for (const [word, count] of times) visit(word, field, Math.min(count, MAX_TIMES));
    }
  }

  function count(field: number, row: number, by: 1 | -1): void {
    const ofRow = lengths[field];
    if (ofRow) ofRow[row] = (ofRow[row] ?? 0) + by;
    totals[field] = (totals[field] ?? 0) + by;
  }

  function matchesOf(word: string, { prefix, fuzzy }: Stage): readonly Match[] {
    const matches: Match[] = [];
    const exact = terms.get(word);
    if (exact) matches.push({ postings: exact, weight: 1 });
    const isPrefix = prefix?.(word) === true;
    const edits = fuzzy?.(word) ?? 0;
    if (isPrefix) {
      for (const [term, postings] of terms.atPrefix(word)) {
        if (term === word) continue;
        const more = term.length - word.length;
        matches.push({ postings, weight: (BEGINNING * term.length) / (term.length + 0.3 * more) });
      }
    }
    if (edits > 0) {
      for (const [term, [postings, distance]] of terms.fuzzyGet(word, edits)) {
        if (distance === 0 || (isPrefix && term.startsWith(word))) continue;
        matches.push({ postings, weight: (MISSPELT * term.length) / (term.length + distance) });
      }
    }
    return matches;
  }

  return {
    add(stored) {
      const row = free.pop() ?? entities.length;
      entities[row] = stored;
      rowOf.set(stored.ref, row);
      for (const each of lengths) each[row] = 0;
      eachWord(stored, (word, field, times) => {
        const postings = terms.fetch(word, () => []);
        const posting = postings[field];
        const packed = row * TIMES + times;
        if (!posting) postings[field] = [packed];
        else if (packed > (posting.at(-1) ?? 0)) posting.push(packed);
        else posting.splice(placeOf(packed, posting), 0, packed);
        count(field, row, 1);
      });
    },
    remove(stored) {
      const row = rowOf.get(stored.ref);
      if (row === undefined) return;
      eachWord(stored, (word, field, times) => {
        const postings = terms.get(word);
        const posting = postings?.[field];
        if (!postings || !posting) return;
        posting.splice(placeOf(row * TIMES + times, posting), 1);
        if (posting.length === 0) postings[field] = undefined;
        if (postings.every((each) => each === undefined)) terms.delete(word);
        count(field, row, -1);
      });
      entities[row] = undefined;
      rowOf.delete(stored.ref);
      free.push(row);
    },
    entityAt: (row) => entities[row],
    rowOf: (ref) => rowOf.get(ref),
    at(stage) {
      const known = new Map<string, readonly Match[]>();
      const lookUp = (word: string): readonly Match[] => {
        const matches = known.get(word) ?? matchesOf(word, stage);
        known.set(word, matches);
        return matches;
      };
      return {
        havingAll(words, fields = stage.fields ?? SEARCH_FIELDS) {
          const lists: Posting[][] = [];
          const wanted = fields.map((field) => SEARCH_FIELDS.indexOf(field));
          for (const word of new Set(words)) {
            const list = inFields(lookUp(word), wanted);
            if (list.length === 0) return [];
            lists.push(list);
          }
          return rowsInAll(lists, entities.length);
        },
        scores(rows, words) {
          const fields = (stage.fields ?? SEARCH_FIELDS).map((field) => SEARCH_FIELDS.indexOf(field));
          const slots = new Int32Array(entities.length);
          const found = Array.from(rows, (row, index) => {
            slots[row] = index + 1;
            return { row, score: 0, found: 0, queries: 0 };
          });
          /** Adds up what some words say about each row that has all of them. */
          const addAll = (wanted: ReadonlySet<string>) => {
            const sums = found.map(() => ({ score: 0, found: 0, words: 0, last: "" }));
            for (const word of wanted) {
              for (const { postings, weight } of lookUp(word)) {
                for (const field of fields) {
                  const posting = postings[field];
                  if (!posting) continue;
                  const boost = weight * (BOOSTS[field] ?? 0) * rarity(posting.length, rowOf.size);
                  const average = (totals[field] ?? 0) / rowOf.size;
                  for (const packed of posting) {
                    const row = packed >>> TIMES_BITS;
                    const sum = sums[(slots[row] ?? 0) - 1];
                    if (!sum) continue;
                    sum.score += boost * frequency(packed & MAX_TIMES, (lengths[field]?.[row] ?? 0) / average);
                    sum.found |= 1 << field;
                    if (sum.last !== word) sum.words++;
                    sum.last = word;
                  }
                }
              }
            }
            for (const [index, sum] of sums.entries()) {
              const hit = found[index];
              if (!hit || sum.words < wanted.size) continue;
              hit.score += sum.score;
              hit.found |= sum.found;
              hit.queries += wanted.size;
            }
          };
          if (words.length > 1) addAll(new Set(words));
          addAll(new Set([words.join("")]));
          return found
            .filter(({ queries }) => queries > 0)
            .map(({ row, score, found, queries }) => ({
              row,
              score: score * queries,
              fields: SEARCH_FIELDS.filter((_, field) => found & (1 << field)),
            }));
        },
      };
    },
  };
}

/** Rows and how often each has a word, as one number, in order: that is a quarter of the memory of a map. */
type Posting = number[];
/** By field. */
type Postings = (Posting | undefined)[];

interface Match {
  readonly postings: Postings;
  readonly weight: number;
}

/** More than 255 times say no more, which leaves room for 16 million rows. */
const TIMES_BITS = 8;
const TIMES = 2 ** TIMES_BITS;
const MAX_TIMES = TIMES - 1;
const BOOSTS = SEARCH_FIELDS.map((field) => FIELD_BOOSTS[field]);
/** What words count that only begin like the one that was typed, or differ from it, before their length counts. */
const BEGINNING = 0.375;
const MISSPELT = 0.45;

function inFields(matches: readonly Match[], fields: readonly number[]): Posting[] {
  const list: Posting[] = [];
  for (const { postings } of matches) {
    for (const field of fields) {
      const posting = postings[field];
      if (posting) list.push(posting);
    }
  }
  return list;
}

function rowsInAll(lists: readonly (readonly Posting[])[], rowCount: number): readonly number[] {
  const sizeOf = (list: readonly Posting[]) => list.reduce((sum, { length }) => sum + length, 0);
  const rarestFirst = lists.map((list) => ({ list, size: sizeOf(list) })).sort((a, b) => a.size - b.size);
  /** By row, how many words it has so far. */
  const had = new Uint8Array(rowCount);
  let left: number[] = [];
  for (const [index, { list }] of rarestFirst.entries()) {
    left = [];
    for (const posting of list) {
      for (const packed of posting) {
        const row = packed >>> TIMES_BITS;
        if (had[row] !== index) continue;
        had[row] = index + 1;
        left.push(row);
      }
    }
    if (left.length === 0) break;
  }
  return left;
}

function placeOf(packed: number, posting: Posting): number {
  let from = 0;
  let to = posting.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((posting[middle] ?? 0) < packed) from = middle + 1;
    else to = middle;
  }
  return from;
}

function countWords(words: readonly string[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const word of words) times.set(word, (times.get(word) ?? 0) + 1);
  return times;
}

/** The parts of BM25+: how few have the word, and how often one does, for its length in averages. */
function rarity(having: number, all: number): number {
  return Math.log(1 + (all - having + 0.5) / (having + 0.5));
}

function frequency(times: number, length: number): number {
  return 0.5 + (times * 2.2) / (times + 1.2 * (0.3 + 0.7 * length));
}
