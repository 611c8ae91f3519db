import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fittingRow } from "../../src/output/fitting-row.ts";
import { formatLine, isRow, lineWidth } from "../../src/output/line.ts";
import { table } from "../../src/output/table.ts";

function fitted(rows: readonly (readonly string[])[], columns: number, last: "whole" | "cut" = "whole") {
  return table(rows, { last }).flatMap((row) =>
    isRow(row) ? fittingRow(row, columns).map((line) => formatLine(line, false)) : [],
  );
}

describe("fittingRow", () => {
  it("leaves alone what fits", () => {
    expect(fitted([["a", "b"]], 4)).toEqual(["a  b"]);
  });

  it("breaks the last cell within its column", () => {
    expect(fitted([["12:3", "no owner is in the catalog of that name"]], 30)).toEqual([
      "12:3  no owner is in the",
      "      catalog of that name",
    ]);
  });

  it("cuts the end of a last cell that may be cut", () => {
    expect(fitted([["component:a", "group:default/customer-care"]], 35, "cut")).toEqual([
      "component:a  group:default/custome…",
    ]);
  });

  it("goes on below the first cell where there is no room beside it", () => {
    expect(fitted([["template:default/node-service", "New service", "group:default/platform"]], 44)).toEqual([
      "template:default/node-service  New service",
      "    group:default/platform",
    ]);
  });

  it("loses no word, and is as narrow as its longest one lets it be", () => {
    const cell = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { maxLength: 6 }).map((words) => words.join(" "));
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 5 }), fc.integer({ min: 1, max: 80 }), (cells, columns) => {
        const lines = fitted([cells], columns);
        expect(lines.join(" ").split(/ +/).filter(Boolean)).toEqual(cells.join(" ").split(/ +/).filter(Boolean));
        for (const line of lines) expect(lineWidth(line) <= columns || !line.trim().includes(" ")).toBe(true);
      }),
    );
  });
});
