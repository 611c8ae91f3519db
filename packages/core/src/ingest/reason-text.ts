import { escapeHidden } from "../model/quoted.ts";

/** A reason in a sentence without its full stop; never a stack. */
export function reasonText(reason: unknown): string {
  const text = reason instanceof Error ? reason.message : String(reason);
  return escapeHidden(text.trimEnd().replace(/\.{1,3}$/, ""));
}
