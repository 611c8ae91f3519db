import { readdir } from "node:fs/promises";
import { join, relative, sep } from "node:path";

/** The files below a folder, at any depth: their paths with "/" from there, in order. */
export async function findFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, "/"))
    .filter((path) => !/(^|\/)(node_modules|\.git)\//.test(path))
    .sort();
}
