import type { Answer, SaidLine } from "@callboard/answers";
import type { ContextBlock } from "@slack/types";
import { blockLimits } from "../limits/block-limits.ts";
import { cut, joined, link, type Mrkdwn, mrkdwn, mrkdwnElement } from "./escape.ts";

const SHOWN = 8;

/** Small print: each line on its own, as many as fit. Nothing where there is none. */
export function contextBlock(lines: readonly Mrkdwn[]): ContextBlock[] {
  let left = blockLimits.textObject;
  const end = lines.slice(0, SHOWN).findIndex(({ markup }) => {
    left -= markup.length + 1;
    return left < 0;
  });
  const shown = lines.slice(0, end < 0 ? SHOWN : end);
  return shown.length === 0 ? [] : [{ type: "context", elements: [mrkdwnElement(joined(shown, "\n"))] }];
}

/** The small print of an answer: where it was read, with a link to the file when it was read from one. */
export function sourceContext(lines: readonly SaidLine[], answer: Answer): ContextBlock[] {
  return contextBlock(sourceLines(lines, answer));
}

/** The same as lines, to go below other small print. */
export function sourceLines(lines: readonly SaidLine[], { sources }: Answer): readonly Mrkdwn[] {
  const urls = sources.flatMap(({ viewUrl }) => (viewUrl === null ? [] : [viewUrl]));
  const [url] = urls;
  const file = url !== undefined && urls.length === 1 ? link(url) : null;
  const muted = lines.filter(({ isMuted }) => isMuted).map(lineMarkup);
  return muted.map((line, index) => (file && index === 0 ? mrkdwn`${line} · ${file}` : line));
}

/** A line as mark-up, without its label. Its addresses become links that show their host. */
export function lineMarkup({ runs }: SaidLine): Mrkdwn {
  return joined(
    runs.map(({ text, isLink }) => (isLink ? link(text) : null) ?? mrkdwn`${cut(text, LONGEST_RUN)}`),
    "",
  );
}

const LONGEST_RUN = 300;
