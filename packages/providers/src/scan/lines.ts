import type { TextFile } from "./evidence.ts";

/** A line of a file without what is commented out. */
interface CodeLine {
  readonly text: string;
  /** Counts from 1. */
  readonly line: number;
}

/** Longer lines are no code that a person wrote. */
const MAX_LINE = 2000;

const HASH_COMMENTS =
  /\.(?:py|rb|ya?ml|toml|sh|tf|properties|conf|ex|exs|r|pl|env[\w.-]*|txt|mod)$|(?:^|\/)(?:Gemfile|Procfile|\.env[\w.-]*|Dockerfile[\w.-]*|Makefile)$/;

/** The lines of a file that are not blank, commented out or too long to be written by hand. */
export function* codeLines({ path, text }: TextFile): Generator<CodeLine> {
  const hasHash = HASH_COMMENTS.test(path);
  let isBlock = false;
  let number = 0;
  let start = 0;
  while (start <= text.length) {
    const end = text.indexOf("\n", start);
    const line = text.slice(start, end < 0 ? text.length : end).trim();
    start = end < 0 ? text.length + 1 : end + 1;
    number++;
    if (isBlock) {
      isBlock = !line.includes("*/") && !line.includes("-->");
      continue;
    }
    if (line === "" || line.length > MAX_LINE) continue;
    if (hasHash ? line.startsWith("#") : /^(?:\/\/|\*|<!--|\/\*|--)/.test(line)) {
      isBlock = (line.startsWith("/*") && !line.includes("*/")) || (line.startsWith("<!--") && !line.includes("-->"));
      continue;
    }
    yield { text: withoutTrailingComment(line, hasHash), line: number };
  }
}

/** `code(); // note` without the note. A URL has its slashes behind a colon, an anchor its hash behind no blank. */
function withoutTrailingComment(line: string, hasHash: boolean): string {
  const mark = line.indexOf(hasHash ? " #" : " //");
  return mark < 0 ? line : line.slice(0, mark);
}
