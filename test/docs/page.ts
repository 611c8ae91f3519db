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
  /** The word behind the fence. */
  readonly language: string;
  /** Where the block is put for the others to use, as `file=…` behind the language says; null when nothing does. */
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
  let open: (Block & { readonly lines: string[] }) | undefined;
  for (const [index, line] of lines.entries()) {
    const place = `${path}:${index + 1}`;
    if (open && line.trimEnd() === "```") {
      blocks.push(open);
      open = undefined;
    } else if (open) {
      open.lines.push(line);
    } else if (line.startsWith("```")) {
      const info = /^```([a-z]+)(?: file=([\w./-]+))?$/.exec(line);
      if (!info)
        problems.push(`${place}: "${line}" does not say what the block is. Write its language behind the fence.`);
      open = { language: info?.[1] ?? "", file: info?.[2] ?? null, line: index + 2, lines: [] };
    } else if (/^ {4,}\S/.test(line) && lines[index - 1]?.trim() === "") {
      problems.push(`${place}: code is indented. Put it into a fence, so that it is run.`);
    }
  }
  if (open) problems.push(`${path}:${open.line - 1}: the block has no end.`);
  return { path, lines, blocks, problems };
}
