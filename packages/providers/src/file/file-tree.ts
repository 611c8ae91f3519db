import { join, relative, sep } from "node:path";
import { CatalogError } from "@callboard/core";
import { type FileSystem, isMissing } from "./file-system.ts";
import type { FileSelection } from "./selection.ts";

/** One folder with all below it, as one run sees it. */
export interface FileTree {
  readonly fs: FileSystem;
  readonly selection: FileSelection;
  readonly maxBytes: number;
  /** The root without links. */
  readonly realRoot: string;
}

/**
 * Opens a folder for one run.
 *
 * @throws {CatalogError} `source-unreachable` when it is not there, so that nothing is taken for removed
 */
export async function openFileTree(options: Omit<FileTree, "realRoot"> & { readonly root: string }): Promise<FileTree> {
  const { root, ...rest } = options;
  try {
    const realRoot = await rest.fs.realpath(root);
    const { type } = await rest.fs.lstat(realRoot);
    if (type === "directory") return { ...rest, realRoot };
  } catch (cause) {
    const what = isMissing(cause) ? "does not exist" : "cannot be reached";
    throw new CatalogError(
      "source-unreachable",
      `The catalog folder ${root} ${what}. Create it, or name another folder.`,
      { cause },
    );
  }
  throw new CatalogError(
    "source-unreachable",
    `The catalog folder ${root} is a file. Give its folder as root and its name as include.`,
  );
}

/** The system's path of a relative one. */
export function absolutePath(tree: FileTree, path: string): string {
  return join(tree.realRoot, ...path.split("/"));
}

/** The path relative to the root, with `/` between folders; undefined for one outside of it. */
export function pathInside(tree: FileTree, realPath: string): string | undefined {
  const path = relative(tree.realRoot, realPath);
  const leaves = path === ".." || path.startsWith(`..${sep}`) || join(tree.realRoot, path) !== realPath;
  return leaves ? undefined : path.split(sep).join("/");
}

/** What a file or folder below the root is called in the catalog. */
export function locationOf(path: string): string {
  return `file:${path}`;
}
