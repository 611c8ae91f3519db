import type { ConfigProblem } from "./config-problem.ts";
import type { ReadConfig } from "./read-config.ts";

/** What turns out to be wrong with a value of a configuration when it is used. */
export function problemWith(path: string, message: string, { explain, files }: ReadConfig): ConfigProblem {
  const value = explain.find((each) => each.path === path);
  return { file: value?.file ?? files[0] ?? "", line: value?.line ?? 1, column: value?.column ?? 1, message };
}
