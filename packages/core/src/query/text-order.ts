/** Texts put in order once, so that whoever sorts by them compares numbers. */
export interface TextOrder {
  /** By index: the rank of the text there, from 0 up by code unit; equal texts have one rank. -1 where there is none. */
  readonly ranks: Int32Array;
  /** The rank of a text; half a rank before the next greater one where it is none of them. */
  rankOf(text: string): number;
  /** Each text once, in order. */
  readonly sorted: readonly string[];
}

/** @param before the order of the same texts before the last of them were added, which saves comparing all others */
export function textOrder(texts: readonly (string | null)[], before: TextOrder = EMPTY): TextOrder {
  const added = texts.slice(before.ranks.length).filter((text) => text !== null);
  const unknown = [...new Set(added)].filter((text) => !Number.isInteger(before.rankOf(text))).sort();
  const sorted = unknown.length === 0 ? before.sorted : merged(before.sorted, unknown);
  const rankOf = (text: string) => rankIn(sorted, text);

  const rankNow = new Int32Array(before.sorted.length);
  let inserted = 0;
  for (const rank of rankNow.keys()) {
    while (sorted[rank + inserted] !== before.sorted[rank]) inserted++;
    rankNow[rank] = rank + inserted;
  }
  const ranks = new Int32Array(texts.length).fill(-1);
  for (const [index, rank] of before.ranks.entries()) if (rank >= 0) ranks[index] = rankNow[rank] ?? -1;
  const rankOfNew = ranker(sorted, unknown.length);
  for (let index = before.ranks.length; index < texts.length; index++) {
    const text = texts[index] ?? null;
    if (text !== null) ranks[index] = rankOfNew(text);
  }
  return { ranks, sorted, rankOf };
}

const EMPTY: TextOrder = { ranks: new Int32Array(), sorted: [], rankOf: () => -0.5 };

/** Two lists in order as one. */
function merged(left: readonly string[], right: readonly string[]): readonly string[] {
  const all: string[] = [];
  let next = 0;
  for (const text of left) {
    for (let other = right[next]; other !== undefined && other < text; other = right[next]) {
      all.push(other);
      next++;
    }
    all.push(text);
  }
  for (const other of right.slice(next)) all.push(other);
  return all;
}

/** For many texts a table is made of all, which would be wasted on a few. */
function ranker(sorted: readonly string[], count: number): (text: string) => number {
  if (count * REBUILT_SHARE < sorted.length) return (text) => rankIn(sorted, text);
  const ranks = new Map(sorted.map((text, rank) => [text, rank]));
  return (text) => ranks.get(text) ?? -1;
}

const REBUILT_SHARE = 8;

function rankIn(sorted: readonly string[], text: string): number {
  let from = 0;
  let end = sorted.length;
  while (from < end) {
    const middle = (from + end) >>> 1;
    if ((sorted[middle] ?? "") < text) from = middle + 1;
    else end = middle;
  }
  return sorted[from] === text ? from : from - 0.5;
}
