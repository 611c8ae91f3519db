import { join } from "node:path";
import { isMissing } from "./file-system.ts";
import { absolutePath, type FileTree, locationOf, pathInside } from "./file-tree.ts";
import { LEAVES_ROOT, readFailure, systemFailure } from "./read-failure.ts";

/** A file to read. */
export interface FoundFile {
  readonly location: string;
  /** Relative to the root, with `/` between folders. */
  readonly path: string;
  /** Where it lies, without links. */
  readonly realPath: string;
}

export interface FindContext {
  readonly signal: AbortSignal;
  /** Is told of what is there but is not read, by location. */
  skip(location: string, reason: unknown): void;
}

/**
 * All files that are wanted, in the order of their paths. A link that leaves the root, and a folder that cannot be
 * listed, is skipped.
 *
 * @param below the folder to search; the whole tree unless given
 * @throws {CatalogError} `source-unreachable` when the root itself cannot be listed
 */
export async function findFiles(tree: FileTree, context: FindContext, below?: string): Promise<readonly FoundFile[]> {
  const found = new Map<string, FoundFile>();
  const enteredByLink = new Set<string>();
  const folders: Folder[] = [];
  if (below !== undefined || tree.selection.hasPatterns) {
    folders.push({ path: below ?? "", realPath: absolutePath(tree, below ?? ""), isLinked: false });
  }
  while (folders.length > 0) {
    context.signal.throwIfAborted();
    const batch = folders.splice(0, FOLDERS_AT_ONCE);
    const listings = await Promise.all(batch.map((folder) => listFolder(tree, folder, context)));
    for (const { files, subfolders } of listings) {
      for (const file of files) found.set(file.path, file);
      for (const folder of subfolders) {
        // Behind links a folder is entered once: they may lead in a circle.
        if (folder.isLinked && enteredByLink.has(folder.realPath)) continue;
        if (folder.isLinked) enteredByLink.add(folder.realPath);
        folders.push(folder);
      }
    }
  }
  if (below === undefined) {
    for (const path of tree.selection.named) {
      const file = await findNamed(tree, path, context);
      if (file) found.set(path, file);
    }
  }
  return [...found.values()].sort((left, right) => (left.path < right.path ? -1 : 1));
}

const FOLDERS_AT_ONCE = 32;

interface Folder {
  readonly path: string;
  readonly realPath: string;
  /** True when a link led here. */
  readonly isLinked: boolean;
}

interface Listing {
  readonly files: FoundFile[];
  readonly subfolders: Folder[];
}

async function listFolder(tree: FileTree, folder: Folder, context: FindContext): Promise<Listing> {
  const { fs, selection } = tree;
  const listing: Listing = { files: [], subfolders: [] };
  const entries = await fs.readdir(folder.realPath).catch((reason: unknown) => {
    if (folder.path === "") throw systemFailure(reason);
    if (!isMissing(reason)) context.skip(locationOf(folder.path), systemFailure(reason));
    return [];
  });
  for (const entry of entries) {
    const path = folder.path === "" ? entry.name : `${folder.path}/${entry.name}`;
    const realPath = join(folder.realPath, entry.name);
    if (selection.excludes(path)) continue;
    if (entry.isDirectory()) listing.subfolders.push({ path, realPath, isLinked: folder.isLinked });
    else if (entry.isSymbolicLink()) await followLink(tree, path, realPath, context, listing);
    else if (!selection.includes(path)) continue;
    else if (!entry.isFile()) context.skip(locationOf(path), readFailure(NOT_REGULAR));
    else if (!folder.isLinked || !isFoundWithoutLinks(tree, realPath)) listing.files.push(foundFile(path, realPath));
  }
  return listing;
}

async function followLink(
  tree: FileTree,
  path: string,
  link: string,
  context: FindContext,
  listing: Listing,
): Promise<void> {
  const { fs, selection } = tree;
  const isWanted = selection.includes(path);
  try {
    const realPath = await fs.realpath(link);
    const { type } = await fs.lstat(realPath);
    const target = pathInside(tree, realPath);
    if (target === undefined) {
      if (isWanted || type === "directory") context.skip(locationOf(path), readFailure(LEAVES_ROOT));
    } else if (selection.excludes(target)) return;
    else if (type === "directory") listing.subfolders.push({ path, realPath, isLinked: true });
    else if (isWanted && !isFoundWithoutLinks(tree, realPath)) listing.files.push(foundFile(path, realPath));
  } catch (reason) {
    if (isWanted) context.skip(locationOf(path), isMissing(reason) ? readFailure(DANGLING) : systemFailure(reason));
  }
}

async function findNamed(tree: FileTree, path: string, context: FindContext): Promise<FoundFile | undefined> {
  try {
    const realPath = await tree.fs.realpath(absolutePath(tree, path));
    const { type } = await tree.fs.lstat(realPath);
    if (pathInside(tree, realPath) === undefined) throw readFailure(LEAVES_ROOT);
    if (type === "directory") throw readFailure(`it is a folder. Write "${path}/**" in include for the files in it`);
    return foundFile(path, realPath);
  } catch (reason) {
    context.skip(locationOf(path), isMissing(reason) ? readFailure(NAMED_BUT_MISSING) : systemFailure(reason));
    return undefined;
  }
}

const NOT_REGULAR = "it is not a regular file";
const DANGLING = "it is a link to nothing";
const NAMED_BUT_MISSING = "it is named in include but is not there. Take its name out if that is as it should be";

function foundFile(path: string, realPath: string): FoundFile {
  return { location: locationOf(path), path, realPath };
}

/** True for a file that the search comes to on its own path, so that a link to it adds nothing. */
function isFoundWithoutLinks(tree: FileTree, realPath: string): boolean {
  const path = pathInside(tree, realPath);
  return path !== undefined && tree.selection.includes(path) && !tree.selection.excludes(path);
}
