import { escapeHidden } from "@callboard/core";

/** A text from a descriptor as a page may show it: nothing hidden in it, and cut to `most` characters. */
export function shown(text: string, most = 120): string {
  // Cut first: what is cut off need not be looked at, however long it is.
  const cut = text.length > most ? `${text.slice(0, most).trimEnd()}…` : text;
  return escapeHidden(cut.replace(/\s+/g, " "));
}

/** `1 entity`, `3 entities`. */
export function counted(number: number, one: string, several = `${one}s`): string {
  return `${number.toLocaleString("en-GB")} ${number === 1 ? one : several}`;
}
