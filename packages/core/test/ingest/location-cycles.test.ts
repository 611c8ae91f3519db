import { describe, expect, it } from "vitest";
import { locationCycles } from "../../src/ingest/location-cycles.ts";

/** Cycles of a graph written as `a > b c`. */
function cycles(...lines: readonly string[]): readonly string[] {
  const named = new Map(
    lines.map((line) => {
      const [from = "", to = ""] = line.split(" > ");
      return [from, new Map(to.split(" ").map((one) => [one, true]))];
    }),
  );
  return locationCycles(named).map(([from, to, way]) => `${from} > ${to}: ${way.join(" ")}`);
}

describe("locationCycles", () => {
  it("names the whole way of a step that leads back", () => {
    expect(cycles("a > b", "b > c", "c > b")).toEqual(["c > b: b c b"]);
    expect(cycles("a > a")).toEqual(["a > a: a a"]);
  });

  it("takes two ways to one place for no cycle", () => {
    expect(cycles("a > b c", "b > d", "c > d")).toEqual([]);
  });

  it("visits each document once, however long the way", () => {
    const ring = Array.from({ length: 50_000 }, (_, index) => `${index} > ${(index + 1) % 50_000}`);
    expect(cycles(...ring)).toHaveLength(1);
  });
});
