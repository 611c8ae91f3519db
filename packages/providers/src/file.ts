import { resolve } from "node:path";
import type { EntityProvider, ProvideContext, SourceDocument } from "@callboard/core";
import { type FileSystem, isMissing, nodeFileSystem } from "./file/file-system.ts";
import { type FileTree, openFileTree } from "./file/file-tree.ts";
import { type FoundFile, findFiles } from "./file/find-files.ts";
import { listFiles } from "./file/list-files.ts";
import { systemFailure } from "./file/read-failure.ts";
import { readDocument, readLocation } from "./file/read-file.ts";
import { fileSelection } from "./file/selection.ts";
import { watchFiles } from "./file/watch-files.ts";
import { readAhead } from "./read-ahead.ts";

/** The files that are read unless `include` says otherwise. */
export const CATALOG_FILES = "**/catalog-info*.{yaml,yml,json}";

/** Which files to read as a catalog. */
export interface FileProviderOptions {
  /** The folder that holds them; nothing outside of it is ever read. Relative to the working directory. */
  readonly root: string;
  /**
   * Patterns and names of files below `root`, with `/` between folders; {@link CATALOG_FILES} unless given. A file
   * named outright is read even where `exclude` would leave it out, and has to be there.
   */
  readonly include?: readonly string[];
  /** Patterns of files and folders to leave out, besides `.git` and `node_modules`. */
  readonly exclude?: readonly string[];
  /** Tells sources apart: the source is called `file:<name>`. `"files"` unless given. */
  readonly name?: string;
  /** Larger files are not read, and reported. 64 MiB unless given. */
  readonly maxBytes?: number;
  /** The system's unless given. */
  readonly fs?: FileSystem;
}

/**
 * Reads the catalog files under one folder, and can follow their changes. A file whose time, size and inode are those
 * of the last run is not read again. Links are followed as far as they stay inside the folder.
 */
export function fileProvider(options: FileProviderOptions): EntityProvider {
  const {
    root,
    include = [CATALOG_FILES],
    exclude = [],
    name = "files",
    maxBytes = 64 * 2 ** 20,
    fs = nodeFileSystem,
  } = options;
  const folder = resolve(root);
  const selection = fileSelection(include, exclude);
  const open = () => openFileTree({ fs, root: folder, selection, maxBytes });

  return {
    name: `file:${name}`,
    async *provide(context) {
      const { signal, skip } = context;
      const tree = await open();
      const files = await findFiles(tree, { signal, skip });
      for await (const outcome of readAhead(files, READ_AHEAD, (file) => outcomeOf(tree, file, context))) {
        signal.throwIfAborted();
        if (outcome.status === "skipped") skip(outcome.location, outcome.reason);
        else if (outcome.status === "read") yield outcome.document;
      }
    },
    async *watch(context) {
      yield* watchFiles(await open(), context);
    },
    async read(location) {
      return readLocation(await open(), location);
    },
    async list(pattern, { signal }) {
      return listFiles(await open(), pattern, exclude, signal);
    },
  };
}

type Outcome =
  | { readonly status: "read"; readonly document: SourceDocument }
  | { readonly status: "skipped"; readonly location: string; readonly reason: unknown }
  | { readonly status: "gone" };

async function outcomeOf(tree: FileTree, file: FoundFile, { known, signal }: ProvideContext): Promise<Outcome> {
  const { location, path, realPath } = file;
  try {
    signal.throwIfAborted();
    const version = known?.(location);
    if (version !== undefined) {
      const status = await tree.fs.lstat(realPath);
      if (status.version === version) {
        return { status: "read", document: { location, version, modified: status.modified, unchanged: true } };
      }
    }
    return { status: "read", document: await readDocument(tree, file) };
  } catch (reason) {
    // Node cannot name a file whose name is not UTF-8: it seems to have gone, and is there.
    if (isMissing(reason) && path.includes("\uFFFD"))
      return { status: "skipped", location, reason: "its name is not UTF-8" };
    return isMissing(reason) ? { status: "gone" } : { status: "skipped", location, reason: systemFailure(reason) };
  }
}

/** How many files are read while the first of them is taken in. */
const READ_AHEAD = 16;
