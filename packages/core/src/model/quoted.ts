/** A text from outside as it may stand in a message: in quotes, cut when long, without hidden characters. */
export function quoted(text: string): string {
  return escapeHidden(JSON.stringify(shortened(text)));
}

/** The same without quotes, for what is no value: the name of a field, a message of a library. */
export function visible(text: string): string {
  return escapeHidden(shortened(text));
}

const SHOWN_CHARACTERS = 100;

function shortened(text: string): string {
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}

/** Control characters, zero-width and direction marks, line separators: what ends lines, drives terminals, deceives. */
const HIDDEN = /[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/** A text of any length without hidden characters. */
export function escapeHidden(text: string): string {
  return text.replace(HIDDEN, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
