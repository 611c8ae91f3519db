import { lstat, readdir, readlink } from "node:fs/promises";
import { join } from "node:path";
import { TemplateError } from "../template-error.ts";
import type { WorkspaceFile } from "./workspace.ts";

/**
 * Everything below a folder, sorted by path, with `prefix` before each; links are named, not followed.
 *
 * @throws {TemplateError} `limit-exceeded`
 */
export async function folderEntries(folder: string, prefix: string, maxFiles: number): Promise<WorkspaceFile[]> {
  const found: WorkspaceFile[] = [];
  const open: { folder: string; prefix: string }[] = [{ folder, prefix }];
  for (let next = open.pop(); next; next = open.pop()) {
    for (const { name } of await readdir(next.folder, { withFileTypes: true })) {
      const at = join(next.folder, name);
      const entry = await entryAt(at, next.prefix + name);
      found.push(entry);
      if (entry.type === "folder") open.push({ folder: at, prefix: `${entry.path}/` });
      if (found.length > maxFiles) {
        throw new TemplateError("limit-exceeded", `${prefix || "The workspace"} holds more than ${maxFiles} files.`);
      }
    }
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** One entry, under the path that it is given. */
export async function entryAt(at: string, path: string): Promise<WorkspaceFile> {
  const stats = await lstat(at);
  if (stats.isSymbolicLink()) return { path, type: "link", size: 0, isExecutable: false, linkTo: await readlink(at) };
  if (stats.isDirectory()) return { path, type: "folder", size: 0, isExecutable: false, linkTo: null };
  return { path, type: "file", size: stats.size, isExecutable: (stats.mode & 0o100) !== 0, linkTo: null };
}
