import { fieldName, jsonPointer } from "../model/problem.ts";
import { quoted } from "../model/quoted.ts";
import type { Finding } from "./finding.ts";

/** What a text in the envelope of an entity may look like. */
interface FieldFormat {
  readonly accepts: (text: string) => boolean;
  /** What is accepted, to follow "takes". */
  readonly words: string;
  /** What somebody who wrote this text may have meant. */
  readonly repair?: (text: string) => string;
}

const NAME_LENGTH = 63;
const SUBDOMAIN_LENGTH = 253;

const name: FieldFormat = {
  accepts: isName,
  words: "1 to 63 letters, digits, -, _ and ., with a letter or digit first and last",
  repair: (text) => joined(text, /[^A-Za-z0-9_.-]+/),
};

/** The texts that the format restricts, by the field they stand in. */
export const fieldFormats = {
  apiVersion: {
    accepts: (text) => isPrefixed(text, (suffix) => /^[A-Za-z0-9]{1,63}$/.test(suffix)),
    words: "a version behind an optional domain, as in backstage.io/v1alpha1",
  },
  kind: {
    accepts: (text) => text.length <= NAME_LENGTH && /^[A-Za-z][A-Za-z0-9]*$/.test(text),
    words: "1 to 63 letters and digits with a letter first",
    repair: (text) => text.replace(/[^A-Za-z0-9]+/g, ""),
  },
  name,
  namespace: {
    accepts: isDnsLabel,
    words: "1 to 63 lower-case letters, digits and -, with a letter or digit first and last",
    repair: (text) => joined(text.toLowerCase(), /[^a-z0-9-]+/),
  },
  tag: {
    accepts: isTag,
    words: "1 to 63 lower-case letters, digits, :, + and #, in parts joined by single -",
    repair: (text) => joined(text.toLowerCase(), /[^a-z0-9:+#]+/),
  },
  key: {
    accepts: (text) => isPrefixed(text, isName),
    words: "a name behind an optional lower-case domain, as in example.com/name",
  },
  labelValue: { ...name, accepts: (text) => text === "" || isName(text), words: `nothing, or ${name.words}` },
  url: {
    accepts: (text) => URL.canParse(text),
    words: "an absolute URL",
    repair: (text) => `https://${text}`,
  },
  shownText: { accepts: (text) => text.trim() !== "", words: "text that is not blank" },
} as const satisfies Record<string, FieldFormat>;

/** The finding that a value is not in its format; none when it is, or is no text. */
export function formatFinding(path: string, value: unknown, format: FieldFormat): readonly Finding[] {
  if (typeof value !== "string" || format.accepts(value)) return [];
  const repaired = format.repair?.(value);
  const remedy = repaired !== undefined && format.accepts(repaired) ? ` Write ${quoted(repaired)}, for example.` : "";
  const message = `${fieldName(path)} is ${quoted(value)}, but takes ${format.words}.${remedy}`;
  return [{ severity: "error", rule: "policy/field-format", message, path }];
}

/** The finding that a key is not in its format, if it is not. */
export function keyFinding(parentPath: string, key: string, format: FieldFormat): readonly Finding[] {
  if (format.accepts(key)) return [];
  const message = `${fieldName(parentPath)} has the key ${quoted(key)}, but a key takes ${format.words}.`;
  const path = `${parentPath}${jsonPointer([key])}`;
  return [{ severity: "error", rule: "policy/field-format", message, path, onKey: true }];
}

function isName(text: string): boolean {
  return text.length <= NAME_LENGTH && /^[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?$/.test(text);
}

function isDnsLabel(text: string): boolean {
  return text.length <= NAME_LENGTH && /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(text);
}

function isTag(text: string): boolean {
  return text.length <= NAME_LENGTH && /^[a-z0-9:+#-]+$/.test(text) && !`-${text}-`.includes("--");
}

function isPrefixed(text: string, isSuffix: (suffix: string) => boolean): boolean {
  const slash = text.indexOf("/");
  if (slash < 0) return isSuffix(text);
  const prefix = text.slice(0, slash);
  return prefix.length <= SUBDOMAIN_LENGTH && prefix.split(".").every(isDnsLabel) && isSuffix(text.slice(slash + 1));
}

/** A text cut to length, with "-" for what does not belong in it. */
function joined(text: string, foreign: RegExp): string {
  return text.slice(0, NAME_LENGTH).split(foreign).filter(Boolean).join("-");
}
