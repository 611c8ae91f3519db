import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** What the file is called where none is named. */
export const CONFIG_FILE = "callboard.yaml";

/**
 * The `callboard.yaml` of a folder or the nearest one above; undefined when there is none. A repository, that is a
 * folder with `.git`, is looked into and not left: what lies outside of it does not decide what is asked inside.
 */
export function findConfig(folder: string): string | undefined {
  const path = join(folder, CONFIG_FILE);
  if (existsSync(path)) return path;
  const parent = dirname(folder);
  return parent === folder || existsSync(join(folder, ".git")) ? undefined : findConfig(parent);
}
