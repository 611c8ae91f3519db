import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { firstInOrder } from "../../src/graph/first-in-order.ts";

describe("firstInOrder", () => {
  it("lists what sorting all of them puts first", () => {
    const numbers = fc.uniqueArray(fc.integer(), { maxLength: 60 });
    const property = fc.property(numbers, fc.nat({ max: 70 }), (items, limit) => {
      const sorted = [...items].sort((a, b) => a - b).slice(0, limit);
      expect(firstInOrder(items, limit, (a, b) => a - b)).toEqual(sorted);
    });
    fc.assert(property);
  });

  it("takes a limit without end", () => {
    expect(firstInOrder([3, 1, 2], Number.POSITIVE_INFINITY, (a, b) => a - b)).toEqual([1, 2, 3]);
  });
});
