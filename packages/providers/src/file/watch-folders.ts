import { posix } from "node:path";
import { isMissing } from "./file-system.ts";
import { absolutePath, type FileTree } from "./file-tree.ts";
import { readFailure } from "./read-failure.ts";

/** The folders of a tree that are watched, each by a watch of its own, without those that are left out. */
export interface WatchedFolders {
  /** Watches everything in which a wanted file may be; what was watched before is forgotten. */
  addAll(signal: AbortSignal): Promise<void>;
  /** Watches a folder and all below it. */
  add(path: string, signal: AbortSignal): Promise<void>;
  /** Stops watching a folder and all below it; false when it was not watched. */
  remove(path: string): boolean;
  close(): void;
}

export interface WatchListener {
  /** A file or folder changed; `isName` when it came or went, or may have. */
  onTouched(path: string, isName: boolean): void;
  /** Nothing more can be expected. */
  onError(reason: unknown): void;
}

export function watchFolders(tree: FileTree, listener: WatchListener): WatchedFolders {
  const { fs, selection } = tree;
  const stops = new Map<string, () => void>();

  /** @throws when the system has no more watches to give */
  function watch(folder: string): void {
    if (stops.has(folder)) return;
    const inFolder = (name: string) => (folder === "" ? name : `${folder}/${name}`);
    const onChange = (isName: boolean, name: string | null) => {
      const path = name === null ? folder : inFolder(name);
      if (path === "" || !selection.excludes(path)) listener.onTouched(path, isName || name === null);
    };
    try {
      stops.set(
        folder,
        fs.watch(absolutePath(tree, folder), onChange, (reason) => onError(folder, reason)),
      );
    } catch (reason) {
      onError(folder, reason);
    }
  }

  function onError(folder: string, reason: unknown): void {
    const code = reason instanceof Error && "code" in reason ? reason.code : undefined;
    if (code === "ENOSPC" || code === "EMFILE") listener.onError(readFailure(TOO_MANY, reason));
    // One that has gone, or may not be listed: the folder above it, or the next full read, will tell.
    else if (folder !== "" && (isMissing(reason) || code === "EACCES" || code === "EPERM")) remove(folder);
    else listener.onError(reason);
  }

  async function add(path: string, signal: AbortSignal): Promise<void> {
    const folders = [path];
    while (folders.length > 0 && !signal.aborted) {
      const batch = folders.splice(0, FOLDERS_AT_ONCE);
      // Watched before it is listed: what comes in between is seen twice rather than not at all.
      for (const folder of batch) watch(folder);
      folders.push(...(await Promise.all(batch.map(subfolders))).flat());
    }
  }

  async function subfolders(folder: string): Promise<readonly string[]> {
    const entries = await fs.readdir(absolutePath(tree, folder)).catch(() => []);
    return entries
      .filter((entry) => entry.isDirectory())
      .map((entry) => (folder === "" ? entry.name : `${folder}/${entry.name}`))
      .filter((path) => !selection.excludes(path));
  }

  function remove(path: string): boolean {
    const isWatched = stops.has(path);
    for (const [folder, stop] of isWatched ? stops : []) {
      if (folder !== path && path !== "" && !folder.startsWith(`${path}/`)) continue;
      stops.delete(folder);
      stop();
    }
    return isWatched;
  }

  return {
    async addAll(signal) {
      remove("");
      if (selection.hasPatterns) await add("", signal);
      for (const path of selection.named) watch(parentOf(path));
    },
    add,
    remove,
    close() {
      for (const stop of stops.values()) stop();
      stops.clear();
    },
  };
}

const FOLDERS_AT_ONCE = 32;

const TOO_MANY =
  "the system has no more watches to give; the folder is still read in full now and then. " +
  "On Linux raise fs.inotify.max_user_watches";

function parentOf(path: string): string {
  const parent = posix.dirname(path);
  return parent === "." ? "" : parent;
}
