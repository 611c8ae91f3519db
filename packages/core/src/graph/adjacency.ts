import { type BlockPool, blockPool, capacityFor, enlarged } from "./block-pool.ts";
import {
  appendRun,
  CODE_SHIFT,
  findTarget,
  insertTarget,
  LAST_RUN,
  RUN_COUNT,
  removeTarget,
  shapeOf,
  word,
  writeOnly,
} from "./block-runs.ts";

/**
 * Which entities each entity has an edge to, in one direction, by edge class.
 *
 * All edges of an entity are one block of `words`, which starts at `start[entity]` (0 when it has none). A block is a
 * row of runs, one for each edge class: a header (the class, whether it is the last run, how many targets), then the
 * targets. So a walk looks up what an edge means once per run, and an edge costs four bytes.
 */
export interface Adjacency {
  readonly start: Int32Array;
  readonly words: Int32Array;
  /** How many words edits have looked at or moved so far. */
  readonly touched: number;
  /** Makes room for entities with numbers below `entities`. */
  reserve(entities: number): void;
  /** Adds an edge that is not there yet. */
  add(from: number, code: number, to: number): void;
  /** Takes an edge away that is there. Looks through the targets of its class, so it costs more at a hub. */
  remove(from: number, code: number, to: number): void;
  copy(): Adjacency;
}

/** An adjacency without edges; or one over blocks that are already written, which it takes over. */
export function adjacency(starts: Int32Array = new Int32Array(0), pool: BlockPool = blockPool()): Adjacency {
  let start: Int32Array = starts;
  let touched = 0;

  /** The block with room for `wanted` words instead of `used`: moved where that is another size. */
  function resized(from: number, used: number, wanted: number): number {
    const block = word(start, from);
    if (capacityFor(used) === capacityFor(wanted)) return block;
    const kept = Math.min(used, wanted);
    const moved = pool.allocate(wanted);
    pool.words.copyWithin(moved, block, block + kept);
    pool.release(block, used);
    start[from] = moved;
    touched += kept;
    return moved;
  }

  return {
    get start() {
      return start;
    },
    get words() {
      return pool.words;
    },
    get touched() {
      return touched;
    },
    reserve(entities) {
      if (entities > start.length) start = enlarged(start, entities);
    },
    add(from, code, to) {
      const block = word(start, from);
      touched += 2;
      if (block === 0) {
        const first = pool.allocate(2);
        writeOnly(pool.words, first, code, to);
        start[from] = first;
        return;
      }
      const { used, lastRun, roomyRun, runs } = shapeOf(pool.words, block, code);
      touched += runs;
      if (roomyRun >= 0) {
        const room = resized(from, used, used + 1);
        insertTarget(pool.words, room + roomyRun, to);
      } else {
        const room = resized(from, used, used + 2);
        appendRun(pool.words, room + lastRun, code, to);
      }
    },
    remove(from, code, to) {
      const block = word(start, from);
      const { used } = shapeOf(pool.words, block, code);
      const found = findTarget(pool.words, block, code, to);
      if (!found) throw new RangeError(`Entity ${from} has no edge of class ${code} to ${to}.`);
      touched += found.looked;
      if (used === 2) {
        pool.release(block, used);
        start[from] = 0;
        return;
      }
      const emptiesRun = (word(pool.words, found.run) & RUN_COUNT) === 1;
      removeTarget(pool.words, found);
      resized(from, used, used - (emptiesRun ? 2 : 1));
    },
    copy: () => adjacency(start.slice(), pool.copy()),
  };
}

/** Calls back with each edge of an entity. The adjacency must not change meanwhile. */
export function eachEdge(edges: Adjacency, from: number, visit: (to: number, code: number) => void): void {
  const { words } = edges;
  let at = edges.start[from] ?? 0;
  if (at === 0) return;
  for (;;) {
    const header = word(words, at);
    const end = at + (header & RUN_COUNT);
    while (at < end) visit(word(words, ++at), header >>> CODE_SHIFT);
    if (header & LAST_RUN) return;
    at++;
  }
}

/** Calls back with how many edges of a class an entity has, once or more for each class: no step for each edge. */
export function eachRun(edges: Adjacency, from: number, visit: (count: number, code: number) => void): void {
  const { words } = edges;
  let at = edges.start[from] ?? 0;
  if (at === 0) return;
  for (;;) {
    const header = word(words, at);
    visit(header & RUN_COUNT, header >>> CODE_SHIFT);
    if (header & LAST_RUN) return;
    at += (header & RUN_COUNT) + 1;
  }
}

/** True when an entity has any edge. */
export function hasEdges(edges: Adjacency, from: number): boolean {
  return (edges.start[from] ?? 0) !== 0;
}
