/** A Markdown page, taken apart. */
export interface Page {
  /** Relative to the root of the repository. */
  readonly path: string;
  readonly lines: readonly string[];
  readonly blocks: readonly Block[];
  /** What is wrong with the page itself, each with its line. */
  readonly problems: readonly string[];
}

/** A fenced block of a page. */
export interface Block {
  /** The first word behind the fence. */
  readonly language: string;
  /** `file=…` behind the language: where the block is put for the others to use; null when nothing says so. */
  readonly file: string | null;
  /** The number of its first line, from 1. */
  readonly line: number;
  readonly lines: readonly string[];
}

/** Takes a page apart. Code that is indented instead of fenced would escape the checks, and is a problem. */
export function pageOf(path: string, text: string): Page {
  const lines = text.split("\n");
  const blocks: Block[] = [];
  const problems: string[] = [];
  let open: { readonly info: string; readonly line: number; readonly lines: string[] } | undefined;
  for (const [index, line] of lines.entries()) {
    if (open) {
      if (line.trimEnd() !== "```") open.lines.push(line);
      else {
        blocks.push(blockOf(open));
        open = undefined;
      }
    } else if (line.startsWith("```")) open = { info: line.slice(3).trim(), line: index + 2, lines: [] };
    else if (/^ {4,}\S/.test(line) && lines[index - 1]?.trim() === "") {
      problems.push(`${path}:${index + 1}: code is indented. Put it into a fence, so that it is run.`);
    }
  }
  if (open) problems.push(`${path}:${open.line - 1}: the block has no end.`);
  for (const { info, line } of blocks.map((block) => ({ ...block, info: lines[block.line - 2] ?? "" }))) {
    if (!/^```[a-z]+( file=[\w./-]+)?$/.test(info)) problems.push(`${path}:${line - 1}: what is "${info}"?`);
  }
  return { path, lines, blocks, problems };
}

function blockOf({
  info,
  line,
  lines,
}: {
  readonly info: string;
  readonly line: number;
  readonly lines: string[];
}): Block {
  const [language = "", ...rest] = info.split(" ");
  const file = rest.find((word) => word.startsWith("file="))?.slice("file=".length) ?? null;
  return { language, file, line, lines };
}
