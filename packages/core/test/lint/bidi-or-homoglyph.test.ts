import { describe, expect, it } from "vitest";
import { bidiOrHomoglyph } from "../../src/lint/bidi-or-homoglyph.ts";
import { findings, messages } from "./linted.ts";

const titled = (title: string) => ({ "component:default/web": { metadata: { title } } });

describe("bidiOrHomoglyph", () => {
  it.each(["pay\u202eyap", "\u2066pay\u2069", "\u202apay"])(
    "S07: finds a character that turns the text in %j",
    (title) => {
      expect(messages(bidiOrHomoglyph, titled(title))).toEqual([
        "component:default/web metadata.title: it holds a character that changes the direction of the text after it. Take it out.",
      ]);
    },
  );

  it.each([
    ["Pаyments", "U+0430", "a"],
    ["Payments Αpi", "U+0391", "A"],
    ["сheckout", "U+0441", "c"],
  ])("S07: finds the foreign letter in %s", (title, codePoint, letter) => {
    expect(messages(bidiOrHomoglyph, titled(title))).toEqual([
      `component:default/web metadata.title: a word mixes alphabets. It holds ${codePoint}, which only looks like "${letter}". Type it again.`,
    ]);
  });

  it("looks at every text of an entity", () => {
    const metadata = {
      annotations: { "example.com/x": "pаy" },
      links: [{ url: "https://example.com", title: "\u202ex" }],
    };
    const spec = { profile: { displayName: "pаy" } };
    expect(findings(bidiOrHomoglyph, { "group:default/pay": { metadata, spec } }).map(({ path }) => path)).toEqual([
      "/metadata/annotations/example.com~1x",
      "/metadata/links/0/title",
      "/spec/profile/displayName",
    ]);
  });

  it.each([
    "Платежи",
    "Payments для всех",
    "Πληρωμές",
    "تسديد",
    "תשלומים",
    "支払い Service",
    "Zażółć",
    "naïve",
    "Äpfel bot",
    "5 μs",
    "Wi-Fi-сервис",
  ])("is content with %s", (title) => {
    expect(findings(bidiOrHomoglyph, titled(title))).toEqual([]);
  });

  it("leaves refs to dangling-ref, and long texts alone", () => {
    const spec = { dependsOn: ["component:pаy"], definition: `pаy ${"x".repeat(1_000)}` };
    expect(findings(bidiOrHomoglyph, { "component:default/web": { spec } })).toEqual([]);
  });
});
