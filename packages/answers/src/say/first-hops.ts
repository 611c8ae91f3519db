import { LINE_CHARACTERS } from "./voice.ts";

/** What stands between the hops of a reason. */
export const NEXT_HOP = ", which ";

/** A reason that fits on a line: of a longer one the first hops, and how many there are in all. */
export function firstHops(reason: string, hops: number): string {
  if (reason.length <= LINE_CHARACTERS) return reason;
  const end = `, … (${hops} hops)`;
  const cut = reason.lastIndexOf(NEXT_HOP, LINE_CHARACTERS - end.length);
  return (cut > 0 ? reason.slice(0, cut) : reason.slice(0, LINE_CHARACTERS - end.length)) + end;
}
