import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanFact } from "../src/clean-fact.ts";
import { NOW } from "./describe-facts.ts";

const FACT = { type: "status", text: "up", at: NOW } as const;

describe("cleanFact", () => {
  it("keeps text on one line, without hidden characters, and short", () => {
    const { text } = cleanFact({ ...FACT, text: ` a\r\nb\u202e\u001b[31m${"x".repeat(400)}` }, "board");
    expect(text).toMatch(/^a b\\u202e\\u001b\[31mx+…$/);
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 2_000 }), (hostile) => {
        const cleaned = cleanFact({ ...FACT, text: `a${hostile}` }, "board").text;
        expect(cleaned).not.toMatch(/[\p{Cc}\u2028\u2029\u200b-\u200f\u202a-\u202e]/u);
        expect(cleaned.length).toBeLessThan(2_000);
      }),
    );
  });

  it("gives times in UTC", () => {
    const fact = cleanFact({ ...FACT, at: "2026-11-20T08:00:00+02:00", until: "2026-11-21" }, "board");
    expect([fact.at, fact.until]).toEqual(["2026-11-20T06:00:00.000Z", "2026-11-21T00:00:00.000Z"]);
  });

  it.each([
    "javascript:alert(1)",
    "data:text/html,x",
    "//evil.example",
    "https://github.com@evil.example/",
    "https://a.example/<!channel>",
    "https://a.example/ x",
    `https://a.example/${"x".repeat(3_000)}`,
  ])("S33: hands out no link such as %j", (url) => {
    expect(cleanFact({ ...FACT, url }, "board")).toEqual({ ...FACT, source: "board" });
  });

  it("keeps http and https links", () => {
    expect(cleanFact({ ...FACT, url: "https://a.example/b?c#d" }, "board").url).toBe("https://a.example/b?c#d");
  });

  it.each([{ text: " " }, { at: "yesterday" }, { at: "" }])("refuses a fact with %j", (wrong) => {
    const clean = () => cleanFact({ ...FACT, ...wrong }, "board");
    expect(clean).toThrow(
      expect.objectContaining({ code: "invalid-argument", message: expect.stringMatching(/^board /) }),
    );
  });
});
