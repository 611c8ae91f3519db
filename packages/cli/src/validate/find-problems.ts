import type { CatalogView, Problem } from "@callboard/core";

/** What a check found, and what a person has to know about it beside. */
export interface Findings {
  readonly problems: readonly Problem[];
  readonly notes: readonly string[];
}

/** Something that finds problems in a catalog. It has to work for a snapshot of one too. */
export type Check = (view: CatalogView) => Promise<Findings>;

/** What the catalog itself finds wrong. */
export const catalogCheck: Check = async (view) => ({ problems: withoutRepeats(view), notes: [] });

/** What all checks find in a catalog, in order of place. */
export async function findProblems(view: CatalogView, checks: readonly Check[]): Promise<Findings> {
  const found = await Promise.all(checks.map((check) => check(view)));
  return {
    problems: found.flatMap(({ problems }) => problems).sort(byPlace),
    notes: found.flatMap(({ notes }) => notes),
  };
}

/**
 * The problems of a catalog, those of a file once that two sources read: one as its own, one through a Location. Such
 * a file is in no conflict with itself.
 */
function withoutRepeats(view: CatalogView): readonly Problem[] {
  const problems = view.problems();
  if (view.sources().length < 2) return problems;
  const seen = new Set<string>();
  return problems.filter(({ location, line, column, rule, message, entity }) => {
    if (rule === "ref-conflict" && entity !== null && view.origin(entity).location === location) return false;
    const key = JSON.stringify([location, line, column, rule, message]);
    return !seen.has(key) && seen.add(key);
  });
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
