import { fileURLToPath } from "node:url";
import { CatalogError } from "@callboard/core";
import type { LookOptions } from "./dot.ts";
import type { Picture } from "./picture/picture.ts";
import { svg } from "./svg.ts";

/** How a picture is turned into pixels. */
export interface PngOptions extends LookOptions {
  /**
   * Pixels for each unit of the SVG, up to 4; unless given 2, or as much less, down to 1, as keeps the picture within
   * 2,000 pixels of width.
   */
  readonly scale?: number;
  /** Font files for characters that are not Latin, Greek or Cyrillic; the bundled font is always there. */
  readonly fontFiles?: readonly string[];
}

const FONTS = ["Regular", "SemiBold"].map((weight) =>
  fileURLToPath(new URL(`../fonts/IBMPlexSans-${weight}.ttf`, import.meta.url)),
);
const FONT_FAMILY = "IBM Plex Sans";
const PLEASANT_WIDTH = 2_000;
const MOST_PIXELS = 100_000_000;

/**
 * A picture as a PNG file.
 *
 * @throws {CatalogError} `package-missing` without `@resvg/resvg-js`; `invalid-argument` for a scale that makes no
 * sense; `limit-exceeded` for more than 100 million pixels
 */
export async function png(
  picture: Picture,
  { theme = "light", scale, fontFiles = [] }: PngOptions = {},
): Promise<Uint8Array> {
  if (scale !== undefined && !(scale > 0 && scale <= 4)) {
    throw new CatalogError("invalid-argument", `scale is ${scale}. Give a number above 0, up to 4.`);
  }
  const { Resvg } = await loadResvg();
  const source = await svg(picture, { theme });
  const font = { loadSystemFonts: false, fontFiles: [...FONTS, ...fontFiles], defaultFontFamily: FONT_FAMILY };
  const { width, height } = new Resvg(source, { font });
  const zoom = scale ?? Math.min(2, Math.max(1, PLEASANT_WIDTH / width));
  if (width * height * zoom * zoom > MOST_PIXELS) {
    const size = `${Math.round(width * zoom)} by ${Math.round(height * zoom)} pixels`;
    throw new CatalogError("limit-exceeded", `The picture would have ${size}. Give a smaller scale, or maxNodes.`);
  }
  const rendered = new Resvg(source, { font, fitTo: { mode: "zoom", value: zoom } }).render();
  return Uint8Array.from(rendered.asPng());
}

async function loadResvg(): Promise<typeof import("@resvg/resvg-js")> {
  try {
    return await import("@resvg/resvg-js");
  } catch (cause) {
    throw new CatalogError("package-missing", "PNG needs @resvg/resvg-js. Install it: npm install @resvg/resvg-js", {
      cause,
    });
  }
}
