/** How often each key occurs. */
export type Tally = ReadonlyMap<string, number>;

/** Counts keys. */
export function tally(keys: Iterable<string>): Tally {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/**
 * The items that are beyond what is known: of a key that is known twice, the third and later ones.
 *
 * @returns also what of the known did not occur, by key
 */
export function beyond<Item>(
  items: Iterable<Item>,
  known: Tally,
  keyOf: (item: Item) => string,
): { readonly fresh: readonly Item[]; readonly missing: Tally } {
  const left = new Map(known);
  const fresh: Item[] = [];
  for (const item of items) {
    const key = keyOf(item);
    const count = left.get(key) ?? 0;
    if (count === 0) fresh.push(item);
    else if (count === 1) left.delete(key);
    else left.set(key, count - 1);
  }
  return { fresh, missing: left };
}
