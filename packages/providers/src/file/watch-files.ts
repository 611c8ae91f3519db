import type { SourceChange, WatchContext } from "@callboard/core";
import { isMissing } from "./file-system.ts";
import { absolutePath, type FileTree, locationOf } from "./file-tree.ts";
import { type FoundFile, findFiles } from "./find-files.ts";
import { patternSelection } from "./pattern-selection.ts";
import { systemFailure } from "./read-failure.ts";
import { readDocument } from "./read-file.ts";
import type { FileSelection } from "./selection.ts";
import { type WatchedFolders, watchFolders } from "./watch-folders.ts";

/** Changes are reported once nothing more has come for this long, so that few files are read half written, … */
const QUIET_MS = 100;
/** … but after this long at the latest. */
const LONGEST_WAIT_MS = 1_000;
/** With more changes than this at a time, one full read is less work. */
const MOST_CHANGES = 1_000;

/**
 * What changes in a folder, until `signal` aborts. Only files that changed are read. What lies behind links is left
 * to the next full read. Of the files that documents use only those count that are not left out.
 *
 * @throws {CatalogError} `source-unreachable` when the system does not let the folder be watched
 */
export async function* watchFiles(tree: FileTree, context: WatchContext): AsyncGenerator<SourceChange> {
  const { signal, clock } = context;
  const gate = newGate();
  /** By path, whether a name came or went; otherwise only what is behind it changed. */
  let touched = new Map<string, boolean>();
  let failure: unknown;
  let stopQuiet = () => {};
  let stopLongest: (() => void) | undefined;

  const folders = watchFolders(tree, {
    onTouched(path, isName) {
      touched.set(path, isName || touched.get(path) === true);
      stopQuiet();
      stopQuiet = clock.setTimer(gate.open, QUIET_MS);
      stopLongest ??= clock.setTimer(gate.open, LONGEST_WAIT_MS);
    },
    onError(reason) {
      failure ??= reason;
      gate.open();
    },
  });
  signal.addEventListener("abort", gate.open);
  try {
    await folders.addAll(signal);
    while (!signal.aborted) {
      await gate.wait();
      stopQuiet();
      stopLongest?.();
      stopLongest = undefined;
      if (failure !== undefined) throw systemFailure(failure);
      const paths = touched;
      touched = new Map();
      if (!signal.aborted) yield* changesAt(paths, tree, folders, context);
    }
  } finally {
    signal.removeEventListener("abort", gate.open);
    stopQuiet();
    stopLongest?.();
    folders.close();
  }
}

async function* changesAt(
  touched: ReadonlyMap<string, boolean>,
  tree: FileTree,
  folders: WatchedFolders,
  context: WatchContext,
): AsyncGenerator<SourceChange> {
  const { signal } = context;
  let refresh: string | undefined;
  const toRead: FoundFile[] = [];
  const isUsed = usedFiles(context);
  if (touched.size > MOST_CHANGES) {
    await folders.addAll(signal);
    yield { type: "refresh", reason: `${touched.size} files and folders changed at a time` };
    return;
  }
  for (const [path, isName] of touched) {
    const found = await lookAt(path, isName, tree, folders, { signal, isUsed });
    if (found === "gone") yield { type: "removed", location: locationOf(path) };
    else if (found === "unclear") refresh ??= `${path} changed, and is a link or holds something that cannot be read`;
    else {
      for (const file of found) {
        if (tree.selection.includes(file.path)) toRead.push(file);
        else yield { type: "touched", location: file.location };
      }
    }
  }
  if (toRead.length > MOST_CHANGES) refresh ??= `${toRead.length} files are new`;
  for (const file of refresh === undefined ? toRead : []) {
    try {
      yield { type: "changed", document: await readDocument(tree, file) };
    } catch (reason) {
      // A hint cannot say that a file is there and unreadable; a full read can.
      if (!isMissing(reason)) refresh ??= `${file.path} changed and cannot be read`;
    }
  }
  if (refresh !== undefined) yield { type: "refresh", reason: refresh };
}

interface LookContext {
  readonly signal: AbortSignal;
  /** True for a file that is not wanted itself, but named by a document. */
  isUsed(path: string): boolean;
}

/** The files, wanted or used, that changed because a path was touched, or what became of it. */
async function lookAt(
  path: string,
  isName: boolean,
  tree: FileTree,
  folders: WatchedFolders,
  { signal, isUsed }: LookContext,
): Promise<readonly FoundFile[] | "gone" | "unclear"> {
  const { selection } = tree;
  const isWanted = selection.includes(path);
  const realPath = absolutePath(tree, path);
  const file = isWanted || isUsed(path) ? [{ location: locationOf(path), path, realPath }] : [];
  try {
    const { type } = await tree.fs.lstat(realPath);
    if (type === "link") return "unclear";
    if (type !== "directory") return file;
    if (!isName) return [];
    // It may be another folder of the same name.
    folders.remove(path);
    await folders.add(path, signal);
    let isUnclear = false;
    const skip = () => {
      isUnclear = true;
    };
    const includes = (below: string) => selection.includes(below) || isUsed(below);
    const files = await findFiles({ ...tree, selection: { ...selection, includes } }, { signal, skip }, path);
    return isUnclear ? "unclear" : files;
  } catch (reason) {
    if (!isMissing(reason)) return "unclear";
    return folders.remove(path) || isWanted ? "gone" : file;
  }
}

/** Tells which files documents name, one by one or by a pattern. */
function usedFiles({ uses, patterns }: WatchContext): LookContext["isUsed"] {
  const selections = [...(patterns?.() ?? [])].flatMap(selectionAt);
  return (path) => uses?.(locationOf(path)) === true || selections.some(({ includes }) => includes(path));
}

/** What a pattern selects; nothing when it is not one of files, or cannot be looked for. */
function selectionAt(location: string): readonly FileSelection[] {
  const scheme = locationOf("");
  if (!location.startsWith(scheme)) return [];
  try {
    return [patternSelection(location.slice(scheme.length), [])];
  } catch {
    return [];
  }
}

/** Something to wait at. Opened while nobody waits, it lets the next one through. */
function newGate(): { readonly open: () => void; wait(): Promise<void> } {
  let isOpen = false;
  let letThrough = () => {};
  return {
    open() {
      isOpen = true;
      letThrough();
    },
    async wait() {
      if (!isOpen) {
        await new Promise<void>((resolve) => {
          letThrough = resolve;
        });
      }
      isOpen = false;
    },
  };
}
