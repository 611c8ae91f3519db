import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hiddenTexts } from "../src/index.ts";

const SECRET = 'canary-"7f3a"/ä+1';

const base64 = (text: string) => Buffer.from(text).toString("base64");

describe("hiddenTexts", () => {
  it.each([
    ["plain", SECRET],
    ["JSON", JSON.stringify(SECRET)],
    ["an address", encodeURIComponent(SECRET)],
    ["base64", base64(SECRET)],
    ["base64 for addresses", Buffer.from(SECRET).toString("base64url")],
    ["hex", Buffer.from(SECRET).toString("hex")],
    ["upper-case hex", Buffer.from(SECRET).toString("hex").toUpperCase()],
  ])("S36: hides a secret written as %s", (_, written) => {
    const masked = hiddenTexts([SECRET]).mask(`before ${written} after`);
    expect(masked).not.toContain("canary");
    expect(masked).toMatch(/^before "?\*\*\*"? after$/);
  });

  it.each([0, 1, 2])("S36: hides a secret inside a longer text in base64, %i bytes in", (offset) => {
    const masked = hiddenTexts([SECRET]).mask(base64(`${"u".repeat(offset)}${SECRET}:x-oauth`));
    expect(Buffer.from(masked, "base64").toString("latin1")).not.toMatch(/canary|7f3a/);
  });

  it("S36: hides each line of a secret of several lines", () => {
    const masked = hiddenTexts(["-----BEGIN-----\nsecretline1\nsecretline2"]).mask("read secretline2 of the key");
    expect(masked).toBe("read *** of the key");
  });

  it("S36: hides a secret that is broken over lines", () => {
    expect(hiddenTexts([SECRET]).mask(`see ${SECRET.slice(0, 7)}\r\n${SECRET.slice(7)}.`)).toBe("see ***.");
  });

  it("S36: hides both parts of a secret that is split over two texts", () => {
    const { mask } = hiddenTexts([SECRET]);
    expect([mask(`token=${SECRET.slice(0, 8)}`), mask(`${SECRET.slice(8)} sent`)]).toEqual(["token=***", "*** sent"]);
  });

  it("hides the ends of a long secret in no time", () => {
    const key = Array.from({ length: 4_000 }, (_, index) => String.fromCharCode(97 + ((index * 7919) % 26))).join("");
    const { mask } = hiddenTexts([key]);
    const started = performance.now();
    for (let count = 0; count < 20; count += 1) {
      expect(mask(`key: ${key.slice(0, 3_000)}`)).toBe("key: ***");
      expect(mask(`${key.slice(1_000)} was the key`)).toBe("*** was the key");
    }
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it("leaves texts alone that are too short to be told from words", () => {
    expect(hiddenTexts(["prod"]).mask("deployed to prod")).toBe("deployed to prod");
  });

  it("hides the longer of two secrets that begin alike", () => {
    expect(hiddenTexts(["canary", "canary-and-more"]).mask("canary-and-more, canary")).toBe("***, ***");
  });

  it("hides what is added later", () => {
    const hidden = hiddenTexts();
    hidden.add(["later-secret"]);
    expect(hidden.mask("a later-secret here")).toBe("a *** here");
  });

  it("never lets a secret through, whatever is around it", () => {
    const secret = fc.string({ minLength: 6, maxLength: 40 }).filter((text) => !/[\r\n*]/.test(text));
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (hidden, before, after) => {
        expect(hiddenTexts([hidden]).mask(before + hidden + after)).not.toContain(hidden);
      }),
    );
  });
});
