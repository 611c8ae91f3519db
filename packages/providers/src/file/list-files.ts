import picomatch from "picomatch";
import { isMissing } from "./file-system.ts";
import { absolutePath, type FileTree, pathInside } from "./file-tree.ts";
import { findFiles } from "./find-files.ts";
import { patternSelection } from "./pattern-selection.ts";
import { readFailure, systemFailure } from "./read-failure.ts";

/**
 * The locations of all files below the root that match a pattern, in the order of their paths. What the source leaves
 * out is left out here too.
 *
 * @param location a pattern behind `file:`
 * @throws {CatalogError} `invalid-argument` as {@link patternSelection}, `source-unreachable` when
 *   something that may match cannot be listed
 */
export async function listFiles(
  tree: FileTree,
  location: string,
  exclude: readonly string[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const pattern = location.slice("file:".length);
  const selection = patternSelection(pattern, exclude);
  const { base } = picomatch.scan(pattern);
  if (!(await isInside(tree, base))) return [];
  const skip = (skipped: string, reason: unknown) => {
    throw readFailure(`${skipped} cannot be read: ${systemFailure(reason).message}`, reason);
  };
  const files = await findFiles({ ...tree, selection }, { signal, skip }, base);
  return files.map((file) => file.location);
}

async function isInside(tree: FileTree, folder: string): Promise<boolean> {
  try {
    return pathInside(tree, await tree.fs.realpath(absolutePath(tree, folder))) !== undefined;
  } catch (reason) {
    if (isMissing(reason)) return false;
    throw systemFailure(reason);
  }
}
