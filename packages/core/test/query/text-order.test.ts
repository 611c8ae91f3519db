import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { textOrder } from "../../src/query/text-order.ts";

const texts = fc.array(fc.option(fc.stringMatching(/^[aBé]{0,2}$/)), { maxLength: 12 });

describe("textOrder", () => {
  it("ranks texts by code unit, equal ones alike, and leaves out what is none", () => {
    expect([...textOrder(["b", null, "a", "b", "Z"]).ranks]).toEqual([2, -1, 1, 2, 0]);
  });

  it("ranks as sorting does, also where texts were added to an order", () => {
    fc.assert(
      fc.property(texts, texts, texts, (before, then, last) => {
        const now = [...before, ...then, ...last];
        const { ranks, sorted } = textOrder(now, textOrder([...before, ...then], textOrder(before)));
        expect(sorted).toEqual([...new Set(now.filter((text) => text !== null))].sort());
        const present = now.flatMap((text, index) => (text === null ? [] : [{ text, rank: ranks[index] ?? -1 }]));
        const byRank = [...present].sort((a, b) => a.rank - b.rank).map(({ text }) => text);
        expect(byRank).toEqual(present.map(({ text }) => text).sort());
        expect(now.map((text, index) => (ranks[index] === -1) === (text === null))).not.toContain(false);
      }),
    );
  });

  it("places a text that is none of them between its neighbours", () => {
    const { rankOf } = textOrder(["b", "d"]);
    expect(["a", "b", "c", "d", "e"].map(rankOf)).toEqual([-0.5, 0, 0.5, 1, 1.5]);
  });
});
