/**
 * The words of a text in lower case, in order, without accents. `seat-map`, `seat_map`, `Seat Map`, `seatMap` and
 * `seat.map` are all `["seat", "map"]`; digits are words of their own (`s3` is `["s", "3"]`). Punctuation, emoji and
 * control characters only separate. At most {@link MAX_WORDS} words of 64 characters; linear in the text.
 */
export function words(text: string): string[] {
  if (KEBAB.test(text)) return text.split("-", MAX_WORDS);
  const found: string[] = [];
  for (const [word] of plain(text).matchAll(WORD)) {
    found.push(word.slice(0, MAX_WORD_LENGTH).toLowerCase());
    if (found.length === MAX_WORDS) break;
  }
  return found;
}

/** What all spellings of one name have in common: its words without anything between, `seatmap`. */
export function fold(text: string): string {
  return words(text).join("");
}

/**
 * The words of a text, and behind those of each compound its joined form, so that `seat-map` is also found as
 * `seatmap`. At most {@link MAX_WORDS} compounds.
 */
export function tokenize(text: string): string[] {
  const tokens: string[] = [];
  for (const [compound] of text.matchAll(COMPOUND)) {
    const parts = words(compound);
    tokens.push(...parts);
    if (parts.length > 1) tokens.push(parts.join("").slice(0, MAX_WORD_LENGTH));
    if (tokens.length >= MAX_WORDS) break;
  }
  return tokens.slice(0, MAX_WORDS);
}

/** More words than this are left out: by then a text is a document, not a description. */
const MAX_WORDS = 1_000;
const MAX_WORD_LENGTH = 64;

// A number, an acronym (its last capital may start the next word), a capitalised or small word, other scripts.
const WORD = /\p{N}+|\p{Lu}+(?!\p{Ll})|\p{Lu}?[\p{Ll}\p{M}]+|[\p{Lo}\p{Lm}\p{Lt}\p{M}]+/gu;
/** Most texts to read are one word or a plain name, which takes no more than a look. */
const KEBAB = /^[a-z]{1,64}(?:-[a-z]{1,64})*$/;
const COMPOUND = /\S+/g;
const ASCII = /^[\0-\x7f]*$/;
const ACCENTS = /[\u0300-\u036f]/g;

/** Compatibility forms made plain (`ﬁ`, full-width letters) and accents dropped, as people type without both. */
function plain(text: string): string {
  return ASCII.test(text) ? text : text.normalize("NFKD").replace(ACCENTS, "").normalize("NFKC");
}
