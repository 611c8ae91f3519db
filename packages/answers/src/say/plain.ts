import { withoutColours } from "../understand/read-message.ts";

/**
 * A text from a question or a descriptor, safe to show anywhere: it mentions nobody, starts no link, colours nothing
 * and stays on its line. `<!channel>` becomes `‹!channel›`, `@here` becomes `＠here`, `http://x` becomes `http: //x`;
 * e-mail addresses stay as they are. Cut to `most` characters.
 */
export function plain(text: string, most = 80): string {
  // Cut first: what is cut off need not be cleaned, however long it is.
  const shown = withoutColours(text.slice(0, most * 4))
    .replace(INVISIBLE, " ")
    .replaceAll("<", "‹")
    .replaceAll(">", "›")
    .replace(/(?<![A-Za-z0-9])@/g, "＠")
    .replace(/:(?=\/\/)/g, ": ")
    .replace(/\b(mailto|javascript|vbscript|data|tel):(?=\S)/gi, "$1: ")
    .replace(/\s+/g, " ")
    .trim();
  const characters = [...shown];
  return characters.length > most
    ? `${characters
        .slice(0, most - 1)
        .join("")
        .trimEnd()}…`
    : shown;
}

/** Control, format (bidi, zero-width), private and unpaired characters, and line ends. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]+/gu;
