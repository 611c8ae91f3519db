import { CatalogError } from "@callboard/core";

/** Why a file or folder is not read, as a part of a sentence; the error of the file system, if any, is its cause. */
export function readFailure(what: string, cause?: unknown): CatalogError {
  return new CatalogError("source-unreachable", what, cause === undefined ? {} : { cause });
}

/** An error of the file system in words. */
export function systemFailure(cause: unknown): CatalogError {
  if (cause instanceof CatalogError) return cause;
  const code = cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : undefined;
  const words = code === undefined ? undefined : WORDS.get(code);
  return readFailure(words ? `${words} (${code})` : cause instanceof Error ? cause.message : String(cause), cause);
}

/** What is said of a link that leads out of the folder. */
export const LEAVES_ROOT =
  "it is a link that leads out of the catalog folder, and is not followed. Put a copy in its place";

const WORDS: ReadonlyMap<string, string> = new Map([
  ["EACCES", "this user has no permission to read it"],
  ["EPERM", "this user has no permission to read it"],
  ["EIO", "the disk reports an error"],
  ["ELOOP", "it is a link that leads in a circle, or was made a link while it was read"],
  ["EMLINK", "it was made a link while it was read"],
  ["EMFILE", "this process has too many files open"],
  ["ENFILE", "the system has too many files open"],
  ["ENAMETOOLONG", "its path is too long for this system"],
  ["ENOENT", "it is not there"],
  ["ENOTDIR", "it is not there"],
  ["EISDIR", "it is a folder"],
]);
