/** A line of a comparison: there before and now, only now, or only before. */
export interface DiffLine {
  readonly sign: " " | "+" | "-";
  readonly text: string;
}

/** Lines around a change that are shown with it. */
const CONTEXT = 2;
/** Cells of the table that finds what two texts have in common. */
const MAX_CELLS = 4_000_000;

/** What differs between two texts, by lines, with two lines around each change; what lies between changes is left out. */
export function lineDiff(before: string, after: string): readonly DiffLine[] {
  const [old, now] = [before.split("\n"), after.split("\n")];
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  const head = old.slice(Math.max(0, start - CONTEXT), start);
  const tail = old.slice(old.length - end, old.length - end + CONTEXT);
  const middle = changed(old.slice(start, old.length - end), now.slice(start, now.length - end));
  return [...signed(head, " "), ...middle, ...signed(tail, " ")];
}

function changed(old: readonly string[], now: readonly string[]): readonly DiffLine[] {
  if (old.length * now.length > MAX_CELLS) return [...signed(old, "-"), ...signed(now, "+")];
  const width = now.length + 1;
  const common = new Uint32Array((old.length + 1) * width);
  const at = (i: number, j: number) => common[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      common[i * width + j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      lines.push({ sign: " ", text: old[i] ?? "" });
      i += 1;
      j += 1;
    } else if (j === now.length || (i < old.length && at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ sign: "-", text: old[i] ?? "" });
      i += 1;
    } else {
      lines.push({ sign: "+", text: now[j] ?? "" });
      j += 1;
    }
  }
  return lines;
}

function signed(lines: readonly string[], sign: DiffLine["sign"]): readonly DiffLine[] {
  return lines.map((text) => ({ sign, text }));
}
