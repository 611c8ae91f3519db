import { ADVANCE_WIDTHS } from "./advance-widths.ts";
import { COVERED } from "./covered.ts";

export type Weight = keyof typeof ADVANCE_WIDTHS;

const WIDTHS: Readonly<Record<Weight, ReadonlyMap<string, number>>> = {
  regular: widthsOf("regular"),
  semiBold: widthsOf("semiBold"),
};

/** No character of the scripts in use is wider than the font is high. */
const WIDEST = 1000;

/** How wide a text is, in the unit of `size`. Characters that the bundled font lacks count as wide as they are high. */
export function textWidth(text: string, size: number, weight: Weight): number {
  let thousandths = 0;
  for (const character of text) thousandths += WIDTHS[weight].get(character) ?? WIDEST;
  return (thousandths * size) / 1000;
}

/** Whether the width of every character is known. */
export function isMeasured(text: string): boolean {
  return [...text].every((character) => WIDTHS.regular.has(character));
}

function widthsOf(weight: Weight): ReadonlyMap<string, number> {
  const widths = ADVANCE_WIDTHS[weight].split(" ").map(Number);
  return new Map(Array.from(COVERED, (character, index) => [character, widths[index] ?? WIDEST]));
}
