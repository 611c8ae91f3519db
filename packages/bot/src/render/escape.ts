import { safeLink } from "@callboard/answers";
import type { MrkdwnElement, PlainTextElement } from "@slack/types";
import { blockLimits } from "../limits/block-limits.ts";

/** Text in Slack's mark-up. Only this file makes any, so that nothing from outside can mark up, link or mention. */
export interface Mrkdwn {
  readonly markup: string;
}

/**
 * Mark-up with texts put in: what the template itself says is mark-up, every text put in is escaped, other mark-up put
 * in stays as it is.
 *
 *     mrkdwn`*Owner* ${title}` // title "<!channel> & *me*" gives "*Owner* &lt;!channel&gt; &amp; ∗me∗"
 */
export function mrkdwn(template: TemplateStringsArray, ...values: readonly (string | number | Mrkdwn)[]): Mrkdwn {
  const parts = template.map((literal, index) => {
    const value = values[index];
    if (value === undefined) return literal;
    return literal + (typeof value === "object" ? value.markup : escaped(String(value)));
  });
  return { markup: parts.join("") };
}

/** Mark-ups in a row. */
export function joined(parts: readonly Mrkdwn[], separator: string): Mrkdwn {
  return { markup: parts.map(({ markup }) => markup).join(separator) };
}

/**
 * A link that says where it leads: its host, or for e-mail the address. Null for all schemes but http, https and mailto,
 * for credentials before the host, and for addresses too long to link.
 */
export function link(url: string): Mrkdwn | null {
  const safe = safeLink(url);
  if (safe === null) return null;
  const { protocol, host, pathname } = new URL(safe);
  const label = protocol === "mailto:" ? decodedOr(pathname) : host;
  return { markup: `<${safe.replaceAll("&", "&amp;")}|${escaped(label)}>` };
}

/** A link that says what is there instead of where that is. For addresses of Slack's that we make ourselves. */
export function namedLink(url: string, name: string): Mrkdwn | null {
  const safe = safeLink(url);
  return safe === null ? null : { markup: `<${safe.replaceAll("&", "&amp;")}|${escaped(name)}>` };
}

/** Calls the people of a user group. For pages and notices only; null when that is no id of a user group. */
export function mentionGroup(id: string): Mrkdwn | null {
  return /^S[A-Z0-9]{2,30}$/.test(id) ? { markup: `<!subteam^${id}>` } : null;
}

/** Calls a person. For pages and notices only; null when that is no id of a person. */
export function mentionUser(id: string): Mrkdwn | null {
  return /^[UW][A-Z0-9]{2,30}$/.test(id) ? { markup: `<@${id}>` } : null;
}

/** Mark-up as an element of a block. Slack adds no links or mentions of its own to it. */
export function mrkdwnElement({ markup }: Mrkdwn): MrkdwnElement {
  return { type: "mrkdwn", text: markup, verbatim: true };
}

/** Text that Slack shows as it is, cut to `most` characters. It is never empty, as Slack would refuse that. */
export function plainText(text: string, most: number): PlainTextElement {
  return { type: "plain_text", text: cut(visible(text), most).trim() || "–", emoji: false };
}

/** The `text` of a message, which notifications and screen readers show: as many whole lines as fit. */
export function notificationText(text: string): string {
  const lines = text.split("\n").map(escaped);
  let end = 0;
  let length = 0;
  for (const line of lines) {
    length += line.length + 1;
    if (length > blockLimits.messageText - MORE_LINES) break;
    end += 1;
  }
  const rest = lines.length - end;
  return rest === 0 ? lines.join("\n") : [...lines.slice(0, end), `+${rest} more lines`].join("\n");
}

/** A text of at most so many UTF-16 code units, with `…` where it was cut; no character is cut in two. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = most - 1;
  const splits = /[\uD800-\uDBFF]/.test(text.charAt(end - 1));
  return `${text.slice(0, splits ? end - 1 : end).trimEnd()}…`;
}

/** A text in which nothing hides or turns the direction around: no control, format, private or unpaired characters. */
export function visible(text: string): string {
  return text.replace(/[^\P{C}\n]+/gu, " ");
}

const MORE_LINES = "\n+999999 more lines".length;

/**
 * Text that Slack shows as it is written. `&`, `<` and `>` have an escape; marks have none, so that they become
 * characters that look like them, `_` only where it would start or end something: `payments_db` can still be copied.
 */
function escaped(text: string): string {
  return visible(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("*", "∗")
    .replaceAll("~", "∼")
    .replaceAll("`", "ˋ")
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "＿");
}

function decodedOr(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
