import { word } from "./block-runs.ts";

/**
 * A hash table from texts to their numbers. It keeps no text: who has them compares. So it takes two words for each
 * place, next to each other, and looking up one of millions waits for memory once where a `Map` does so several times.
 */
export interface TextNumbers {
  /** The number of a text; -1 where it has none. */
  find(text: string, texts: Texts): number;
  /** Puts in a text that has no number yet. */
  add(text: string, number: number): void;
  /** Takes out a text that has a number. */
  remove(text: string, texts: Texts): void;
  copy(): TextNumbers;
}

/** By number: the text that was put in with it. */
type Texts = readonly (string | undefined)[];

const FIRST_PLACES = 16;
/** A word is 0 at an unused place, this at one whose text was taken out, and otherwise the number and {@link FIRST}. */
const REMOVED = 1;
const FIRST = 2;

export function textNumbers(): TextNumbers {
  // Drawn anew for each table: nobody can choose texts that all have one place.
  return tableOver(new Int32Array(FIRST_PLACES * 2), 0, Math.floor(Math.random() * 2 ** 30) * 2 + 1);
}

/**
 * @param places the hash of a text and what stands for its number, for each place
 * @param taken how many places are not unused
 * @param factor an odd number
 */
function tableOver(places: Int32Array, taken: number, factor: number): TextNumbers {
  let table = places;
  let mask = table.length / 2 - 1;
  let used = taken;

  function hashOf(text: string): number {
    let hash = text.length;
    for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), factor);
    return Math.imul(hash ^ (hash >>> 15), factor) ^ (hash >>> 13);
  }

  /** The place of a text; -1 where it has none. */
  function placeOf(text: string, hash: number, texts: Texts): number {
    for (let place = hash & mask; ; place = (place + 1) & mask) {
      const known = word(table, place * 2 + 1);
      if (known === 0) return -1;
      if (known !== REMOVED && table[place * 2] === hash && texts[known - FIRST] === text) return place;
    }
  }

  function put(hash: number, known: number): void {
    let place = hash & mask;
    while (table[place * 2 + 1] !== 0) place = (place + 1) & mask;
    table[place * 2] = hash;
    table[place * 2 + 1] = known;
    used++;
  }

  /** Makes a table with room for as many again, without what was taken out. */
  function rebuild(): void {
    const old = table;
    let live = 0;
    for (let at = 1; at < old.length; at += 2) if (word(old, at) >= FIRST) live++;
    let length = FIRST_PLACES * 2;
    while (length < live * 4) length *= 2;
    table = new Int32Array(length);
    mask = length / 2 - 1;
    used = 0;
    for (let at = 1; at < old.length; at += 2) if (word(old, at) >= FIRST) put(word(old, at - 1), word(old, at));
  }

  return {
    find(text, texts) {
      const place = placeOf(text, hashOf(text), texts);
      return place < 0 ? -1 : word(table, place * 2 + 1) - FIRST;
    },
    add(text, number) {
      if ((used + 1) * 3 > mask * 2) rebuild();
      put(hashOf(text), number + FIRST);
    },
    remove(text, texts) {
      const place = placeOf(text, hashOf(text), texts);
      if (place >= 0) table[place * 2 + 1] = REMOVED;
    },
    copy: () => tableOver(table.slice(), used, factor),
  };
}
