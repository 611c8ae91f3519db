import type { Evidence } from "./evidence.ts";
import { baseName, folderOf, foldersUp } from "./paths.ts";

/** Which folders are a repository each. */
export interface Repositories {
  has(folder: string): boolean;
  /** The repository that a path lies in; the folder that is scanned where there are none inside of it. */
  of(path: string): string;
}

/**
 * Folders with a CODEOWNERS of their own are repositories. Where nothing at the top is built, run or owned, so are
 * folders there that something is built or run from.
 */
export function repositoriesOf({ codeowners, units, workloads, workspaceRoots, dockerfiles }: Evidence): Repositories {
  const owned = codeowners.map(({ path }) => ownedFolder(path));
  const used = [
    ...owned,
    ...workspaceRoots,
    ...units.map(({ folder }) => folder),
    ...workloads.filter(({ platform }) => platform === "compose").map(({ place }) => folderOf(place.path)),
    ...[...dockerfiles.keys()].map(folderOf),
  ];
  const isOne = used.includes("");
  const folders = new Set(isOne ? owned : [...owned, ...used.filter((folder) => !folder.includes("/"))]);
  return {
    has: (folder) => folders.has(folder),
    of(path) {
      for (const folder of foldersUp(path)) if (folders.has(folder)) return folder;
      return "";
    },
  };
}

/** The folder whose owners a CODEOWNERS file tells. */
export function ownedFolder(path: string): string {
  const folder = folderOf(path);
  return [".github", ".gitlab", "docs"].includes(baseName(folder)) ? folderOf(folder) : folder;
}
