/** So many are worked on at the same time. More would wait for one another at a service rather than for the service. */
const MOST_AT_ONCE = 16;

/**
 * Works on items while earlier ones are still under way, and hands out what comes of them in the order of the items: each
 * result at once when it and those before it are there, whether or not further items come.
 */
export async function inOrder<Item, Result>(
  items: AsyncIterable<Item>,
  work: (item: Item) => Result | Promise<Result>,
  use: (result: Result) => void,
): Promise<void> {
  const underWay: Promise<void>[] = [];
  let last = Promise.resolve();
  for await (const item of items) {
    last = Promise.all([work(item), last]).then(([result]) => use(result));
    // The next item may be long in coming. What fails until then is thrown when this or a later one is awaited.
    last.catch(() => {});
    underWay.push(last);
    if (underWay.length >= MOST_AT_ONCE) await underWay.shift();
  }
  await last;
}
