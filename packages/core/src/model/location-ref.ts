import { CatalogError } from "../errors.ts";
import { quoted } from "./quoted.ts";

/** A place to read descriptors from: how it is read (`url`, `file`, …), and what is read, in the case it was written in. */
export interface LocationRef {
  readonly type: string;
  readonly target: string;
}

/**
 * Takes a location ref apart, for example `url:https://git.example.com/acme/web/blob/main/catalog-info.yaml`. The first
 * colon ends the type; blanks around either part do not count.
 *
 * @throws {CatalogError} `invalid-argument` for a ref that lacks a part, for a bare web address, and for a
 *   `javascript:` target
 */
export function parseLocationRef(text: string): LocationRef {
  const colon = text.indexOf(":");
  const type = text.slice(0, Math.max(colon, 0)).trim();
  const target = text.slice(colon + 1).trim();
  if (type === "" || target === "") {
    const message = `${quoted(text)} is not a location. Write type:target, such as url:https://… or file:./catalog.`;
    throw new CatalogError("invalid-argument", message);
  }
  if (type === "http" || type === "https") {
    const message = `The location ${quoted(text)} does not say how it is read. Write ${quoted(`url:${text.trim()}`)}.`;
    throw new CatalogError("invalid-argument", message);
  }
  if (isScript(target)) {
    const message = `The location ${quoted(text)} is a script. Name a file to read.`;
    throw new CatalogError("invalid-argument", message);
  }
  return { type, target };
}

/** True for what a browser would run: it skips leading control characters, and line ends and tabs anywhere. */
function isScript(target: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  const start = target.replace(/^[\u0000-\u0020]+/, "").replace(/[\t\n\r]/g, "");
  return start.toLowerCase().startsWith("javascript:");
}
