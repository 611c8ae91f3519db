import { describe, expect, it } from "vitest";
import { ago, plural } from "../../src/output/ago.ts";

const NOW = Date.parse("2026-11-20T12:00:00Z");

describe("ago", () => {
  it.each([
    ["2026-11-20T11:59:30Z", "just now"],
    ["2026-11-20T11:59:00Z", "1 minute ago"],
    ["2026-11-20T10:30:00Z", "1 hour ago"],
    ["2026-11-17T12:00:00Z", "3 days ago"],
  ])("says of %s that it was %s", (time, text) => {
    expect(ago(time, NOW)).toBe(text);
  });

  it("R14: never shows a negative age", () => {
    expect(ago("2026-11-21T12:00:00Z", NOW)).toBe("just now");
  });
});

describe("plural", () => {
  it("puts a number and its noun together", () => {
    expect([plural(0, "file"), plural(1, "entity", "entities"), plural(12_400, "entity", "entities")]).toEqual([
      "0 files",
      "1 entity",
      "12,400 entities",
    ]);
  });
});
