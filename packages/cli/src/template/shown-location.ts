import { isAbsolute, relative } from "node:path";

/** A location as people find it from where they are: the way to a file below, else as it is. */
export function pathFrom(location: string, cwd: string): string {
  if (!isAbsolute(location)) return location;
  const way = relative(cwd, location);
  return way.startsWith("..") ? location : way || ".";
}
