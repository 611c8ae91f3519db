import type { ReadDocument } from "@callboard/core";
import type { Place } from "./template.ts";

/** The place of a value in a document by its JSON pointer, or of the nearest one around it. */
export function placeIn(document: ReadDocument, pointer: string, location: string): Place {
  for (let at = pointer; ; at = at.slice(0, at.lastIndexOf("/"))) {
    const place = document.positions[at];
    if (place) return { location, line: place[0], column: place[1] };
    if (at === "") return { location, line: document.line, column: document.column };
  }
}
