import { dim, type Line } from "./line.ts";

/** An answer that may have been cut short, or read from sources that were. */
interface Cut {
  readonly truncated: { readonly reason: "limit" | "budget" } | null;
  readonly incompleteSources?: readonly string[];
}

/** What is missing from an answer, for below it; `total` says how much there is. */
export function cutNotes({ truncated, incompleteSources = [] }: Cut, total: string): readonly Line[] {
  const notes: string[] = [];
  if (truncated?.reason === "limit") notes.push(`${total}; --limit N lists more.`);
  if (truncated?.reason === "budget") notes.push("This is not everything: looking at all of it would take too long.");
  if (incompleteSources.length > 0) notes.push(`Not all was read: ${incompleteSources.join(", ")}.`);
  return notes.map(dim);
}
