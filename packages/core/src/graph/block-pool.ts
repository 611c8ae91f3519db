/** Memory for many small blocks of 32-bit words that come, grow and go. Word 0 is never part of a block. */
export interface BlockPool {
  /** The memory. Another array after an allocation that needed more room. */
  readonly words: Int32Array;
  /** The start of a free block of at least `words` words. Its content is undefined. */
  allocate(words: number): number;
  /** Gives a block back that was allocated for `words` words. */
  release(start: number, words: number): void;
  copy(): BlockPool;
}

const EXACT_SIZES = 16;
const STEPS_PER_DOUBLING = 8;
const SIZE_CLASSES = EXACT_SIZES + 1 + 28 * STEPS_PER_DOUBLING;
/** How much room to leave when there is no more: an eighth, so that growing costs little per block. */
const GROWTH = 1.125;

/** How many words a block for `words` words has: exactly that many up to 16, at most an eighth more above. */
export function capacityFor(words: number): number {
  if (words <= EXACT_SIZES) return words;
  const step = stepOf(words);
  return Math.ceil(words / step) * step;
}

/** An empty pool with room for `words` words. */
export function blockPool(words = 0): BlockPool {
  return poolOver(new Int32Array(words + 1), 1, new Int32Array(SIZE_CLASSES));
}

/** @param freeBlocks the first free block of each size; each holds the start of the next in its first word */
function poolOver(memory: Int32Array, firstUnused: number, freeBlocks: Int32Array): BlockPool {
  let words = memory;
  let end = firstUnused;
  return {
    get words() {
      return words;
    },
    allocate(wanted) {
      const size = sizeClass(wanted);
      const free = freeBlocks[size] as number; // a size class is always within
      if (free !== 0) {
        freeBlocks[size] = words[free] as number;
        return free;
      }
      const start = end;
      end += capacityFor(wanted);
      if (end > words.length) words = enlarged(words, end);
      return start;
    },
    release(start, used) {
      const size = sizeClass(used);
      words[start] = freeBlocks[size] as number;
      freeBlocks[size] = start;
    },
    copy: () => poolOver(words.slice(), end, freeBlocks.slice()),
  };
}

/** The same numbers in an array with room for at least `length`, and some more. */
export function enlarged(from: Int32Array, length: number): Int32Array {
  const larger = new Int32Array(Math.ceil(length * GROWTH) + EXACT_SIZES);
  larger.set(from);
  return larger;
}

function sizeClass(words: number): number {
  if (words <= EXACT_SIZES) return words;
  const step = stepOf(words);
  const doubling = Math.log2(step) - 1;
  return EXACT_SIZES + doubling * STEPS_PER_DOUBLING + Math.ceil(words / step) - STEPS_PER_DOUBLING;
}

/** An eighth of the greatest power of two below `words`. */
function stepOf(words: number): number {
  return 1 << (31 - Math.clz32(words - 1) - 3);
}
