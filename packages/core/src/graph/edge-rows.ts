import { word } from "./block-runs.ts";

/** The edges of some graph of numbered things: what each leads to, one row after another in one array. */
export interface EdgeRows {
  /** How many things there are; their numbers are below it. */
  readonly size: number;
  /** Where the row of each begins, and at the end where the last one ends. */
  readonly starts: Int32Array;
  readonly targets: Int32Array;
}

/** Rows of the edges that `each` calls back with for a thing. It is asked twice for each, and has to say the same. */
export function edgeRows(size: number, each: (from: number, visit: (to: number) => void) => void): EdgeRows {
  const starts = new Int32Array(size + 1);
  let count = 0;
  for (let from = 0; from < size; from++) {
    each(from, () => count++);
    starts[from + 1] = count;
  }
  const targets = new Int32Array(count);
  let at = 0;
  for (let from = 0; from < size; from++) {
    each(from, (to) => {
      targets[at++] = to;
    });
  }
  return { size, starts, targets };
}

/** The same edges from their other end. */
export function turnedRows({ size, starts, targets }: EdgeRows): EdgeRows {
  const turnedStarts = new Int32Array(size + 1);
  for (const to of targets) turnedStarts[to + 1] = word(turnedStarts, to + 1) + 1;
  for (let to = 0; to < size; to++) turnedStarts[to + 1] = word(turnedStarts, to + 1) + word(turnedStarts, to);
  const next = turnedStarts.slice();
  const turned = new Int32Array(targets.length);
  for (let from = 0; from < size; from++) {
    for (let at = word(starts, from); at < word(starts, from + 1); at++) {
      const to = word(targets, at);
      const place = word(next, to);
      turned[place] = from;
      next[to] = place + 1;
    }
  }
  return { size, starts: turnedStarts, targets: turned };
}

/** What a thing leads to. */
export function row({ starts, targets }: EdgeRows, from: number): Int32Array {
  return targets.subarray(word(starts, from), word(starts, from + 1));
}
