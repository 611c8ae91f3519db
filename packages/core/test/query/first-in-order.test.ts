import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { firstInOrder } from "../../src/query/first-in-order.ts";

const ascending = (a: number, b: number) => a - b;

describe("firstInOrder", () => {
  it("equals the beginning of the sorted list", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ max: 50 })), fc.nat(60), (numbers, count) => {
        expect(firstInOrder(numbers, count, ascending)).toEqual([...numbers].sort(ascending).slice(0, count));
      }),
    );
  });

  it("compares most items once when few are asked for", () => {
    let compared = 0;
    const counting = (a: number, b: number) => {
      compared++;
      return a - b;
    };
    const shuffled = Array.from({ length: 10_000 }, (_, index) => (index * 7919) % 10_007);
    firstInOrder(shuffled, 10, counting);
    expect(compared).toBeLessThan(11_000);
  });
});
