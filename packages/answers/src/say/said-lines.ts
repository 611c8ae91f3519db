import type { Answer } from "../answer/answer.ts";
import { type SayOptions, say } from "./say.ts";

/** A line of an answer, for whoever dresses it in a format of their own. */
export interface SaidLine {
  /** True for one of a list under the line before. */
  readonly isItem: boolean;
  /** Small print: where the answer was read. */
  readonly isMuted: boolean;
  /** What the line is about, when it begins with that and a colon: `Call now`. */
  readonly label: string | null;
  /** The line in order, without its label; together its text. None for an empty line between two parts. */
  readonly runs: readonly SaidRun[];
}

/** Consecutive characters of one kind. */
export interface SaidRun {
  readonly text: string;
  readonly mark: "strong" | "muted" | "warning" | null;
  /** True for an address that is safe to link: http, https or mailto, shown in full. */
  readonly isLink: boolean;
}

/**
 * An answer line by line, with what is strong, muted, a warning or a link told apart. The text is that of {@link say}:
 * it mentions nobody, and what is not `isLink` starts no link.
 */
export function saidLines(answer: Answer, { now }: Pick<SayOptions, "now"> = {}): readonly SaidLine[] {
  const style = { strong: marking("strong"), muted: marking("muted"), warning: marking("warning") };
  const text = say(answer, { ...(now !== undefined && { now }), style });
  return text === "" ? [] : text.split("\n").map(lineOf);
}

/** Private characters: nothing that came from outside holds any once it was made plain. */
const MARKS = { strong: "\uE000", muted: "\uE001", warning: "\uE002" } as const;
const END = "\uE003";
const OPENED: ReadonlyMap<string, keyof typeof MARKS> = new Map([
  [MARKS.strong, "strong"],
  [MARKS.muted, "muted"],
  [MARKS.warning, "warning"],
]);

function marking(mark: keyof typeof MARKS): (text: string) => string {
  return (text) => MARKS[mark] + text + END;
}

function lineOf(line: string): SaidLine {
  const indent = line.length - line.trimStart().length;
  const isItem = indent === ITEM_INDENT;
  const runs = runsOf(line.trimStart());
  const isMuted = runs.length > 0 && runs.every(({ mark }) => mark === "muted");
  // A deeper line goes on with what the line before says: its first words are a label, and it is no item.
  const [first, ...others] = runs;
  const label = first && !isItem && !isMuted && first.mark !== "strong" ? LABEL.exec(first.text)?.[1] : undefined;
  if (!first || label === undefined) return { isItem, isMuted, label: null, runs };
  const text = first.text.slice(label.length + ":".length).trimStart();
  return { isItem, isMuted, label, runs: text === "" ? others : [{ ...first, text }, ...others] };
}

const ITEM_INDENT = 2;
const LABEL = /^(\p{L}[\p{L}\p{N} ,-]{0,80}):(?: |$)/u;

function runsOf(line: string): readonly SaidRun[] {
  const open: (keyof typeof MARKS)[] = [];
  return line.split(/([\uE000-\uE003])/).flatMap((part): SaidRun[] => {
    const mark = OPENED.get(part);
    if (mark) open.push(mark);
    if (part === END) open.pop();
    return mark || part === END || part === "" ? [] : withLinks(part, open.at(-1) ?? null);
  });
}

/** Cuts a text at its addresses: only safe ones are still whole in what is said. */
function withLinks(text: string, mark: SaidRun["mark"]): SaidRun[] {
  return text
    .split(/((?:https?:\/\/|mailto:)\S+[^\s,.;:])/)
    .map((part, index) => ({ text: part, mark, isLink: index % 2 === 1 }))
    .filter((run) => run.text !== "");
}
