import { wrapLine } from "./fitting-lines.ts";
import { formatLine, GAP, type Line, lineSpans, lineWidth, type Row, type Span } from "./line.ts";

/** With less room than this beside the other columns, text is easier to read below them. */
const LEAST_ROOM = 20;

/**
 * A row of a table in as many lines as it takes to fit into so many columns. The last cell is broken within its own
 * column where there is room; where there is not, cells go on below the first one. No cell but a last one that may be
 * cut loses a character: refs stay there to be copied.
 */
export function fittingRow(row: Row, columns: number): readonly Line[] {
  if (lineWidth(row) <= columns) return [row];
  const { cells, isCut } = row;
  const last = cells.at(-1) ?? "";
  const before = lineSpans({ ...row, cells: [...cells.slice(0, -1), ""] });
  const start = lineWidth([...before, "."]) - 1;
  const room = columns - start;
  if (room >= LEAST_ROOM && isCut) return [[...before, ...cut(last, room)]];
  if (room >= LEAST_ROOM && longestWord(last) <= room) {
    return wrapLine(last, room, 0).map((line, index) => [
      ...(index === 0 ? before : [" ".repeat(start)]),
      ...lineSpans(line),
    ]);
  }
  return stacked(row, columns);
}

/** Cells one after the other, each on a new line where it does not fit, below the first and indented. */
function stacked({ indent, cells }: Row, columns: number): readonly Line[] {
  const below = `${indent}    `;
  const lines: Span[][] = [];
  let current: Span[] = [indent];
  let used = indent.length;
  for (const cell of cells) {
    const width = lineWidth(cell);
    if (width === 0) continue;
    const isFirst = lines.length === 0 && current.length === 1;
    if (!isFirst && used + GAP.length + width > columns) {
      lines.push(current);
      current = [below];
      used = below.length;
    } else if (!isFirst) {
      current.push(GAP);
      used += GAP.length;
    }
    // The further lines of a cell stand further in than the first one of a row.
    const room = columns - Math.max(used, below.length);
    const [head = "", ...rest] = wrapLine(cell, Math.max(room, 1), 0);
    current.push(...lineSpans(head));
    used += lineWidth(head);
    for (const line of rest) {
      lines.push(current);
      current = [below, ...lineSpans(line)];
      used = below.length + lineWidth(line);
    }
  }
  return [...lines, current];
}

function longestWord(line: Line): number {
  return Math.max(
    ...formatLine(line, false)
      .split(" ")
      .map((word) => [...word].length),
  );
}

function cut(line: Line, columns: number): readonly Span[] {
  const spans: Span[] = [];
  let room = columns - 1;
  for (const span of lineSpans(line)) {
    const characters = [...(typeof span === "string" ? span : span.text)];
    const text = characters.length > room ? `${characters.slice(0, room).join("")}…` : characters.join("");
    spans.push(typeof span === "string" ? text : { text, style: span.style });
    if (characters.length > room) break;
    room -= characters.length;
  }
  return spans;
}
