import { eachInTurns, type Pause } from "./time-slices.ts";

/** Items that are sorted at once. */
const RUN_LENGTH = 1_000;

/** The items in order, equal ones as they came; other work goes first in between. */
export async function sortedInTurns<Item>(
  items: readonly Item[],
  compare: (left: Item, right: Item) => number,
  pause: Pause,
): Promise<readonly Item[]> {
  let runs: Item[][] = [];
  for (let start = 0; start < items.length; start += RUN_LENGTH) runs.push(items.slice(start, start + RUN_LENGTH));
  await eachInTurns(runs, pause, (run) => void run.sort(compare));
  while (runs.length > 1) {
    const merged: Item[][] = [];
    for (let at = 0; at < runs.length; at += 2) {
      const both: Item[] = [];
      await eachInTurns(inOrder(runs[at] ?? [], runs[at + 1] ?? [], compare), pause, (item) => void both.push(item));
      merged.push(both);
    }
    runs = merged;
  }
  return runs[0] ?? [];
}

/** The items of two runs that are in order, in order. */
function* inOrder<Item>(
  left: readonly Item[],
  right: readonly Item[],
  compare: (left: Item, right: Item) => number,
): Generator<Item> {
  const others = right.values();
  let other = others.next();
  for (const item of left) {
    for (; !other.done && compare(other.value, item) < 0; other = others.next()) yield other.value;
    yield item;
  }
  for (; !other.done; other = others.next()) yield other.value;
}
