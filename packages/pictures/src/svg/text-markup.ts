import { isMeasured, textWidth, type Weight } from "../text/text-width.ts";
import { content, element, type Markup } from "./markup.ts";

/** How text is set. */
export interface TextStyle {
  readonly size: number;
  readonly weight: Weight;
  readonly color: string;
}

/**
 * A line of text from `x` to the right, on the baseline `y`. Where the bundled font is not installed the line is set as
 * wide as in it, so that it stays within its box in any font.
 */
export function textMarkup(text: string, x: number, y: number, { size, weight, color }: TextStyle): Markup {
  const isFixed = text !== "" && isMeasured(text);
  return element(
    "text",
    {
      x,
      y,
      "font-size": size,
      ...(weight === "semiBold" && { "font-weight": 600 }),
      fill: color,
      ...(isFixed && { textLength: textWidth(text, size, weight), lengthAdjust: "spacingAndGlyphs" }),
    },
    content(text),
  );
}
