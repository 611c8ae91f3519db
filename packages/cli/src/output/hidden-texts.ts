import { MASK } from "../config/masked.ts";
import { printable } from "./printable.ts";

/** Texts that may not be seen, and how other texts look without them. */
export interface HiddenTexts {
  /** From now on these are hidden too. */
  add(secrets: Iterable<string>): void;
  /** The text with each of them, however it is written, as `***`. */
  mask(text: string): string;
}

/** Shorter ones would turn up by chance in every other word. */
const MIN_CHARACTERS = 6;

/** Hides texts in five ways of writing them, and each line of a longer one: plain, JSON, URL, base64 and hex. */
export function hiddenTexts(): HiddenTexts {
  const hidden = new Set<string>();
  let longestFirst: readonly string[] = [];
  return {
    add(secrets) {
      for (const secret of secrets) {
        for (const part of [secret, ...secret.split(/\r?\n/)]) {
          if (part.length >= MIN_CHARACTERS) for (const form of formsOf(part)) hidden.add(form);
        }
      }
      longestFirst = [...hidden].sort((a, b) => b.length - a.length);
    },
    mask: (text) => longestFirst.reduce((masked, secret) => masked.replaceAll(secret, MASK), text),
  };
}

function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const base64 = bytes.toString("base64");
  const hex = bytes.toString("hex");
  return [
    secret,
    printable(secret),
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(bytes.toString()), // half a pair of surrogates cannot be written in an address
    encodeURI(bytes.toString()),
    base64,
    base64.replace(/=+$/, ""),
    bytes.toString("base64url"),
    hex,
    hex.toUpperCase(),
  ];
}
