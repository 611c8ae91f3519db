import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { joinedTexts } from "../../src/query/joined-texts.ts";

const texts = fc.array(fc.stringMatching(/^[ab]{0,5}$/), { maxLength: 8 });

describe("joinedTexts", () => {
  it("finds what looking into each text finds", () => {
    fc.assert(
      fc.property(fc.array(texts, { maxLength: 4 }), fc.stringMatching(/^[ab]{1,4}$/), (written, part) => {
        const all = joinedTexts();
        for (const [owner, ofOwner] of written.entries()) for (const text of ofOwner) all.add(text, owner);
        const expected = written.map((ofOwner) => (ofOwner.some((text) => text.includes(part)) ? 1 : 0));
        expect([...all.having(part, written.length)]).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it("finds what was added after it was asked", () => {
    const all = joinedTexts();
    all.add("cart", 0);
    expect([...all.having("art", 1)]).toEqual([1]);
    all.add("party", 1);
    expect([...all.having("art", 2)]).toEqual([1, 1]);
  });
});
