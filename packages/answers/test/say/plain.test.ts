import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plain } from "../../src/say/plain.ts";
import { ago } from "../../src/say/relative-time.ts";

describe("plain", () => {
  it.each([
    ["<!channel>", "‹!channel›"],
    ["<@U123> <!subteam^S1>", "‹＠U123› ‹!subteam^S1›"],
    ["@here and @channel", "＠here and ＠channel"],
    ["<https://evil.example|https://good.example>", "‹https: //evil.example|https: //good.example›"],
    ["javascript:alert(1) mailto:a@b.example", "javascript: alert(1) mailto: a@b.example"],
    ["pay@saltmarsh.example", "pay@saltmarsh.example"],
    ["component:default/deck", "component:default/deck"],
  ])("S27: shows %s as %s", (text, shown) => {
    expect(plain(text)).toBe(shown);
  });

  it("S47: keeps a text on its line and without colours", () => {
    expect(plain("one\r\ntwo\u2028three\u001b[31m four\u0007\u202efive\u200b")).toBe("one two three four five");
  });

  it("cuts at whole characters", () => {
    expect(plain("⛴⛴⛴⛴", 3)).toBe("⛴⛴…");
    expect(plain("abcd", 4)).toBe("abcd");
    expect([...plain("x".repeat(100_000))]).toHaveLength(80);
  });

  it("leaves nothing live in any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
        const shown = plain(text);
        expect(shown).not.toMatch(/[<>\p{Cc}\p{Cf}]|:\/\/|(^|[^\p{L}\p{N}._+-])@/u);
        expect(plain(shown)).toBe(shown);
      }),
    );
  });
});

describe("ago", () => {
  const now = Date.parse("2026-03-10T12:00:00Z");

  it.each([
    ["2026-03-10T11:59:31Z", "just now"],
    ["2026-03-10T11:58:00Z", "2 min ago"],
    ["2026-03-10T11:00:00Z", "1 h ago"],
    ["2026-03-09T11:00:00Z", "1 day ago"],
    ["2026-03-07T11:00:00Z", "3 days ago"],
    ["2025-12-01T00:00:00Z", "3 months ago"],
    ["2020-12-01T00:00:00Z", "5 years ago"],
  ])("says of %s: %s", (iso, said) => {
    expect(ago(iso, now)).toBe(said);
  });

  it("R14: knows no negative age", () => {
    expect(ago("2026-03-11T12:00:00Z", now)).toBe("just now");
  });

  it("says so of a time that is none", () => {
    expect(ago("soon", now)).toBe("at an unknown time");
  });
});
