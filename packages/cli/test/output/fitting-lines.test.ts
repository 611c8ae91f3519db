import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wrapLine } from "../../src/output/fitting-lines.ts";
import { bold, dim, formatLine, type Line, lineWidth } from "../../src/output/line.ts";

function wrapped(line: Line, columns: number): readonly string[] {
  return wrapLine(line, columns).map((each) => formatLine(each, false));
}

describe("wrapLine", () => {
  it("breaks at spaces, and indents what follows below the beginning", () => {
    expect(wrapped("  shop-app needs checkout-api, which is down", 20)).toEqual([
      "  shop-app needs",
      "    checkout-api,",
      "    which is down",
    ]);
  });

  it("leaves alone what fits, and a word that nothing could make fit", () => {
    expect(wrapped("just fits", 9)).toEqual(["just fits"]);
    expect(wrapped("see https://runbooks.example.com/payments now", 12)).toEqual([
      "see",
      "  https://runbooks.example.com/payments",
      "  now",
    ]);
  });

  it("breaks no word where its style changes, and keeps the styles", () => {
    const [first, second] = wrapLine(["Call ", bold("Payments"), ", owner of ", dim("it all")], 18);
    expect(formatLine(first ?? "", true)).toBe("Call \u001b[1mPayments\u001b[22m,");
    expect(formatLine(second ?? "", true)).toBe("  owner of \u001b[2mit \u001b[22m\u001b[2mall\u001b[22m");
  });

  it("loses no word, and is as narrow as its longest one lets it be", () => {
    const words = fc.array(fc.stringMatching(/^[a-zé·"]{1,12}$/), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 60 }), fc.nat({ max: 4 }), (said, columns, indent) => {
        const lines = wrapLine(`${" ".repeat(indent)}${said.join(" ")}`, columns);
        expect(lines.flatMap((line) => formatLine(line, false).trim().split(" "))).toEqual(said);
        for (const line of lines) {
          const text = formatLine(line, false);
          expect(lineWidth(line) <= columns || !text.trim().includes(" ")).toBe(true);
        }
      }),
    );
  });
});
