import { withoutColours } from "../understand/read-message.ts";
import { isKnownLabel, labelName } from "./label-roles.ts";

/** A line of a message without what chat adds to it, and the addresses it leads to. */
export interface AlertLine {
  readonly text: string;
  readonly urls: readonly string[];
  /** True for an item of a list; its bullet or number is gone. */
  readonly isItem: boolean;
}

const MAX_LINES = 1_500;
const MAX_LINE = 2_000;
const MAX_URLS = 20;

/**
 * A chat message in lines as people read them: `<url|label>` is its label, mentions and marks of emphasis are gone, the
 * escapes `&amp; &lt; &gt;` are what they stand for. Linear in the length of the text; of a very long one the start.
 */
export function alertLines(text: string): AlertLine[] {
  const lines: AlertLine[] = [];
  for (const line of linesOf(text)) {
    const urls: string[] = [];
    const shown = line
      .replace(/<(https?:\/\/[^<>|\s]{1,1500})(?:\|([^<>]{0,500}))?>/g, (_, url: string, label: string | undefined) => {
        urls.push(unescaped(url));
        return label === undefined || label === "" ? url : label;
      })
      .replace(/\[([^\]\n]{1,300})\]\((https?:\/\/[^\s()]{1,1500})\)/g, (_, label: string, url: string) => {
        urls.push(unescaped(url));
        return label;
      })
      .replace(/<[@#!][^<>]{1,200}>/g, " ")
      .replace(/(^|[\s[(]):[a-z0-9_+-]{1,40}:(?=\s|$)/g, "$1")
      .replace(LABEL_IN_BOLD, (bold: string, label: string) => (isKnownLabel(labelName(label)) ? `${label}: ` : bold))
      .replace(/[*`]|~~/g, "");
    const whole = unescaped(shown)
      .replace(/^\s{0,8}(?:>\s{0,2}){1,3}/, "")
      .trim();
    const plain = withoutBullet(whole);
    for (const [url] of plain.matchAll(/https?:\/\/[^\s<>|"'(){}[\],]{1,1500}/g)) {
      if (!urls.includes(url)) urls.push(url);
    }
    lines.push({ text: plain, urls: urls.slice(0, MAX_URLS), isItem: plain !== whole });
  }
  return lines;
}

/** "*Pod* cart-7d9": a label in bold and its value. */
const LABEL_IN_BOLD = /(?<![\w*])\*([A-Za-z][\w ]{1,30})\*\s{1,4}(?=[\w"'`])/g;

/** A line as it is without its bullet or number; "- alertname = X" lists a label, and stays as it is. */
function withoutBullet(line: string): string {
  const item = line.replace(BULLET, "");
  const label = LABEL_AT_HEAD.exec(item)?.[1];
  return label !== undefined && isKnownLabel(labelName(label)) ? line : item;
}

const LABEL_AT_HEAD = /^([\w./-]{1,40}(?: [\w./-]{1,40}){0,2})\s{0,3}[:=]/;
const BULLET = /^(?:[•▪◦‣●-]|\d{1,2}[.)])\s{1,8}(?=\S)/;

function linesOf(text: string): string[] {
  return withoutColours(text)
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replace(/(?![\n\t])[\p{Cc}\p{Cf}]/gu, "")
    .split("\n", MAX_LINES)
    .map((line) => line.slice(0, MAX_LINE));
}

function unescaped(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
