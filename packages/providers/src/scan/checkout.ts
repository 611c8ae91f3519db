import { CatalogError } from "@callboard/core";
import { type FileSystem, nodeFileSystem } from "../file/file-system.ts";
import { type FileTree, openFileTree } from "../file/file-tree.ts";
import { type FoundFile, findFiles } from "../file/find-files.ts";
import { systemFailure } from "../file/read-failure.ts";
import { readDocument } from "../file/read-file.ts";
import { readAhead } from "../read-ahead.ts";
import type { TextFile } from "./evidence.ts";
import { folderOf, foldersUp } from "./paths.ts";

/** Larger files are not read: nobody wrote them by hand. */
const MAX_BYTES = 2 ** 20;

/** Folders that hold the work of others, what was built, or what only looks like the real thing. */
const LEFT_OUT: ReadonlySet<string> = new Set(
  ".git .hg .svn node_modules bower_components vendor third_party third-party Pods dist target obj .venv venv site-packages __pycache__ .tox .terraform .next .nuxt .gradle .idea .vscode .cache coverage testdata fixtures __fixtures__ examples example samples sample test tests __tests__ e2e".split(
    " ",
  ),
);

/** One folder with all below it, as one scan sees it. */
export interface Checkout {
  /** Files that are worth reading, in the order of their paths. */
  readonly paths: readonly string[];
  /** Whether such a file, or a folder with one in it, is there. */
  has(path: string): boolean;
  /** Their texts, in the order asked for; those that cannot be read are skipped. */
  read(paths: Iterable<string>): AsyncIterable<TextFile>;
}

export interface CheckoutOptions {
  readonly root: string;
  readonly fs?: FileSystem;
  readonly signal: AbortSignal;
  /** Whether a file is worth reading. */
  isWanted(path: string): boolean;
  /** Is told of what is there but was not read, by its path. */
  skip(path: string, reason: string): void;
}

/**
 * Lists a folder. Links are followed as far as they stay inside of it; files over 1 MiB and files that are no text are
 * skipped.
 *
 * @throws {CatalogError} `source-unreachable` when the folder is not there
 */
export async function openCheckout({
  root,
  fs = nodeFileSystem,
  signal,
  isWanted,
  skip,
}: CheckoutOptions): Promise<Checkout> {
  const selection = {
    named: [],
    hasPatterns: true,
    includes: isWanted,
    excludes: (path: string) => LEFT_OUT.has(path.slice(path.lastIndexOf("/") + 1)),
  };
  const tree = await openFileTree({ fs, root, selection, maxBytes: MAX_BYTES });
  const skipped = new Set<string>();
  const skipOnce = (location: string, reason: unknown) => {
    const path = location.replace(/^file:/, "");
    if (skipped.has(path)) return;
    skipped.add(path);
    skip(path, reason instanceof Error ? reason.message : String(reason));
  };
  const files = new Map((await findFiles(tree, { signal, skip: skipOnce })).map((file) => [file.path, file]));
  const folders = new Set([...files.keys()].flatMap((path) => [...foldersUp(folderOf(path))]));
  return {
    paths: [...files.keys()],
    has: (path) => files.has(path) || folders.has(path),
    async *read(paths) {
      const wanted = [...paths].flatMap((path) => files.get(path) ?? []);
      for await (const { file, text, reason } of readAhead(wanted, FILES_AT_ONCE, (file) => readText(tree, file))) {
        signal.throwIfAborted();
        if (text === undefined) skipOnce(file.location, reason);
        else yield { path: file.path, text };
      }
    },
  };
}

const FILES_AT_ONCE = 16;

interface ReadText {
  readonly file: FoundFile;
  readonly text?: string;
  readonly reason?: CatalogError;
}

async function readText(tree: FileTree, file: FoundFile): Promise<ReadText> {
  try {
    const document = await readDocument(tree, file);
    const text = "content" in document ? document.content.replace(/^\uFEFF/, "") : "";
    if (!text.includes("\0")) return { file, text };
    return { file, reason: new CatalogError("source-unreachable", "it is not text in UTF-8") };
  } catch (reason) {
    const failure = systemFailure(reason);
    const tooLarge = new CatalogError("limit-exceeded", "it is larger than 1 MiB", { cause: reason });
    return { file, reason: failure.code === "limit-exceeded" ? tooLarge : failure };
  }
}
