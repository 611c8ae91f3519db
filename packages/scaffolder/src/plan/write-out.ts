import { TemplateError } from "../template-error.ts";
import { folderWorkspace } from "../workspace/folder-workspace.ts";
import type { Workspace } from "../workspace/workspace.ts";

export interface WriteOutOptions {
  readonly folder: string;
  /** Whether files that say something else are replaced; off unless given. */
  readonly overwrite?: boolean;
}

/**
 * Puts the files of a workspace into a folder, beside what is there.
 *
 * @returns the paths of files that are new or different now
 * @throws {TemplateError} `already-exists` before anything is written, when files there say something else
 */
export async function writeOut(
  workspace: Workspace,
  { folder, overwrite = false }: WriteOutOptions,
): Promise<readonly string[]> {
  const target = await folderWorkspace(folder, ANY_SIZE);
  const there = new Map((await target.list()).map((file) => [file.path, file]));
  const files = (await workspace.list()).filter(({ type }) => type !== "folder");
  const changed: typeof files = [];
  const taken: string[] = [];
  for (const file of files) {
    const old = there.get(file.path);
    if (old && (await isSame(file, workspace, old, target))) continue;
    if (old) taken.push(file.path);
    changed.push(file);
  }
  if (taken.length > 0 && !overwrite) {
    const named = taken.slice(0, MAX_NAMED).join(", ");
    const more = taken.length > MAX_NAMED ? ` and ${taken.length - MAX_NAMED} more` : "";
    const message = `${named}${more} in ${folder} would be overwritten, so nothing was written. Choose another folder, or allow it with --force.`;
    throw new TemplateError("already-exists", message);
  }
  for (const { path, linkTo, isExecutable } of changed) {
    if (linkTo === null) await target.write(path, await workspace.read(path), { isExecutable });
    else await target.link(path, linkTo);
  }
  return changed.map(({ path }) => path);
}

const MAX_NAMED = 5;

/** How much is in the folder already is no matter of the template. */
const ANY_SIZE = { maxFiles: 10_000_000, maxBytes: Number.MAX_SAFE_INTEGER };

type Entry = Awaited<ReturnType<Workspace["list"]>>[number];

async function isSame(file: Entry, workspace: Workspace, old: Entry, target: Workspace): Promise<boolean> {
  if (file.type !== old.type || file.linkTo !== old.linkTo || file.isExecutable !== old.isExecutable) return false;
  if (file.type === "link") return true;
  return file.size === old.size && Buffer.compare(await workspace.read(file.path), await target.read(old.path)) === 0;
}
