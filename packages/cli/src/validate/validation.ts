import type { Problem, Severity } from "@callboard/core";
import type { Change } from "./changes.ts";

/** What `validate` found, as JSON prints it. */
export interface Validation {
  readonly files: number;
  readonly entities: number;
  readonly problems: readonly Problem[];
  /** With a baseline: what of it was left out of the problems, and what of it does not occur any more. */
  readonly baseline?: { readonly file: string; readonly known: number; readonly gone: number };
  /** With a snapshot to compare with: what became of its entities. */
  readonly changes?: readonly (Change & { readonly sentences: readonly string[] })[];
}

/** How many of the problems are that bad. */
export function countOf({ problems }: Validation, severity: Severity): number {
  return problems.filter((problem) => problem.severity === severity).length;
}
