import { type Line, lineSpans, lineWidth } from "./line.ts";

const GAP = "  ";

/** Rows with their columns aligned; the last column is as long as it is. */
export function table(rows: readonly (readonly Line[])[], indent = ""): readonly Line[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.slice(0, -1).entries()) {
      widths[column] = Math.max(widths[column] ?? 0, lineWidth(cell));
    }
  }
  return rows.map((row) => [
    indent,
    ...row.flatMap((cell, column) => {
      const isLast = column === row.length - 1;
      return isLast ? lineSpans(cell) : [...lineSpans(cell), " ".repeat((widths[column] ?? 0) - lineWidth(cell)), GAP];
    }),
  ]);
}
