import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { type BlastRadiusOptions, CatalogError, type CatalogView, type EntityRef } from "@callboard/core";
import { blastRadiusPicture, dot, type LookOptions, mermaid, type Picture, svg } from "@callboard/pictures";
import { png } from "@callboard/pictures/png";
import { isDemo } from "../catalog/is-demo.ts";
import type { PictureFormat } from "../output/picture-format.ts";
import { DEMO_MARK, type Session } from "../session.ts";

/** How a picture looks and where it goes. */
export interface DrawOptions extends LookOptions {
  /** Stdout unless given. */
  readonly out?: string;
}

/**
 * Writes the picture of a blast radius to a file or to stdout.
 *
 * @throws {CatalogError} `invalid-argument` for a PNG that would go to a terminal
 */
export async function drawBlastRadius(
  { io, output }: Session,
  view: CatalogView,
  roots: readonly EntityRef[],
  asked: BlastRadiusOptions,
  format: PictureFormat,
  { out, ...look }: DrawOptions,
): Promise<void> {
  if (format === "png" && out === undefined && io.isTty.stdout) {
    throw new CatalogError(
      "invalid-argument",
      "A terminal shows no PNG. Name a file with --out, or pass it on with |.",
    );
  }
  const drawn = await written(blastRadiusPicture(view, roots, asked), format, look);
  if (isDemo(view)) output.note(DEMO_MARK);
  if (out === undefined) io.stdout.write(drawn);
  else await writeFile(resolve(io.cwd, out), drawn);
}

function written(picture: Picture, format: PictureFormat, look: LookOptions): Promise<Uint8Array | string> | string {
  switch (format) {
    case "dot":
      return dot(picture, look);
    case "mermaid":
      return mermaid(picture, look);
    case "svg":
      return svg(picture, look);
    case "png":
      return png(picture, look);
    default:
      return format satisfies never;
  }
}
