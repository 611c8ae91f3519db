/** One line of output that a page shows. */
export interface ShownLine {
  readonly line: number;
  readonly text: string;
}

/**
 * The first line in which output differs from what a page shows, as a problem with its line; null when it is the same.
 * A shown line of "…" alone stands for any lines. Ages, times and sizes of files are the same as any others; word that a
 * catalog is still being read, which comes on a slow machine, does not count.
 */
export function compareOutput(path: string, at: number, shown: readonly ShownLine[], output: string): string | null {
  const actual = linesOf(output);
  let next = 0;
  for (const [index, { line, text }] of shown.entries()) {
    if (text.trim() === "…") {
      const after = shown[index + 1];
      if (!after) return null;
      while (next < actual.length && !isSame(actual[next], after.text)) next += 1;
      continue;
    }
    if (!isSame(actual[next], text)) {
      const found = actual[next] === undefined ? "nothing more" : excerpt(actual.slice(next));
      return `${path}:${line}:\n  the page shows:\n    ${text}\n  it prints:\n    ${found}`;
    }
    next += 1;
  }
  if (next === actual.length) return null;
  return `${path}:${shown.at(-1)?.line ?? at}: it also prints:\n    ${excerpt(actual.slice(next))}`;
}

function linesOf(output: string): readonly string[] {
  const lines = output.split("\n").filter((line) => !/^Reading catalog: [\d,]+ documents…$/.test(line));
  return lines.slice(0, lines.findLastIndex((line) => line.trim() !== "") + 1);
}

const LINES_REPORTED = 20;

function excerpt(lines: readonly string[]): string {
  const more = lines.length > LINES_REPORTED ? [`… and ${lines.length - LINES_REPORTED} more lines`] : [];
  return [...lines.slice(0, LINES_REPORTED), ...more].join("\n    ");
}

function isSame(actual: string | undefined, shown: string): boolean {
  return actual !== undefined && maskVarying(actual.trimEnd()) === maskVarying(shown.trimEnd());
}

/** Replaces ages ("2 min ago"), times in ISO 8601 and sizes, which differ from run to run. */
function maskVarying(text: string): string {
  return text
    .replace(/\bjust now\b|\b\d+ (?:seconds?|s|min|minutes?|h|hours?|days?|weeks?|months?|years?) ago\b/g, "<age>")
    .replace(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, "<time>")
    .replace(/\b\d+(?:\.\d+)? [kM]i?B\b/g, "<size>");
}
