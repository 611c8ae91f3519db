/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
import { safeLink } from "@callboard/answers";
import { shown } from "./shown.ts";

/** No longer description is shown. */
const CHARACTERS = 4_000;
const BLOCKS = 60;

/**
 * A description as paragraphs and lists, with `code`, **strong** text and [links](https://example.com): a small part of
 * Markdown, made of nodes. What is no part of it stays text, HTML above all.
 */
export function Description({ text }: { readonly text: string }) {
  const blocks = text.slice(0, CHARACTERS).split(/\n[ \t]*\n/, BLOCKS);
  return (
    <>
      {blocks.map((block) => {
        const lines = block.split("\n").filter((line) => line.trim() !== "");
        return lines.length > 0 && lines.every((line) => ITEM.test(line)) ? (
          <ul>
            {lines.map((line) => (
              <li>{pieces(line.replace(ITEM, ""))}</li>
            ))}
          </ul>
        ) : (
          <p>{pieces(lines.join(" "))}</p>
        );
      })}
    </>
  );
}

const ITEM = /^\s{0,3}[-*]\s+/;

/** `code`, **strong** and [text](address). All counts are bounded, so that no text takes long. */
const MARK = /`([^`\n]{1,200})`|\*\*([^*\n]{1,200})\*\*|\[([^[\]\n]{1,200})\]\(([^()\s]{1,500})\)/g;

function pieces(line: string) {
  const nodes = [];
  let end = 0;
  for (const match of line.matchAll(MARK)) {
    const [whole, code, strong, label, address] = match;
    nodes.push(plainText(line.slice(end, match.index)));
    if (code !== undefined) nodes.push(<code>{plainText(code)}</code>);
    else if (strong !== undefined) nodes.push(<strong>{plainText(strong)}</strong>);
    else if (label !== undefined && address !== undefined) nodes.push(link(whole, label, address));
    end = match.index + whole.length;
  }
  nodes.push(plainText(line.slice(end)));
  return nodes;
}

/** A link says where it leads; one that may not be followed stays as it is written. */
function link(written: string, label: string, address: string) {
  const href = safeLink(address);
  return href === null ? plainText(written) : <SafeLink href={href} label={label} />;
}

/** A link to an address that was found safe, with its host behind its label unless the label says it. */
export function SafeLink({ href, label }: { readonly href: string; readonly label: string }) {
  const { protocol, host, pathname } = new URL(href);
  const target = protocol === "mailto:" ? decoded(pathname) : host;
  return (
    <>
      <a href={href} rel="noopener noreferrer nofollow">
        <bdi>{shown(label, 100)}</bdi>
      </a>
      {label.includes(target) ? "" : <span class="muted small">{` (${shown(target, 80)})`}</span>}
    </>
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function plainText(text: string): string {
  const isSpaced = { before: /^\s/.test(text), behind: /\s$/.test(text) };
  const middle = shown(text.trim(), CHARACTERS);
  if (middle === "") return isSpaced.before || isSpaced.behind ? " " : "";
  return `${isSpaced.before ? " " : ""}${middle}${isSpaced.behind ? " " : ""}`;
}
