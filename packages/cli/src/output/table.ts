import { type Line, lineWidth } from "./line.ts";

interface TableOptions {
  /** What stands before each row; nothing unless given. */
  readonly indent?: string;
  /** What becomes of a last cell that the terminal has no room for: it goes on below unless it may be cut. */
  readonly last?: "whole" | "cut";
}

/** Rows with their columns aligned; the last column is as long as it is. */
export function table(
  rows: readonly (readonly Line[])[],
  { indent = "", last = "whole" }: TableOptions = {},
): readonly Line[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.slice(0, -1).entries()) {
      widths[column] = Math.max(widths[column] ?? 0, lineWidth(cell));
    }
  }
  return rows.map((cells) => ({ indent, cells, widths, isCut: last === "cut" }));
}
