import { matchesPattern } from "@callboard/core";

/** Whose rules a file follows: a path with a slash is tied to the root at GitHub and not at GitLab, which has sections. */
export type CodeownersDialect = "github" | "gitlab";

/** One line that says who owns what. */
export interface CodeownersRule {
  /** As it is written, with escapes taken out. */
  readonly pattern: string;
  /** `@mira`, `@acme/payments`, `mira@acme.example`, in the order they are written; none says that nobody owns it. */
  readonly owners: readonly string[];
  /** Counts from 1. */
  readonly line: number;
  /** The heading it stands below, at GitLab; null for none. */
  readonly section: string | null;
}

/** The rules of one CODEOWNERS file. */
export interface Codeowners {
  /** In the order they are written, without those that take a path out again. */
  readonly rules: readonly CodeownersRule[];
  /**
   * The rules in force for a file, given by its path in the repository without a slash in front: the last that matches,
   * in each section of GitLab's the last. Empty when none does.
   */
  rulesFor(path: string): readonly CodeownersRule[];
}

/** Where each host looks for the file, the first one found counts. */
export const CODEOWNERS_PATHS = {
  github: [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"],
  gitlab: ["CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"],
} as const satisfies Readonly<Record<CodeownersDialect, readonly string[]>>;

/**
 * Reads a CODEOWNERS file. Lines that the host does not understand are left out, as the host does; so is all of a file
 * over 3 MiB. Takes time in proportion to the text, and for a path in proportion to the rules.
 *
 * @param dialect `"github"` unless given
 */
export function parseCodeowners(text: string, dialect: CodeownersDialect = "github"): Codeowners {
  const entries: Entry[] = [];
  let heading: Heading = { name: null, owners: [] };
  const lines = text.length > MAX_CHARACTERS ? [] : text.split(/\r\n|\n|\r/);
  for (const [index, line] of lines.entries()) {
    const found = dialect === "gitlab" ? headingOf(line.trim()) : undefined;
    if (found) {
      heading = found;
      continue;
    }
    const entry = entryOf(line, index + 1, dialect, heading);
    if (entry) entries.push(entry);
  }
  const backwards = entries.toReversed();
  return {
    rules: entries.filter(({ isExcluded }) => !isExcluded).map(({ rule }) => rule),
    rulesFor(path) {
      const decided = new Map<string | null, CodeownersRule | null>();
      const matches = ({ globs }: Entry) => globs.some((glob) => matchesPattern(path, glob));
      // What is taken out of a section stays out, wherever the line stands.
      for (const entry of entries) if (entry.isExcluded && matches(entry)) decided.set(sectionKey(entry.rule), null);
      for (const entry of backwards) {
        const key = sectionKey(entry.rule);
        if (!entry.isExcluded && !decided.has(key) && matches(entry)) decided.set(key, entry.rule);
      }
      const inForce = [...decided.values()].filter((rule) => rule !== null);
      return inForce.sort((left, right) => left.line - right.line);
    },
  };
}

/** GitHub does not load larger files. */
const MAX_CHARACTERS = 3 * 2 ** 20;

/** A line, with the patterns of `matchesPattern` that stand for its own. */
interface Entry {
  readonly rule: CodeownersRule;
  readonly globs: readonly string[];
  readonly isExcluded: boolean;
}

/** The start of a section; its owners stand for lines in it that name none. */
interface Heading {
  readonly name: string | null;
  readonly owners: readonly string[];
}

/** Sections of one name are one section, in whatever case they are written. */
function sectionKey({ section }: CodeownersRule): string | null {
  return section?.toLowerCase() ?? null;
}

/** `[Name]`, `^[Optional]`, `[Two approvals][2] @owner`; undefined for any other line. */
function headingOf(line: string): Heading | undefined {
  const start = line.startsWith("^[") ? 2 : line.startsWith("[") ? 1 : 0;
  const end = line.indexOf("]", start);
  const name = line.slice(start, end).trim();
  if (start === 0 || end < 0 || name === "") return undefined;
  const approvals = /^\[\d{1,9}\]/.exec(line.slice(end + 1))?.[0] ?? "";
  return { name, owners: ownersOf(wordsOf(line.slice(end + 1 + approvals.length))) };
}

function entryOf(line: string, number: number, dialect: CodeownersDialect, heading: Heading): Entry | undefined {
  const [written, ...words] = wordsOf(line);
  if (written === undefined) return undefined;
  const isExcluded = written.startsWith("!");
  const owners = ownersOf(words);
  // A line with a mistake in it does not count at GitHub; at GitLab only the mistake does not.
  if (dialect === "github" && (isExcluded || /^\\?\[/.test(written) || owners.length < words.length)) return undefined;
  const pattern = unescaped(isExcluded ? written.slice(1) : written);
  const rule = {
    pattern,
    owners: words.length === 0 ? heading.owners : owners,
    line: number,
    section: heading.name,
  };
  return { rule, globs: dialect === "github" ? githubGlobs(written) : gitlabGlobs(written), isExcluded };
}

/** The words of a line, parted by blanks that no backslash stands before; a word that starts with `#` ends the line. */
function wordsOf(line: string): readonly string[] {
  const words = line.match(/(?:\\.|[^\s\\]|\\$)+/gu) ?? [];
  const comment = words.findIndex((word) => word.startsWith("#"));
  return comment < 0 ? words : words.slice(0, comment);
}

function ownersOf(words: readonly string[]): readonly string[] {
  return words.filter((word) => /^@{1,2}[\w.-]/.test(word) || /^[^@]+@[^@]+$/.test(word));
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/gsu, "$1");
}

/** The same for a pattern, in which a wildcard that is escaped becomes one for a single character. */
function plainGlob(text: string): string {
  return text.replace(/\\(.)/gsu, (_, character: string) => (/[*?]/.test(character) ? "?" : character));
}

/** As in `.gitignore`: a slash anywhere but at the end ties a path to the root, and what fits a folder fits all in it. */
function githubGlobs(written: string): readonly string[] {
  const path = plainGlob(written);
  const isTied = path.slice(0, -1).includes("/");
  const glob = isTied ? path.replace(/^\//, "") : `**/${path.replace(/^\//, "")}`;
  if (glob.endsWith("/")) return [`${glob}**`];
  // Unlike there, `docs/*` does not reach into the folders of docs.
  return isTied && glob.endsWith("/*") ? [glob] : [glob, `${glob}/**`];
}

/** Only a slash at the start ties a path to the root, and only one at the end makes it a folder. */
function gitlabGlobs(written: string): readonly string[] {
  const path = plainGlob(written.replace(/^!/, ""));
  const glob = path.startsWith("/") ? path.slice(1) : `**/${path}`;
  return [glob.endsWith("/") || glob === "" ? `${glob}**` : glob];
}
