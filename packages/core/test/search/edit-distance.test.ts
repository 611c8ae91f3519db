import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { editDistance } from "../../src/search/edit-distance.ts";

describe("editDistance", () => {
  it.each([
    ["mailer", "mailer", 0],
    ["mailr", "mailer", 1],
    ["maailer", "mailer", 1],
    ["nailer", "mailer", 1],
    ["cahce", "cache", 1],
    ["fair", "fare", 2],
    ["", "abc", 3],
    ["ca", "abc", 3],
  ])("takes from %j to %j in %i edits", (a, b, edits) => {
    expect(editDistance(a, b, 3)).toBe(edits);
  });

  it("is Infinity beyond the bound", () => {
    expect(editDistance("parcel", "coach", 3)).toBe(Infinity);
    expect(editDistance("a", "abcde", 3)).toBe(Infinity);
  });

  it("agrees with the full table for any texts and bounds", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "c", "d"), maxLength: 14 });
    fc.assert(
      fc.property(text, text, fc.integer({ min: 0, max: 16 }), (a, b, max) => {
        const exact = naive(a, b);
        expect(editDistance(a, b, max)).toBe(exact <= max ? exact : Infinity);
      }),
      { numRuns: 3_000 },
    );
  });
});

function naive(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, () => Array.from({ length: b.length + 1 }, () => 0));
  const at = (i: number, j: number) => table[i]?.[j] ?? Infinity;
  for (let i = 0; i <= a.length; i++) {
    for (let j = 0; j <= b.length; j++) {
      const costs = [at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1)];
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) costs.push(at(i - 2, j - 2) + 1);
      const row = table[i];
      if (row) row[j] = i + j === 0 ? 0 : Math.min(...costs);
    }
  }
  return at(a.length, b.length);
}
