import { CatalogError } from "@callboard/core";

/** Turns an error of the file system into one of ours; a `CatalogError` stays what it is. */
export function storeFailed(path: string, doing: "read" | "written", cause: unknown): CatalogError {
  if (cause instanceof CatalogError) return cause;
  const code = cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : "";
  const what = cause instanceof Error ? cause.message : String(cause);
  const remedy = REMEDIES.get(code) ?? "Check the disk and try again";
  const kept = doing === "written" ? " What was kept before is still there." : "";
  return new CatalogError(
    "store-failed",
    `The catalog store ${path} could not be ${doing}: ${what}. ${remedy}.${kept}`,
    { cause },
  );
}

const NO_ACCESS = "Give the user who runs Callboard access to the file and its folder";

const REMEDIES: ReadonlyMap<string, string> = new Map([
  ["ENOSPC", "Free some disk space"],
  ["EDQUOT", "Free some disk space, or have the quota raised"],
  ["EACCES", NO_ACCESS],
  ["EPERM", NO_ACCESS],
  ["EROFS", "Choose a folder that can be written to"],
  ["EISDIR", "Name a file, not a folder"],
  ["ENOTDIR", "Name a file below a folder"],
  ["ENOENT", "Check the path"],
]);
