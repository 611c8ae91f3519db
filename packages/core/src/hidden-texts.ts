/** Texts that nobody may see, and how other texts look without them. */
export interface HiddenTexts {
  /** From now on these are hidden too. */
  add(secrets: Iterable<string>): void;
  /** The text with each of them, however it is written, as `***`. */
  mask(text: string): string;
}

/** What stands in place of a hidden text. */
export const MASK = "***";

/** Shorter ones would turn up by chance in every other word. */
const MIN_CHARACTERS = 6;

/** As much of a secret at either end of a text is taken for one that goes on in the text before or after it. */
const MIN_PART = 6;

/**
 * Hides texts in every way of writing them that turns up in logs: plain, in JSON, in an address, as base64 (also inside a
 * longer encoded text) and as hex; each line of one of several lines; with line breaks in the midst of it; and where a
 * text breaks off within it.
 */
export function hiddenTexts(secrets: Iterable<string> = []): HiddenTexts {
  const hidden = new Set<string>();
  let longestFirst: readonly string[] = [];

  function add(more: Iterable<string>): void {
    for (const secret of more) {
      for (const part of [secret, ...secret.split(/\r?\n/)]) {
        if (part.length >= MIN_CHARACTERS) for (const form of formsOf(part)) hidden.add(form);
      }
    }
    longestFirst = [...hidden].sort((a, b) => b.length - a.length);
  }

  add(secrets);
  return {
    add,
    mask(text) {
      if (longestFirst.length === 0) return text;
      const whole = longestFirst.reduce((masked, form) => masked.replaceAll(form, MASK), text);
      return maskedEnds(maskedOverLines(whole, longestFirst), longestFirst);
    },
  };
}

/** Hides what is a secret only when line breaks are left out. */
function maskedOverLines(text: string, forms: readonly string[]): string {
  if (!text.includes("\n")) return text;
  const kept: number[] = [];
  for (let index = 0; index < text.length; index += 1) if (!/[\r\n]/.test(text.charAt(index))) kept.push(index);
  const joined = kept.map((index) => text.charAt(index)).join("");
  const spans: [from: number, to: number][] = [];
  for (const form of forms) {
    for (let at = joined.indexOf(form); at !== -1; at = joined.indexOf(form, at + form.length)) {
      spans.push([kept[at] ?? 0, (kept[at + form.length - 1] ?? 0) + 1]);
    }
  }
  let masked = text;
  let end = text.length;
  for (const [from, to] of spans.sort((a, b) => b[0] - a[0])) {
    if (to > end) continue; // inside one that is hidden already
    masked = masked.slice(0, from) + MASK + masked.slice(to);
    end = from;
  }
  return masked;
}

/** Hides the beginning of a secret at the end of a text, and the end of one at its beginning. */
function maskedEnds(text: string, forms: readonly string[]): string {
  let masked = text;
  for (const form of forms) {
    const head = overlap(masked, form);
    if (head >= MIN_PART) masked = masked.slice(0, -head) + MASK;
    const tail = overlap(form, masked.slice(0, form.length));
    if (tail >= MIN_PART && tail < form.length) masked = MASK + masked.slice(tail);
  }
  return masked;
}

/** How much of the end of one text is the beginning of the other (Knuth, Morris and Pratt), in time linear in both. */
function overlap(text: string, start: string): number {
  const end = text.slice(-start.length);
  const fallback = [0];
  let length = 0;
  for (let index = 1; index < start.length; index += 1) {
    while (length > 0 && start[index] !== start[length]) length = fallback[length - 1] ?? 0;
    if (start[index] === start[length]) length += 1;
    fallback.push(length);
  }
  length = 0;
  for (const character of end.split("")) {
    while (length > 0 && (length === start.length || character !== start[length])) length = fallback[length - 1] ?? 0;
    if (character === start[length]) length += 1;
  }
  return length;
}

function formsOf(secret: string): readonly string[] {
  const bytes = new TextEncoder().encode(secret);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const wellFormed = new TextDecoder().decode(bytes); // half a pair of surrogates cannot be written in an address
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(wellFormed),
    encodeURI(wellFormed),
    ...base64Forms(bytes),
    hex,
    hex.toUpperCase(),
  ].filter((form) => form.length >= MIN_CHARACTERS);
}

/** The bytes in base64, and the part of it that is the same wherever they stand in a longer text, for each offset. */
function base64Forms(bytes: Uint8Array): readonly string[] {
  const whole = base64([...bytes]);
  const inside = [0, 1, 2].map((offset) => {
    const shifted = base64([...Array<number>(offset).fill(0), ...bytes]);
    const from = Math.ceil((offset * 8) / 6);
    const to = Math.floor(((offset + bytes.length) * 8) / 6);
    return shifted.slice(from, to);
  });
  return [whole, whole.replace(/=+$/, ""), ...inside].flatMap((form) => [form, urlSafe(form)]);
}

function base64(bytes: readonly number[]): string {
  return btoa(bytes.map((byte) => String.fromCharCode(byte)).join(""));
}

function urlSafe(text: string): string {
  return text.replaceAll("+", "-").replaceAll("/", "_");
}
