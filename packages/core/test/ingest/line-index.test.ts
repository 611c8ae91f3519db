import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lineIndex } from "../../src/ingest/line-index.ts";

describe("lineIndex", () => {
  it("counts lines and columns from 1", () => {
    const places = lineIndex("ab\n\ncd");
    expect([0, 1, 2, 3, 4, 5, 6].map(places)).toEqual([
      [1, 1],
      [1, 2],
      [1, 3],
      [2, 1],
      [3, 1],
      [3, 2],
      [3, 3],
    ]);
  });

  it("gives the same answer in whatever order it is asked", () => {
    const text = fc.array(fc.constantFrom("a", "\n", "\r\n", "é")).map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(text, fc.array(fc.nat({ max: 40 })), (written, offsets) => {
        const places = lineIndex(written);
        for (const offset of offsets.map((one) => Math.min(one, written.length))) {
          const before = written.slice(0, offset).split("\n");
          expect(places(offset)).toEqual([before.length, (before.at(-1) ?? "").length + 1]);
        }
      }),
    );
  });
});
