import { escapeHidden } from "@callboard/core";

/** A text in which nothing hides or turns the direction around, and which XML may hold. */
export function visible(text: string): string {
  return escapeHidden(text).replace(NOT_IN_XML, "\ufffd");
}

/** Unpaired surrogates, and two characters that are never assigned. */
const NOT_IN_XML = /[\p{Cs}\ufffe\uffff]/gu;
