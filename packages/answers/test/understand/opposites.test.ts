import { describe, expect, it } from "vitest";
import { areOpposites } from "../../src/understand/opposites.ts";

describe("areOpposites", () => {
  it.each([
    ["importer", "exporter"],
    ["ingress", "egress"],
    ["encoder", "decoder"],
    ["inbound", "outbound"],
    ["upload", "download"],
  ])("holds for %s and %s, either way round", (one, other) => {
    expect(areOpposites(one, other)).toBe(true);
    expect(areOpposites(other, one)).toBe(true);
  });

  it.each([
    ["importer", "imporder"],
    ["planner", "planer"],
    ["in", "ex"],
    ["cart", "cart"],
  ])("does not for %s and %s", (one, other) => {
    expect(areOpposites(one, other)).toBe(false);
  });
});
