import { word } from "./block-runs.ts";

/**
 * A hash table from texts to their numbers. It keeps no text: who has them compares. So it takes two words for each
 * place, next to each other, and looking up one of millions waits for memory once where a `Map` does so several times.
 */
export interface TextNumbers {
  /** The number of a text; -1 where it has none. */
  find(text: string, texts: Texts): number;
  /** The same for many texts at once, which waits for memory less often: `numbers` gets one for each of them. */
  findAll(wanted: readonly string[], numbers: Int32Array, texts: Texts): void;
  /** As `findAll`; a text that has no number yet is put in with the one that `give` gives it. */
  internAll(wanted: readonly string[], numbers: Int32Array, texts: Texts, give: (at: number) => number): void;
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
/** How many texts are looked up together. */
const AHEAD = 256;

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

  function hashOf(text: string, length = text.length): number {
    let hash = length;
    for (let index = 0; index < length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), factor);
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

  /**
   * Looks up the texts from `first` to `end`, one step for all of them before the next step: then what a step has to
   * wait for is on its way for all of them at once.
   */
  function findSome(wanted: readonly string[], first: number, end: number, numbers: Int32Array, texts: Texts): void {
    for (let at = first; at < end; at++) {
      const text = textAt(wanted, at);
      lengths[at - first] = text.length;
      // A text may begin in one line of memory and end in the next: both are asked for before they are waited for.
      ends[at - first] = text.charCodeAt(text.length - 1);
    }
    for (let at = first; at < end; at++) {
      hashes[at - first] = hashOf(textAt(wanted, at), word(lengths, at - first));
    }
    for (let at = first; at < end; at++) {
      const hash = word(hashes, at - first);
      let place = hash & mask;
      while (table[place * 2] !== hash && table[place * 2 + 1] !== 0) place = (place + 1) & mask;
      numbers[at] = word(table, place * 2 + 1) - FIRST;
    }
    for (let at = first; at < end; at++) {
      const number = word(numbers, at);
      if (number < 0) continue;
      const known = texts[number];
      const length = word(lengths, at - first);
      const isAlike = known?.length === length && known.charCodeAt(length - 1) === ends[at - first];
      if (!isAlike) numbers[at] = REMOVED - FIRST; // to be looked for one by one, as behind a text that was taken out
    }
    for (let at = first; at < end; at++) {
      const number = word(numbers, at);
      const text = textAt(wanted, at);
      if (number >= 0 && texts[number] === text) continue;
      numbers[at] = number === -FIRST ? -1 : numberAt(placeOf(text, word(hashes, at - first), texts));
    }
  }

  function numberAt(place: number): number {
    return place < 0 ? -1 : word(table, place * 2 + 1) - FIRST;
  }

  function put(hash: number, known: number): void {
    let place = hash & mask;
    while (table[place * 2 + 1] !== 0) place = (place + 1) & mask;
    table[place * 2] = hash;
    table[place * 2 + 1] = known;
    used++;
  }

  function add(hash: number, number: number): void {
    if ((used + 1) * 3 > mask * 2) rebuild();
    put(hash, number + FIRST);
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
      return numberAt(placeOf(text, hashOf(text), texts));
    },
    findAll(wanted, numbers, texts) {
      for (let first = 0; first < wanted.length; first += AHEAD) {
        findSome(wanted, first, Math.min(first + AHEAD, wanted.length), numbers, texts);
      }
    },
    internAll(wanted, numbers, texts, give) {
      for (let first = 0; first < wanted.length; first += AHEAD) {
        const end = Math.min(first + AHEAD, wanted.length);
        findSome(wanted, first, end, numbers, texts);
        for (let at = first; at < end; at++) {
          if (word(numbers, at) >= 0) continue;
          const hash = word(hashes, at - first);
          // It may have come before among those that were looked up together.
          const known = numberAt(placeOf(textAt(wanted, at), hash, texts));
          numbers[at] = known >= 0 ? known : give(at);
          if (known < 0) add(hash, word(numbers, at));
        }
      }
    },
    add(text, number) {
      add(hashOf(text), number);
    },
    remove(text, texts) {
      const place = placeOf(text, hashOf(text), texts);
      if (place >= 0) table[place * 2 + 1] = REMOVED;
    },
    copy: () => tableOver(table.slice(), used, factor),
  };
}

/** Of the texts that are looked up together; nothing is left in them from one call to the next. */
const lengths = new Int32Array(AHEAD);
const ends = new Int32Array(AHEAD);
const hashes = new Int32Array(AHEAD);

function textAt(texts: readonly string[], at: number): string {
  return texts[at] as string; // callers count up to the length
}
