/** What is read of each item, in their order; up to `width` of them are read while the first is taken in. */
export async function* readAhead<Item, Result>(
  items: Iterable<Item>,
  width: number,
  read: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const waiting: Promise<Result>[] = [];
  for (const item of items) {
    const result = read(item);
    result.catch(() => {}); // whoever waits for it is told, unless one before it failed already
    waiting.push(result);
    const first = waiting.length >= width ? waiting.shift() : undefined;
    if (first) yield await first;
  }
  for (const result of waiting) yield await result;
}
