import { CatalogError } from "@callboard/core";
import picomatch from "picomatch";

/** Which paths below a root are wanted. Paths are relative, with `/` between folders. */
export interface FileSelection {
  /** Files that are named outright. */
  readonly named: readonly string[];
  /** False when all files are named outright, so that no folder need be searched. */
  readonly hasPatterns: boolean;
  includes(path: string): boolean;
  /** True for what is left out with all below it. */
  excludes(path: string): boolean;
}

/** Names that start with a dot, or hold a line break, match like any other. */
const MATCHING = { dot: true, flags: "s" };

const LEFT_OUT = new Set([".git", "node_modules"]);

/** @throws {CatalogError} `invalid-argument` for a path that leads out of the root */
export function fileSelection(include: readonly string[], exclude: readonly string[]): FileSelection {
  const entries = include.map(plainPath);
  const patterns = entries.filter((entry) => picomatch.scan(entry).isGlob);
  const named = entries.filter((entry) => !patterns.includes(entry));
  const isNamed = new Set(entries); // also a file that looks like a pattern, when it is called exactly that
  const isIncluded = picomatch(patterns, MATCHING);
  const isExcluded = picomatch(exclude.map(plainPath), MATCHING);
  return {
    named,
    hasPatterns: patterns.length > 0,
    includes: (path) => isNamed.has(path) || isIncluded(path),
    excludes: (path) =>
      path.split("/").some((part) => LEFT_OUT.has(part)) || isExcluded(path) || isExcluded(`${path}/`),
  };
}

/** Whether a file is wanted, in a source that lists files without their folders. */
export function selects(selection: FileSelection, path: string): boolean {
  if (selection.named.includes(path)) return true;
  if (!selection.includes(path)) return false;
  const parts = path.split("/");
  return !parts.some((_, index) => selection.excludes(parts.slice(0, index + 1).join("/")));
}

function plainPath(entry: string): string {
  const path = entry.replace(/^\.\//, "");
  if (path !== "" && !path.startsWith("/") && !path.split("/").includes("..") && !path.includes("\0")) return path;
  const message = `${JSON.stringify(entry)} does not lie below the root. Write a pattern or a name relative to it, such as org/teams.yaml.`;
  throw new CatalogError("invalid-argument", message);
}
