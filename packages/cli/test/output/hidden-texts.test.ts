import { describe, expect, it } from "vitest";
import { hiddenTexts } from "../../src/output/hidden-texts.ts";

const SECRET = 'p@ss/word "ü"\\1';

function masking(...secrets: readonly string[]) {
  const hidden = hiddenTexts();
  hidden.add(secrets);
  return hidden.mask;
}

describe("hiddenTexts", () => {
  it.each([
    ["plain", SECRET],
    ["JSON", JSON.stringify(SECRET).slice(1, -1)],
    ["a URL", encodeURIComponent(SECRET)],
    ["base64", Buffer.from(SECRET).toString("base64")],
    ["base64url", Buffer.from(SECRET).toString("base64url")],
    ["hex", Buffer.from(SECRET).toString("hex")],
    ["upper-case hex", Buffer.from(SECRET).toString("hex").toUpperCase()],
  ])("S36: hides a secret written as %s", (_, written) => {
    expect(masking(SECRET)(`before ${written} after ${written}`)).toMatch(/^before \*{3}\S* after \*{3}\S*$/);
    expect(masking(SECRET)(`before ${written} after`)).not.toContain(written);
  });

  it("S36: hides each line of a secret of several", () => {
    const key = "-----BEGIN KEY-----\nMIIEvQIBADANBgkq\r\nhkiG9w0BAQEFAASC\n";
    expect(masking(key)("one MIIEvQIBADANBgkq two\nhkiG9w0BAQEFAASC")).toBe("one *** two\n***");
    expect(masking(key)(JSON.stringify(key))).toBe('"***"');
  });

  it("hides the longer of two secrets that begin alike", () => {
    expect(masking("canary", "canary-and-more")("canary-and-more, canary")).toBe("***, ***");
  });

  it("leaves texts alone that are too short to be secrets, and everything when there are none", () => {
    expect(masking("a", "", "five5")("a five5 text")).toBe("a five5 text");
    expect(masking()("anything")).toBe("anything");
  });
});
