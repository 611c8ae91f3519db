import { posix } from "node:path";

/** The folder a path lies in; empty for the folder that is scanned. */
export function folderOf(path: string): string {
  const end = path.lastIndexOf("/");
  return end < 0 ? "" : path.slice(0, end);
}

/** The last part of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** True for a folder itself and all below it. */
export function isWithin(path: string, folder: string): boolean {
  return folder === "" || path === folder || path.startsWith(`${folder}/`);
}

/** A path as a file in a folder writes it; undefined where it leads out of what is scanned. */
export function pathFrom(folder: string, written: string): string | undefined {
  if (written.startsWith("/") || written.includes("\0")) return undefined;
  const path = posix.normalize(posix.join(folder, written.replaceAll("\\", "/"))).replace(/\/$/, "");
  if (path === "..") return undefined;
  return path.startsWith("../") ? undefined : path === "." ? "" : path;
}

/** A path as it is written in a file of another folder. */
export function relativePath(folder: string, path: string): string {
  const relative = posix.relative(folder, path);
  return relative.startsWith("../") ? relative : `./${relative}`;
}

/** A folder and those above it, the nearest first. */
export function* foldersUp(folder: string): Generator<string> {
  for (let at = folder; at !== ""; at = folderOf(at)) yield at;
  yield "";
}
