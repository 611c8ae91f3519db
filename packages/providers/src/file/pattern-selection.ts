import { CatalogError, matchesPattern } from "@callboard/core";
import { type FileSelection, fileSelection } from "./selection.ts";

/**
 * The files that a pattern in a descriptor selects: `*` within a folder, `**` over folders, `?` for one character, and
 * `{a,b}` for either. Whoever wrote it may have named the files, too, so it is matched in linear time.
 *
 * @throws {CatalogError} `invalid-argument` for a pattern that leads out of the root, or is too long
 */
export function patternSelection(pattern: string, exclude: readonly string[]): FileSelection {
  const alternatives = withoutBraces(pattern);
  const { excludes } = fileSelection(alternatives.map(examplePath), exclude);
  const includes = (path: string) => alternatives.some((alternative) => matchesPattern(path, alternative));
  return { named: [], hasPatterns: true, includes, excludes };
}

const MAX_CHARACTERS = 1_000;
const MAX_ALTERNATIVES = 100;
/** The innermost braces that hold a choice. */
const CHOICE = /\{([^{}]*,[^{}]*)\}/;

function withoutBraces(pattern: string): readonly string[] {
  const found: string[] = [];
  const open = [pattern.replace(/^\.\//, "")];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    const choice = CHOICE.exec(one);
    if (!choice) found.push(withinFolders(one));
    else {
      const [braces, texts = ""] = choice;
      const behind = choice.index + braces.length;
      for (const text of texts.split(",")) open.push(one.slice(0, choice.index) + text + one.slice(behind));
    }
    if (pattern.length > MAX_CHARACTERS || found.length + open.length > MAX_ALTERNATIVES) {
      const most = `${MAX_CHARACTERS} characters and stand for ${MAX_ALTERNATIVES} patterns`;
      throw new CatalogError("invalid-argument", `a pattern may have at most ${most}. Write several`);
    }
  }
  return found;
}

/** Only a `**` that is a whole part of a path reaches into folders. */
function withinFolders(pattern: string): string {
  const parts = pattern.split("/").map((part) => (part === "**" ? part : part.replace(/\*+/g, "*")));
  return parts.join("/");
}

/** A path that the pattern selects, for the check that it lies below the root. */
function examplePath(pattern: string): string {
  return pattern.replaceAll("*", "x");
}
