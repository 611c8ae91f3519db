import { word } from "./block-runs.ts";

/** Yes or no for each of many numbers, in one bit each: small enough to stay near the processor in a walk. */
export interface BitSet {
  /** 32 numbers in each word; as long as it has to be for the numbers that were set. */
  readonly words: Int32Array;
  set(index: number, isIn: boolean): void;
  copy(): BitSet;
}

export function bitSet(given: Int32Array = new Int32Array(1)): BitSet {
  let words = given;
  return {
    get words() {
      return words;
    },
    set(index, isIn) {
      const at = index >>> 5;
      if (at >= words.length) {
        if (!isIn) return;
        const longer = new Int32Array(at * 2);
        longer.set(words);
        words = longer;
      }
      const bit = 1 << (index & 31);
      words[at] = isIn ? word(words, at) | bit : word(words, at) & ~bit;
    },
    copy: () => bitSet(words.slice()),
  };
}

/** Whether a number is in the set with these words. */
export function isIn(words: Int32Array, index: number): boolean {
  return (((words[index >>> 5] ?? 0) >>> (index & 31)) & 1) === 1;
}
