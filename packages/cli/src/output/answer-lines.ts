import { type Answer, type Style as SayStyle, say } from "@callboard/answers";
import type { Io } from "../io.ts";
import { fittingLines } from "./fitting-lines.ts";
import type { Line, Span, Style } from "./line.ts";

/** An answer as lines, with what matters made bold and the small print dim; as wide as the terminal where there is one. */
export function answerLines(answer: Answer, io: Pick<Io, "now" | "columns">): readonly Line[] {
  const text = say(answer, { now: io.now(), style: MARKING });
  return fittingLines(text === "" ? [] : text.split("\n").map(spansOf), io);
}

// An answer's text holds no control characters of its own, so these can say where a style begins and ends.
const END = "\u0000";
const STYLES: ReadonlyMap<string, Style> = new Map([
  ["\u0001", "bold"],
  ["\u0002", "dim"],
  ["\u0003", "yellow"],
]);
const MARKING: SayStyle = {
  strong: (text) => `\u0001${text}${END}`,
  muted: (text) => `\u0002${text}${END}`,
  warning: (text) => `\u0003${text}${END}`,
};

function spansOf(marked: string): Line {
  const spans: Span[] = [];
  let style: Style | undefined;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the marks above
  for (const part of marked.split(/([\u0000-\u0003])/)) {
    if (part === END) style = undefined;
    else if (STYLES.has(part)) style = STYLES.get(part);
    else if (part !== "") spans.push(style === undefined ? part : { text: part, style });
  }
  return spans;
}
