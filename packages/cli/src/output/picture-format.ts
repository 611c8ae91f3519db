import type { Format } from "./output.ts";

/** Forms of a picture. Only `blast-radius` draws. */
export const PICTURE_FORMATS = ["dot", "mermaid", "svg", "png"] as const;
export type PictureFormat = (typeof PICTURE_FORMATS)[number];

export function isPictureFormat(format: Format | PictureFormat): format is PictureFormat {
  return PICTURE_FORMATS.some((known) => known === format);
}
