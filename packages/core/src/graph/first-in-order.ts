/** How many are picked one by one; of more all are sorted. */
const FEW = 256;

/** The first `limit` of some items in an order that no two of them share. */
export function firstInOrder<Item>(
  items: readonly Item[],
  limit: number,
  compare: (a: Item, b: Item) => number,
): readonly Item[] {
  if (limit > FEW || items.length <= limit) return [...items].sort(compare).slice(0, limit);
  const first: Item[] = [];
  for (const item of items) {
    const last = first[limit - 1];
    if (limit < 1 || (last !== undefined && compare(last, item) < 0)) continue;
    let place = first.length;
    for (let before = first[place - 1]; before !== undefined && compare(item, before) < 0; before = first[place - 1]) {
      place--;
    }
    first.splice(place, 0, item);
    if (first.length > limit) first.pop();
  }
  return first;
}
