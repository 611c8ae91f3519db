import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jsonPieces } from "../../src/output/json-pieces.ts";
import { printableJson } from "../../src/output/printable.ts";

describe("jsonPieces", () => {
  it("are together what one text of the whole value is", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect([...jsonPieces(value)].join("")).toBe(`${printableJson(value, "indented")}\n`);
      }),
    );
  });

  it("leave out members that are undefined", () => {
    expect(JSON.parse([...jsonPieces({ a: undefined, b: [] })].join(""))).toEqual({ b: [] });
  });

  it("hold one value each", () => {
    const pieces = [...jsonPieces({ problems: Array.from({ length: 100 }, (_, index) => ({ index })) })];
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(40);
  });
});
