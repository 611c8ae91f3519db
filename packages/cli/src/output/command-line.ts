/** Writes a command for a person to paste: `callboard`, the words, and what names the same catalog again. */
export type CommandLine = (...words: readonly string[]) => string;

/** The options that say which catalog is meant. */
export interface CatalogOptions {
  readonly catalog?: readonly string[];
  readonly config?: string;
  readonly demo?: boolean;
  readonly store?: string;
}

/** Hints under these options; without them a hint would be about another catalog than the one it stands below. */
export function commandLineFor({ catalog, config, demo, store }: CatalogOptions): CommandLine {
  const options = [
    ...(demo ? ["--demo"] : []),
    ...(catalog ?? []).flatMap((path) => ["--catalog", path]),
    ...(config === undefined ? [] : ["--config", config]),
    ...(store === undefined ? [] : ["--store", store]),
  ];
  return (...words) => ["callboard", ...words, ...options].map(quoted).join(" ");
}

/** A word as a shell reads it back. */
function quoted(word: string): string {
  if (/^[\w@%+=:,./~…-]+$/.test(word)) return word;
  if (!/["$`\\!]/.test(word)) return `"${word}"`;
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
