import type { CatalogView, Problem } from "@callboard/core";

/** What a check found, and what a person has to know about it beside. */
export interface Findings {
  readonly problems: readonly Problem[];
  readonly notes: readonly string[];
}

/** Something that finds problems in a catalog. It has to work for a snapshot of one too. */
export type Check = (view: CatalogView) => Promise<Findings>;

/** What the catalog itself finds wrong. */
export const catalogCheck: Check = async (view) => ({ problems: view.problems(), notes: [] });

/** What all checks find in a catalog, in order of place. */
export async function findProblems(view: CatalogView, checks: readonly Check[]): Promise<Findings> {
  const found = await Promise.all(checks.map((check) => check(view)));
  return {
    problems: found.flatMap(({ problems }) => problems).sort(byPlace),
    notes: found.flatMap(({ notes }) => notes),
  };
}

function byPlace(left: Problem, right: Problem): number {
  return (
    compareText(left.location, right.location) ||
    (left.line ?? 0) - (right.line ?? 0) ||
    (left.column ?? 0) - (right.column ?? 0)
  );
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
