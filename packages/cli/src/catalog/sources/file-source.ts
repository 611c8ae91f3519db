import { basename, dirname, relative, sep } from "node:path";
import type { EntityProvider } from "@callboard/core";
import { fileProvider } from "@callboard/providers/file";
import { locatedBelow } from "../located-below.ts";
import type { FilePlace } from "../places.ts";

/** The source at a place. Its descriptors may also name files that are read as places of their own, or around it. */
export function fileSource(place: FilePlace): EntityProvider {
  const source = sourceAt(place);
  const { within = place } = place;
  if (within === place && place.apart.length === 0) return source;
  const { read, list } = sourceAt({ ...within, apart: [] });
  return { ...source, ...(read && { read }), ...(list && { list }) };
}

function sourceAt({ type, path, name, folder, apart, include, exclude = [] }: FilePlace): EntityProvider {
  const options =
    type === "folder"
      ? {
          root: path,
          exclude: [...exclude, ...apart.map((below) => patternOf(relative(path, below)))],
          ...(include && { include }),
        }
      : { root: dirname(path), include: [basename(path)] };
  return locatedBelow(folder, fileProvider({ ...options, name }));
}

/** A pattern that matches one path, whatever characters it is made of. */
function patternOf(path: string): string {
  return path
    .split(sep)
    .join("/")
    .replace(/[\\*?!+@()[\]{}|]/g, "\\$&");
}
