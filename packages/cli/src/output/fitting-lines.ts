import type { Io } from "../io.ts";
import { type Line, lineSpans, lineWidth, type Span } from "./line.ts";

/** Lines no wider than the terminal on stdout; as they are where there is none. */
export function fittingLines(lines: readonly Line[], { columns }: Pick<Io, "columns">): readonly Line[] {
  const most = columns?.();
  return most ? lines.flatMap((line) => wrapLine(line, most)) : lines; // some terminals say that they have none
}

/**
 * A line in as many as it takes to fit into so many columns, broken at spaces: a terminal would break it within words.
 * What follows the first is indented below it, by two spaces unless `hanging` says otherwise. A word that is longer than that stays whole.
 */
export function wrapLine(line: Line, columns: number, hanging = HANGING): readonly Line[] {
  if (lineWidth(line) <= columns) return [line];
  const words = wordsOf(line);
  const leading = words.findIndex((word) => lineWidth(word) > 0);
  const indent = " ".repeat(Math.min(leading + hanging, Math.floor(columns / 2)));
  const lines: Span[][] = [];
  let current: Span[] = [];
  let used = 0;
  let isStarted = false;
  for (const word of words) {
    const width = lineWidth(word);
    if (isStarted && used + width > columns) {
      lines.push(current);
      current = [indent];
      used = indent.length;
    }
    current.push(...word);
    isStarted ||= width > 0;
    used += width + 1;
  }
  return [...lines, current];
}

const HANGING = 2;

/** Pieces of a line, each up to a space and with it, whatever styles it is in; blanks at the beginning are each their own. */
function wordsOf(line: Line): readonly (readonly Span[])[] {
  const words: Span[][] = [];
  let word: Span[] = [];
  for (const span of lineSpans(line)) {
    for (const text of (typeof span === "string" ? span : span.text).split(/(?<= )/)) {
      word.push(typeof span === "string" ? text : { text, style: span.style });
      if (!text.endsWith(" ")) continue;
      words.push(word);
      word = [];
    }
  }
  return word.length > 0 ? [...words, word] : words;
}
