import { mkdtemp, readdir, readFile, readlink, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { onTestFinished } from "vitest";

/** An empty folder by its real path, removed after the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "scaffolder-test-")));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Everything below a folder, by path: the text of files, where links lead, and `folder/` for folders. */
export async function snapshot(folder: string): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {};
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    const at = join(entry.parentPath, entry.name);
    const path = relative(folder, at);
    if (entry.isDirectory()) found[`${path}/`] = "";
    else found[path] = entry.isSymbolicLink() ? `-> ${await readlink(at)}` : await readFile(at, "utf8");
  }
  return found;
}
