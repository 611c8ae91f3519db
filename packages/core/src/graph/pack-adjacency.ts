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

/** An adjacency with all of the given edges at once, without gaps: two sorts by counting, then one pass. */
export function packAdjacency(entities: number, edges: EdgeColumns): Adjacency {
  const byCode = sortedBy(edges.code, edges.length);
  const order = sortedBy(edges.from, edges.length, byCode);
  const blocks = measureBlocks(entities, edges, order);
  const pool = blockPool(blocks.total);
  const start = new Int32Array(entities);
  for (let first = 0; first < edges.length; ) {
    const from = word(edges.from, word(order, first));
    const block = pool.allocate(word(blocks.words, from));
    start[from] = block;
    first = writeBlock(pool.words, block, edges, order, first);
  }
  return adjacency(start, pool);
}

/** How many words the block of each entity needs. */
function measureBlocks(entities: number, edges: EdgeColumns, order: Int32Array): { words: Int32Array; total: number } {
  const words = new Int32Array(entities);
  let inRun = 0;
  let lastFrom = -1;
  let lastCode = -1;
  for (let index = 0; index < edges.length; index++) {
    const edge = word(order, index);
    const from = word(edges.from, edge);
    const code = word(edges.code, edge);
    const opensRun = from !== lastFrom || code !== lastCode || inRun === RUN_COUNT;
    inRun = opensRun ? 1 : inRun + 1;
    words[from] = word(words, from) + (opensRun ? 2 : 1);
    lastFrom = from;
    lastCode = code;
  }
  return { words, total: words.reduce((total, each) => total + capacityFor(each), 0) };
}

/** Writes the edges of one entity, which follow each other in `order`; returns where the next entity's begin. */
function writeBlock(words: Int32Array, block: number, edges: EdgeColumns, order: Int32Array, first: number): number {
  const from = word(edges.from, word(order, first));
  let header = -1;
  let at = block;
  let index = first;
  for (; index < edges.length; index++) {
    const edge = word(order, index);
    if (word(edges.from, edge) !== from) break;
    const code = word(edges.code, edge);
    const isFull = header < 0 || word(words, header) >>> CODE_SHIFT !== code || at - header > RUN_COUNT;
    if (isFull) {
      header = at++;
      words[header] = code << CODE_SHIFT;
    }
    words[at++] = word(edges.to, edge);
    words[header] = word(words, header) + 1;
  }
  words[header] = word(words, header) | LAST_RUN;
  return index;
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
