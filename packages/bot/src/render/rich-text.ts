import { type SaidLine, type SaidRun, safeLink } from "@callboard/answers";
import type { RichTextBlock, RichTextElement, RichTextList, RichTextSection } from "@slack/types";
import { blockLimits } from "../limits/block-limits.ts";
import { cut, visible } from "./escape.ts";

/** A line, and what may stand before it. */
export interface DressedLine extends SaidLine {
  /** The name of an emoji, such as `red_circle`. */
  readonly emoji?: string;
}

/** Characters of one message that are spent on rich text; what does not fit is counted in its last line. */
const MESSAGE_CHARACTERS = 10_000;

/**
 * Lines as rich text, in which nothing is parsed: no mark-up, no mention, no link but those the lines say are links.
 * Items become bullets. Blocks stay within 3,000 characters; lines that do not fit are counted: `+12 more lines`.
 */
export function richText(lines: readonly DressedLine[], mostCharacters = MESSAGE_CHARACTERS): RichTextBlock[] {
  const { shown, more } = fitting(lines, mostCharacters);
  const all = more > 0 ? [...shown, plainLine(`+${more} more lines`)] : shown;
  return inBlocks(all).map((some) => ({ type: "rich_text", elements: paragraphs(some) }));
}

/** A line without marks. */
export function plainLine(text: string, mark: SaidRun["mark"] = null): SaidLine {
  return { isItem: false, isMuted: false, label: null, runs: [{ text, mark, isLink: false }] };
}

/** An item of a list that begins with what it is about. */
export function itemLine(strong: string, text = ""): SaidLine {
  const runs: readonly SaidRun[] = [
    { text: strong, mark: "strong", isLink: false },
    { text, mark: null, isLink: false },
  ];
  return { isItem: true, isMuted: false, label: null, runs: runs.filter((run) => run.text !== "") };
}

/** What a reader sees of a line. */
function lineText({ label, runs }: SaidLine): string {
  return (label === null ? "" : `${label}: `) + runs.map(({ text }) => text).join("");
}

/** As many lines from the start as fit into so many characters together; the rest is counted. */
function fitting(
  lines: readonly DressedLine[],
  mostCharacters: number,
): { readonly shown: readonly DressedLine[]; readonly more: number } {
  let left = mostCharacters;
  const end = lines.findIndex((line) => {
    left -= lineText(line).length + 1;
    return left < 0;
  });
  return end < 0 ? { shown: lines, more: 0 } : { shown: lines.slice(0, end), more: lines.length - end };
}

/** Whole lines in groups that each fit into one block; an empty line begins another one. */
function inBlocks(lines: readonly DressedLine[]): readonly (readonly DressedLine[])[] {
  const blocks: DressedLine[][] = [];
  let left = 0;
  for (const line of lines) {
    if (line.runs.length === 0 && line.label === null) {
      if (blocks.length < MOST_PARTS) left = 0;
      continue;
    }
    const length = Math.min(lineText(line).length, LONGEST_LINE) + 1;
    const last = blocks.at(-1);
    if (last && length <= left) {
      last.push(line);
      left -= length;
    } else {
      blocks.push([line]);
      left = blockLimits.sectionText - length;
    }
  }
  return blocks;
}

const LONGEST_LINE = 1_000;
const MOST_PARTS = 20;

/** Sections of lines, with a list for the items in between. */
function paragraphs(lines: readonly DressedLine[]): (RichTextSection | RichTextList)[] {
  const elements: (RichTextSection | RichTextList)[] = [];
  for (const line of lines) {
    const last = elements.at(-1);
    const section: RichTextSection = { type: "rich_text_section", elements: inlineOf(line) };
    if (line.isItem) {
      if (last?.type === "rich_text_list") last.elements.push(section);
      else elements.push({ type: "rich_text_list", style: "bullet", elements: [section] });
    } else if (last?.type === "rich_text_section") {
      last.elements.push({ type: "text", text: "\n" }, ...section.elements);
    } else {
      elements.push(section);
    }
  }
  return elements;
}

function inlineOf({ label, runs, emoji }: DressedLine): RichTextElement[] {
  const sign = emoji ?? (runs.some(({ mark }) => mark === "warning") ? "warning" : null);
  let left = LONGEST_LINE;
  const inline = runs.flatMap((run): RichTextElement[] => {
    const text = cut(visible(run.text), left);
    left -= text.length;
    return text === "" ? [] : [inlineElement({ ...run, text }, text === run.text)];
  });
  return [
    ...(sign === null ? [] : [{ type: "emoji", name: sign } as const, { type: "text", text: " " } as const]),
    ...(label === null ? [] : [{ type: "text", text: `${label}:`, style: { bold: true } } as const]),
    ...(label === null || inline.length === 0 ? [] : [{ type: "text", text: " " } as const]),
    ...inline,
  ];
}

function inlineElement({ text, mark, isLink }: SaidRun, isWhole: boolean): RichTextElement {
  const url = isLink && isWhole ? safeLink(text) : null;
  if (url !== null) return { type: "link", url };
  const bold = mark === "strong" || mark === "warning";
  return {
    type: "text",
    text,
    ...(bold && { style: { bold: true } }),
    ...(mark === "muted" && { style: { italic: true } }),
  };
}
