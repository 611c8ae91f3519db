import { type Adjacency, adjacency } from "./adjacency.ts";
import { blockPool, capacityFor } from "./block-pool.ts";
import { CODE_SHIFT, LAST_RUN, RUN_COUNT, word } from "./block-runs.ts";

/** A list of edges in columns. */
export interface EdgeColumns {
  readonly length: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly code: Int32Array;
}

/** An adjacency with all of the given edges at once, without gaps. */
export function packAdjacency(entities: number, edges: EdgeColumns): Adjacency {
  const parts = partsOf(entities, edges);
  const blocks = measureBlocks(entities, parts);
  const pool = blockPool(blocks.total);
  const start = new Int32Array(entities);
  for (let first = 0; first < entities; first += PART) {
    const end = Math.min(first + PART, entities);
    for (let entity = first; entity < end; entity++) {
      const words = word(blocks.words, entity);
      if (words > 0) start[entity] = pool.allocate(words);
    }
    writeBlocks(pool.words, start.subarray(first, end), parts, first >>> PART_SHIFT);
  }
  return adjacency(start, pool);
}

/** How many entities are packed together, a power of two: few enough for all that is known of them to stay nearby. */
const PART_SHIFT = 12;
const PART = 1 << PART_SHIFT;

/**
 * Edges by the part of the entities that they start from, and there in order of their classes. Millions of edges in any
 * order would be looked up all over the memory; those of one part are not.
 */
interface Parts {
  /** By part: where its edges begin, and at the end where the last one's end. */
  readonly starts: Int32Array;
  /** The entity that an edge starts from, counted from the first of its part, and then 16 bits of class. */
  readonly keys: Int32Array;
  readonly targets: Int32Array;
}

function partsOf(entities: number, { length, from, to, code }: EdgeColumns): Parts {
  const starts = new Int32Array(Math.ceil(entities / PART) + 1);
  for (let edge = 0; edge < length; edge++) {
    const part = word(from, edge) >>> PART_SHIFT;
    starts[part + 1] = word(starts, part + 1) + 1;
  }
  for (let part = 1; part < starts.length; part++) starts[part] = word(starts, part) + word(starts, part - 1);
  const next = starts.slice();
  const keys = new Int32Array(length);
  const targets = new Int32Array(length);
  for (let edge = 0; edge < length; edge++) {
    const entity = word(from, edge);
    const place = word(next, entity >>> PART_SHIFT);
    next[entity >>> PART_SHIFT] = place + 1;
    keys[place] = ((entity % PART) << CODE_SHIFT) | word(code, edge);
    targets[place] = word(to, edge);
  }
  for (let part = 0; part + 1 < starts.length; part++) {
    const [first, end] = [word(starts, part), word(starts, part + 1)];
    sortByClass(keys.subarray(first, end), targets.subarray(first, end));
  }
  return { starts, keys, targets };
}

/** Puts the edges of one part in the order of their classes; those of one class keep their order. */
function sortByClass(keys: Int32Array, targets: Int32Array): void {
  let inOrder = 1;
  while (inOrder < keys.length && classOf(keys, inOrder) >= classOf(keys, inOrder - 1)) inOrder++;
  if (inOrder >= keys.length) return;
  const order = sortedBy(
    keys.map((key) => key & CODE),
    keys.length,
  );
  keys.set(order.map((index) => word(keys, index)));
  targets.set(order.map((index) => word(targets, index)));
}

/** How many words the block of each entity needs. */
function measureBlocks(entities: number, { starts, keys }: Parts): { words: Int32Array; total: number } {
  const words = new Int32Array(entities);
  const lastCode = new Int32Array(PART);
  const inRun = new Int32Array(PART);
  for (let part = 0; part + 1 < starts.length; part++) {
    lastCode.fill(-1);
    for (let at = word(starts, part); at < word(starts, part + 1); at++) {
      const inPart = word(keys, at) >>> CODE_SHIFT;
      const code = classOf(keys, at);
      const opensRun = code !== word(lastCode, inPart) || word(inRun, inPart) === RUN_COUNT;
      const entity = part * PART + inPart;
      inRun[inPart] = opensRun ? 1 : word(inRun, inPart) + 1;
      words[entity] = word(words, entity) + (opensRun ? 2 : 1);
      lastCode[inPart] = code;
    }
  }
  return { words, total: words.reduce((total, each) => total + capacityFor(each), 0) };
}

/** Writes the edges of one part to the blocks of its entities. */
function writeBlocks(words: Int32Array, blocks: Int32Array, { starts, keys, targets }: Parts, part: number): void {
  const headers = new Int32Array(blocks.length);
  const next = blocks.slice();
  for (let at = word(starts, part); at < word(starts, part + 1); at++) {
    const inPart = word(keys, at) >>> CODE_SHIFT;
    const code = classOf(keys, at);
    let header = word(headers, inPart);
    let place = word(next, inPart);
    if (header === 0 || word(words, header) >>> CODE_SHIFT !== code || place - header > RUN_COUNT) {
      header = place++;
      headers[inPart] = header;
      words[header] = code << CODE_SHIFT;
    }
    words[place] = word(targets, at);
    words[header] = word(words, header) + 1;
    next[inPart] = place + 1;
  }
  for (const header of headers) if (header > 0) words[header] = word(words, header) | LAST_RUN;
}

/** The bits of a key that hold the class. */
const CODE = (1 << CODE_SHIFT) - 1;

function classOf(keys: Int32Array, at: number): number {
  return word(keys, at) & CODE;
}

/** The indexes of a column by its values; indexes with the same value keep the order they have in `order`. */
export function sortedBy(column: Int32Array, length: number, order?: Int32Array): Int32Array {
  let greatest = 0;
  for (let index = 0; index < length; index++) greatest = Math.max(greatest, word(column, index));
  const next = new Int32Array(greatest + 2);
  for (let index = 0; index < length; index++) {
    const value = word(column, index);
    next[value + 1] = word(next, value + 1) + 1;
  }
  for (let value = 1; value < next.length; value++) next[value] = word(next, value) + word(next, value - 1);
  const sorted = new Int32Array(length);
  for (let position = 0; position < length; position++) {
    const index = order ? word(order, position) : position;
    const value = word(column, index);
    const place = word(next, value);
    sorted[place] = index;
    next[value] = place + 1;
  }
  return sorted;
}
