import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fillText } from "../../src/config/env-references.ts";

const filled = (text: string, env = {}) => fillText(text, env).text;

describe("fillText", () => {
  it("puts in what the environment says, as often as it is named", () => {
    const { text, names, faults } = fillText("${env:A}/${env:B}/${env:A}", { A: "a", B: "b" });
    expect({ text, names, faults }).toEqual({ text: "a/b/a", names: ["A", "B"], faults: [] });
  });

  it("takes the default for a variable that is not set, or empty", () => {
    expect(filled("${env:A:-x y}")).toBe("x y");
    expect(filled("${env:A:-x}", { A: "" })).toBe("x");
    expect(filled("${env:A:-x}", { A: "a" })).toBe("a");
    expect(filled("[${env:A:-}]")).toBe("[]");
    expect(filled("[${env:A}]", { A: "" })).toBe("[]");
  });

  it("does not look through what it put in", () => {
    expect(filled("${env:A}", { A: "${env:B} $$", B: "b" })).toBe("${env:B} $$");
  });

  it("reads two dollar signs as one, and leaves one alone", () => {
    expect(filled("$${env:A} costs $5, or $$5")).toBe("${env:A} costs $5, or $5");
    expect(filled("$$$${env:A}", { A: "a" })).toBe("$${env:A}");
    expect(filled("$$${env:A}", { A: "a" })).toBe("$a");
    expect(filled("$")).toBe("$");
  });

  it("says which variables are not set", () => {
    const { faults } = fillText("${env:A} ${env:B:-b} ${env:C}", {});
    expect(faults).toEqual([
      "the environment variable A is not set. Set it, or write ${env:A:-default}.",
      "the environment variable C is not set. Set it, or write ${env:C:-default}.",
    ]);
  });

  it.each(["${A}", "${env:}", "${env:1A}", "${ENV:A}", "${env:A", "${env:A-x}", "${", "a ${{ secrets.A }}"])(
    "says that %s begins no reference, without repeating it",
    (text) => {
      const { names, faults } = fillText(text, { A: "a" });
      expect({ names, faults }).toEqual({ names: [], faults: [expect.stringMatching(/^\$\{ begins no reference/)] });
    },
  );

  it("S05: takes variables from the environment only, not from what every object has", () => {
    expect(fillText("${env:constructor}", {}).faults).toHaveLength(1);
    expect(fillText("${env:__proto__:-none}", {}).text).toBe("none");
  });

  it("brings in no more than 16,384 characters", () => {
    const { text, faults } = fillText("${env:A}".repeat(100_000), { A: "a".repeat(10_000) });
    expect(text.length).toBeLessThan(900_000);
    expect(faults).toEqual([expect.stringContaining("16384 characters")]);
  });

  it("S09: takes time in proportion to the text", () => {
    for (const piece of ["${", "$", "${env:", "${env:A}", "${env:A:-"]) {
      const before = process.cpuUsage();
      fillText(piece.repeat(100_000), { A: "" });
      expect(process.cpuUsage(before).user / 1000).toBeLessThan(500);
    }
  });

  it("leaves texts without dollar signs as they are, and undoes doubled ones", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(fillText(text.replaceAll("$", "$$$$"), {})).toEqual({ text, names: [], faults: [] });
      }),
    );
  });
});
