import { describe, expect, it } from "vitest";
import { inOrder } from "../../src/commands/in-order.ts";

/** Something that is done when a test says so. */
function promised() {
  let done = (_: string) => {};
  let failed = (_: Error) => {};
  const promise = new Promise<string>((resolve, reject) => {
    done = resolve;
    failed = reject;
  });
  return { promise, done, failed };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

async function* each<Item>(...items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}

describe("inOrder", () => {
  it("hands results out in the order of the items, whichever is there first", async () => {
    const [first, second] = [promised(), promised()];
    const used: string[] = [];
    const all = inOrder(
      each(first, second),
      ({ promise }) => promise,
      (result) => void used.push(result),
    );
    second.done("second");
    await settled();
    expect(used).toEqual([]);
    first.done("first");
    await all;
    expect(used).toEqual(["first", "second"]);
  });

  it("hands a result out while the next item is still awaited", async () => {
    const next = promised();
    async function* slowly() {
      yield "first";
      yield await next.promise;
    }
    const used: string[] = [];
    const all = inOrder(
      slowly(),
      (item) => item,
      (result) => void used.push(result),
    );
    await settled();
    expect(used).toEqual(["first"]);
    next.done("second");
    await all;
    expect(used).toEqual(["first", "second"]);
  });

  it("takes no further item while 16 are under way", async () => {
    const pending = Array.from({ length: 20 }, promised);
    let taken = 0;
    const work = ({ promise }: (typeof pending)[number]) => {
      taken += 1;
      return promise;
    };
    const all = inOrder(each(...pending), work, () => {});
    await settled();
    expect(taken).toBe(16);
    for (const { done } of pending) done("");
    await all;
    expect(taken).toBe(20);
  });

  it("rejects with what fails, also when that happens while the next item is awaited", async () => {
    const [failing, next] = [promised(), promised()];
    async function* slowly() {
      yield failing;
      await next.promise;
      yield next;
    }
    const used: string[] = [];
    const all = inOrder(
      slowly(),
      ({ promise }) => promise,
      (result) => void used.push(result),
    );
    failing.failed(new Error("unplugged"));
    await settled();
    next.done("second");
    await expect(all).rejects.toThrow("unplugged");
    expect(used).toEqual([]);
  });
});
