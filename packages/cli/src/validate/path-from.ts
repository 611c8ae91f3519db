import { relative, resolve, sep } from "node:path";

const SCHEME = "file:";

/**
 * The way from a folder to the file of a location, with `/` between folders; null for a location that is no file.
 *
 * @param base the folder that relative locations start from
 */
export function pathFrom(folder: string, location: string, base: string): string | null {
  if (!location.startsWith(SCHEME)) return null;
  return relative(folder, resolve(base, location.slice(SCHEME.length)))
    .split(sep)
    .join("/");
}
