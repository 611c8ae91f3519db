import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nearness, orderOf, worstFirst } from "../../src/graph/worst-first.ts";

const ranked = fc.array(fc.record({ rank: fc.nat(4), distance: fc.nat(3), name: fc.string({ maxLength: 2 }) }), {
  maxLength: 40,
});

describe("worstFirst", () => {
  it("lists what sorting everything by rank, distance and name would", () => {
    fc.assert(
      fc.property(ranked, fc.nat(45), (all, limit) => {
        const orders = Int32Array.from(all, ({ rank, distance }) => orderOf(rank, distance));
        const name = (item: number) => all[item]?.name ?? "";
        const listed = worstFirst({ orders, name }, limit).map((item) => all[item]);
        const sorted = [...all].sort(
          (a, b) => a.rank - b.rank || a.distance - b.distance || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
        );
        expect(listed).toEqual(sorted.slice(0, limit));
      }),
    );
  });

  it("counts distances of more than four million as equally far", () => {
    expect(orderOf(3, 2 ** 22)).toBe(orderOf(3, 2 ** 30));
    expect(orderOf(3, 2 ** 30)).toBeLessThan(orderOf(4, 0));
    expect(orderOf(504, 2 ** 30)).toBeGreaterThan(0);
  });
});

describe("nearness", () => {
  it("orders by the distance, then the rank", () => {
    const orders = [orderOf(3, 1), orderOf(0, 2), orderOf(2, 2), orderOf(511, 2 ** 22), orderOf(0, 2 ** 21)];
    const sorted = [...orders].sort((a, b) => nearness(a) - nearness(b));
    expect(sorted).toEqual([orderOf(3, 1), orderOf(0, 2), orderOf(2, 2), orderOf(0, 2 ** 21), orderOf(511, 2 ** 22)]);
  });
});
