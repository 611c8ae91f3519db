/**
 * At most `size` items: those of the first group before those of the second, the shorter refs before the longer, then
 * by ref. Takes time in proportion to the items, not to their order.
 */
export function shortlist<Item>(
  first: Iterable<Item>,
  second: Iterable<Item>,
  size: number,
  refOf: (item: Item) => string,
): Set<Item> {
  const kept = new Set<Item>();
  for (const group of [first, second]) {
    for (const items of byLength(group, kept, refOf)) {
      const room = size - kept.size;
      if (room <= 0) return kept;
      const fitting = items.length > room ? items.sort((a, b) => (refOf(a) < refOf(b) ? -1 : 1)).slice(0, room) : items;
      for (const item of fitting) kept.add(item);
    }
  }
  return kept;
}

function byLength<Item>(items: Iterable<Item>, but: ReadonlySet<Item>, refOf: (item: Item) => string): Item[][] {
  const lengths: Item[][] = [];
  for (const item of items) {
    if (but.has(item)) continue;
    const { length } = refOf(item);
    lengths[length] ??= [];
    lengths[length]?.push(item);
  }
  return lengths.filter((list) => list !== undefined);
}
