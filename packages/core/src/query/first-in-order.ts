/**
 * The first `count` items in order, without ordering the rest: one comparison for most items that do not make it.
 */
export function firstInOrder<Item>(
  items: readonly Item[],
  count: number,
  compare: (a: Item, b: Item) => number,
): Item[] {
  if (count >= items.length) return [...items].sort(compare);
  if (count <= 0) return [];
  // A heap of the best so far with the worst of them on top.
  const heap = items.slice(0, count).sort((a, b) => compare(b, a));
  for (let index = count; index < items.length; index++) {
    const item = items[index] as Item; // index < length
    if (compare(item, heap[0] as Item) < 0) replaceTop(heap, item, compare); // count > 0
  }
  return heap.sort(compare);
}

function replaceTop<Item>(heap: Item[], item: Item, compare: (a: Item, b: Item) => number): void {
  let hole = 0;
  for (let child = 1; child < heap.length; child = 2 * hole + 1) {
    // Every index below is less than the length.
    if (child + 1 < heap.length && compare(heap[child + 1] as Item, heap[child] as Item) > 0) child++;
    if (compare(heap[child] as Item, item) <= 0) break;
    heap[hole] = heap[child] as Item;
    hole = child;
  }
  heap[hole] = item;
}
