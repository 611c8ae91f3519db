import { printable } from "./printable.ts";

export type Style = "bold" | "dim" | "red" | "yellow" | "green";

/** A piece of a line. Catalog text goes in as it is and is made printable when the line is written. */
export type Span = string | { readonly text: string; readonly style: Style };

/** One row of a table, which knows its columns so that it can be laid out for a terminal that is too narrow for it. */
export interface Row {
  readonly indent: string;
  readonly cells: readonly Line[];
  /** How wide each column of the table is but the last. */
  readonly widths: readonly number[];
  /** Whether the last cell may lose its end where it does not fit; else it goes on below. */
  readonly isCut: boolean;
}

/** One line of text for a person. */
export type Line = Span | readonly Span[] | Row;

/** What stands between two columns. */
export const GAP = "  ";

export const bold = (text: string): Span => ({ text, style: "bold" });
export const dim = (text: string): Span => ({ text, style: "dim" });
export const red = (text: string): Span => ({ text, style: "red" });
export const yellow = (text: string): Span => ({ text, style: "yellow" });
export const green = (text: string): Span => ({ text, style: "green" });

const ANSI: Readonly<Record<Style, readonly [on: number, off: number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  yellow: [33, 39],
  green: [32, 39],
};

/** The characters of a line, coloured or plain. */
export function formatLine(line: Line, colors: boolean): string {
  return lineSpans(line)
    .map((span) => formatSpan(span, colors))
    .join("")
    .trimEnd();
}

/** Lines from text that has line breaks of its own. */
export function textLines(text: string): readonly Line[] {
  return text.replace(/\n$/, "").split("\n");
}

/** The pieces of a line. */
export function lineSpans(line: Line): readonly Span[] {
  if (isRow(line)) return rowSpans(line);
  return isSpans(line) ? line : [line];
}

/** True for a row of a table. */
export function isRow(line: Line): line is Row {
  return typeof line === "object" && "cells" in line;
}

/** How many columns a line takes. */
export function lineWidth(line: Line): number {
  return [...formatLine(line, false)].length;
}

function isSpans(line: Line): line is readonly Span[] {
  return Array.isArray(line);
}

function rowSpans({ indent, cells, widths }: Row): readonly Span[] {
  const last = cells.length - 1;
  return [
    indent,
    ...cells.flatMap((cell, column) =>
      column === last
        ? lineSpans(cell)
        : [...lineSpans(cell), " ".repeat((widths[column] ?? 0) - lineWidth(cell)), GAP],
    ),
  ];
}

function formatSpan(span: Span, colors: boolean): string {
  if (typeof span === "string") return printable(span);
  const [on, off] = ANSI[span.style];
  return colors && span.text !== "" ? `\u001b[${on}m${printable(span.text)}\u001b[${off}m` : printable(span.text);
}
