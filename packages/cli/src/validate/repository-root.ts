import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The folder of the git repository that a folder lies in; the folder itself where there is none. */
export function repositoryRoot(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, ".git"))) return at;
    if (at === dirname(at)) return folder;
  }
}
