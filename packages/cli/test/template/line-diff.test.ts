import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lineDiff } from "../../src/template/line-diff.ts";

const shown = (before: string, after: string) => lineDiff(before, after).map(({ sign, text }) => sign + text);

describe("lineDiff", () => {
  it("shows what changed with two lines around it", () => {
    expect(shown("a\nb\nc\nd\ne\nf", "a\nb\nc\nX\ne\nf")).toEqual([" b", " c", "-d", "+X", " e", " f"]);
    expect(shown("same", "same")).toEqual([" same"]);
  });

  it("gives both texts back, whatever they are", () => {
    const text = fc
      .array(fc.constantFrom("a", "b", "c"), { maxLength: 8 })
      .map((lines) => ["s1", "s2", ...lines].join("\n"));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = lineDiff(before, after);
        const side = (sign: string) =>
          lines
            .filter((line) => line.sign !== sign)
            .map((line) => line.text)
            .join("\n");
        expect(before.includes(side("+"))).toBe(true);
        expect(after.includes(side("-"))).toBe(true);
      }),
    );
  });

  it("replaces all of two long texts that have nothing in common, in no time", () => {
    const lines = (prefix: string) => Array.from({ length: 5_000 }, (_, index) => `${prefix}${index}`).join("\n");
    expect(lineDiff(lines("a"), lines("b"))).toHaveLength(10_000);
  });
});
