/**
 * The words of one block of an adjacency: a row of runs, each a header and then its targets. Every function takes the
 * memory and the place of a block or run in it; those that add expect room behind the block.
 */

/** The parts of a run's header: 16 bits of edge class, one bit for the last run of a block, 15 bits of count. */
export const CODE_SHIFT = 16;
export const LAST_RUN = 0x8000;
export const RUN_COUNT = 0x7fff;

/** A run, as steps from the start of its block, which may move. */
export interface BlockShape {
  /** How many words the block has in use. */
  readonly used: number;
  readonly lastRun: number;
  /** A run of the asked class with room for one more target, or -1. */
  readonly roomyRun: number;
  readonly runs: number;
}

export interface FoundTarget {
  readonly run: number;
  readonly at: number;
  /** The run before, or -1. */
  readonly previous: number;
  /** How many words were looked at. */
  readonly looked: number;
}

/** Reads a word that is known to be inside the memory. */
export function word(words: Int32Array, at: number): number {
  return words[at] as number; // inside by construction: every place comes from a header
}

export function shapeOf(words: Int32Array, block: number, code: number): BlockShape {
  let roomyRun = -1;
  let runs = 1;
  let run = block;
  for (; ; runs++) {
    const header = word(words, run);
    const count = header & RUN_COUNT;
    if (header >>> CODE_SHIFT === code && count < RUN_COUNT) roomyRun = run - block;
    if (header & LAST_RUN) return { used: run + count + 1 - block, lastRun: run - block, roomyRun, runs };
    run += count + 1;
  }
}

/** Where a target of a class is; undefined when it is not there. */
export function findTarget(words: Int32Array, block: number, code: number, target: number): FoundTarget | undefined {
  let previous = -1;
  let looked = 0;
  for (let run = block; ; ) {
    const header = word(words, run);
    const end = run + (header & RUN_COUNT);
    looked++;
    if (header >>> CODE_SHIFT === code) {
      for (let at = run + 1; at <= end; at++) {
        if (word(words, at) === target) return { run, at, previous, looked: looked + at - run };
      }
      looked += header & RUN_COUNT;
    }
    if (header & LAST_RUN) return undefined;
    previous = run;
    run = end + 1;
  }
}

/** Writes a block of one target. */
export function writeOnly(words: Int32Array, block: number, code: number, target: number): void {
  words[block] = (code << CODE_SHIFT) | LAST_RUN | 1;
  words[block + 1] = target;
}

/** Adds a target to a run with room. Only the ends of the later runs move. */
export function insertTarget(words: Int32Array, run: number, target: number): void {
  let header = word(words, run);
  words[run] = header + 1;
  let carried = target;
  let at = run + (header & RUN_COUNT) + 1;
  while (!(header & LAST_RUN)) {
    header = word(words, at);
    words[at] = carried;
    carried = word(words, at + 1);
    words[at + 1] = header;
    at += (header & RUN_COUNT) + 1;
  }
  words[at] = carried;
}

/** Adds a run of one target behind the last one. */
export function appendRun(words: Int32Array, lastRun: number, code: number, target: number): void {
  const header = word(words, lastRun);
  words[lastRun] = header & ~LAST_RUN;
  writeOnly(words, lastRun + (header & RUN_COUNT) + 1, code, target);
}

/** Takes a found target away, and its run when that has no other. The block must not become empty. */
export function removeTarget(words: Int32Array, { run, at, previous }: FoundTarget): void {
  const header = word(words, run);
  const end = run + (header & RUN_COUNT);
  words[at] = word(words, end);
  words[run] = header - 1;
  const isLast = (header & LAST_RUN) !== 0;
  const isEmpty = end === run + 1;
  if (!isLast) {
    moveRunsLeft(words, end + 1);
    if (isEmpty) moveRunsLeft(words, run + 1);
  } else if (isEmpty) {
    words[previous] = word(words, previous) | LAST_RUN;
  }
}

/** Moves a run and all behind it one word to the left; only one target of each changes its place. */
function moveRunsLeft(words: Int32Array, firstRun: number): void {
  for (let run = firstRun; ; ) {
    const header = word(words, run);
    const count = header & RUN_COUNT;
    words[run - 1] = header;
    words[run] = word(words, run + count);
    if (header & LAST_RUN) return;
    run += count + 1;
  }
}
