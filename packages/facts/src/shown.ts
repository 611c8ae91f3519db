import { escapeHidden } from "@callboard/core";

/** A name or text from a service as it may stand in a fact: on one line, without hidden characters, cut when long. */
export function shown(text: string, mostCharacters = 80): string {
  // Cut first: what is cut off need not be cleaned, however long it is.
  const cut = [...text.slice(0, mostCharacters * 4)];
  const characters = [...cut.join("").replace(/\s+/g, " ").trim()];
  const isLong = characters.length > mostCharacters;
  return escapeHidden(isLong ? `${characters.slice(0, mostCharacters - 1).join("")}…` : characters.join(""));
}
