import { isAbsolute, posix } from "node:path";
import { CatalogError, type SourceDocument } from "@callboard/core";
import { isMissing, type OpenFile } from "./file-system.ts";
import { absolutePath, type FileTree, pathInside } from "./file-tree.ts";
import type { FoundFile } from "./find-files.ts";
import { readFailure, systemFailure } from "./read-failure.ts";

/**
 * The document at a file that was found.
 *
 * @throws {CatalogError} `limit-exceeded` for a file that is too large, `source-unreachable` for one that is not the
 * file that was found; otherwise the error of the file system
 */
export async function readDocument(tree: FileTree, { location, realPath }: FoundFile): Promise<SourceDocument> {
  const { content, version, modified } = await readInside(tree, realPath);
  return { location, content, version, modified };
}

/**
 * The text of the file at a location of this source, for placeholders and Location targets; undefined when it is not
 * there.
 *
 * @throws {CatalogError} `source-unreachable` also for a location that is not `file:` and a path inside the root
 */
export async function readLocation(tree: FileTree, location: string): Promise<string | undefined> {
  const path = location.startsWith("file:") ? location.slice("file:".length) : undefined;
  if (!path || isAbsolute(path) || path.includes("\0") || path.split("/").includes(".git")) {
    throw readFailure(
      `${JSON.stringify(location)} does not name a file of the catalog folder. Write a path relative to it.`,
    );
  }
  try {
    // Before it is looked for: whether a file outside is there is nobody's business.
    if (posix.normalize(path).split("/").includes("..")) throw readFailure("it leads out of the catalog folder");
    const realPath = await tree.fs.realpath(absolutePath(tree, path));
    const inside = pathInside(tree, realPath);
    if (inside === undefined || inside.split("/").includes(".git"))
      throw readFailure("it leads out of the catalog folder");
    return (await readInside(tree, realPath)).content;
  } catch (reason) {
    if (isMissing(reason)) return undefined;
    const failure = systemFailure(reason);
    throw new CatalogError(failure.code, `${location} cannot be read: ${failure.message}.`, { cause: reason });
  }
}

interface FileContent {
  readonly content: string;
  readonly version: string;
  readonly modified: string;
}

/** Reads a file whose path, without links, lies inside the root; and makes sure that this is what was opened. */
async function readInside(tree: FileTree, realPath: string): Promise<FileContent> {
  const { fs, maxBytes } = tree;
  const file = await fs.open(realPath);
  try {
    const { type, bytes, identity, version, modified } = await file.stat();
    if (type !== "file") throw readFailure("it is not a regular file");
    // A folder on the way may have become a link since the path was found. What is at the path now, if it is inside
    // and is the file that was opened, was opened inside.
    const isSame = (await fs.realpath(realPath)) === realPath && (await fs.lstat(realPath)).identity === identity;
    if (!isSame || pathInside(tree, realPath) === undefined)
      throw readFailure("another file took its place while it was read");
    if (bytes > maxBytes) throw tooLarge(maxBytes);
    return { content: await readText(file, bytes, maxBytes), version, modified };
  } finally {
    await file.close();
  }
}

/** The whole text, also of a file that grows meanwhile or, like those below /proc, does not know its size. */
async function readText(file: OpenFile, expectedBytes: number, maxBytes: number): Promise<string> {
  const pieces: Uint8Array[] = [];
  let total = 0;
  for (let room = expectedBytes + 1; ; room = LATER_BYTES) {
    const buffer = new Uint8Array(room);
    const { bytesRead } = await file.read(buffer, 0, room);
    pieces.push(buffer.subarray(0, bytesRead));
    total += bytesRead;
    if (total > maxBytes) throw tooLarge(maxBytes);
    const isWhole = bytesRead === 0 || (total === expectedBytes && bytesRead < room);
    if (isWhole) return Buffer.concat(pieces).toString("utf8");
  }
}

const LATER_BYTES = 2 ** 16;

function tooLarge(maxBytes: number): CatalogError {
  return new CatalogError(
    "limit-exceeded",
    `it is larger than maxBytes, which is ${maxBytes} bytes. Split it, or raise the limit`,
  );
}
