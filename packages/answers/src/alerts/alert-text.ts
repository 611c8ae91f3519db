import { withoutColours } from "../understand/read-message.ts";

/** A line of a message without what chat adds to it, and the addresses it leads to. */
export interface AlertLine {
  readonly text: string;
  readonly urls: readonly string[];
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
      .replace(/(^|\s):[a-z0-9_+-]{1,40}:(?=\s|$)/g, "$1")
      .replace(/[*`]|~~/g, "");
    const plain = unescaped(shown)
      .replace(/^\s{0,8}(?:>\s{0,2}){1,3}/, "")
      .trim();
    for (const [url] of plain.matchAll(/https?:\/\/[^\s<>|"'(){}[\],]{1,1500}/g)) {
      if (!urls.includes(url)) urls.push(url);
    }
    lines.push({ text: plain, urls: urls.slice(0, MAX_URLS) });
  }
  return lines;
}

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
