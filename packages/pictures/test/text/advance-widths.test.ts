import { describe, expect, it } from "vitest";
import { COVERED } from "../../src/text/covered.ts";
import { readFont } from "../font.ts";

const WEIGHTS = { regular: "Regular", semiBold: "SemiBold" };

describe("ADVANCE_WIDTHS", () => {
  // `npx vitest run advance-widths -u` writes the file anew after the font was changed.
  it("holds what the bundled fonts say", async () => {
    const tables = Object.entries(WEIGHTS).map(([weight, name]) => {
      const font = readFont(new URL(`../../fonts/IBMPlexSans-${name}.ttf`, import.meta.url));
      const widths = Array.from(COVERED, (character) => font.advance(character));
      expect(widths).not.toContain(null);
      return `  ${weight}:\n    "${widths.join(" ")}",\n`;
    });
    const source = [
      "/** Of the characters of `COVERED` in their order, in thousandths of the font size. Written by its test. */\n",
      `export const ADVANCE_WIDTHS = {\n${tables.join("")}} as const;\n`,
    ];
    await expect(source.join("")).toMatchFileSnapshot("../../src/text/advance-widths.ts");
  });
});
