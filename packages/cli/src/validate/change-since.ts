import { resolve } from "node:path";
import { CatalogError, type CatalogView, type Problem } from "@callboard/core";
import { openPlaces } from "../catalog/open-places.ts";
import { refOf } from "../catalog/ref-of.ts";
import type { Session } from "../session.ts";
import { changeSentences } from "./change-sentences.ts";
import { type Change, changesBetween } from "./changes.ts";
import { type Check, findProblems } from "./find-problems.ts";
import { knownProblem, problemKey } from "./known-problem.ts";
import type { Scope } from "./scope.ts";
import { beyond, tally } from "./tally.ts";
import type { Validation } from "./validation.ts";

/** The catalog as it is now, and how it was checked. */
interface Present {
  readonly view: CatalogView;
  readonly problems: readonly Problem[];
  readonly checks: readonly Check[];
  readonly scope: Scope;
  readonly session: Session;
}

/** What changed, and which of the present problems have to do with it. */
interface ChangeSince {
  readonly changes: NonNullable<Validation["changes"]>;
  readonly problems: ReadonlySet<Problem>;
}

/**
 * What changed since a snapshot. A problem has to do with it when its file has, or when the snapshot is without it.
 *
 * @param snapshot the path as the user wrote it
 * @throws {CatalogError} `invalid-argument` for a snapshot of something else, and what opening one throws
 */
export async function changeSince(
  snapshot: string,
  { view, problems, checks, scope, session }: Present,
): Promise<ChangeSince> {
  const { view: before, close } = await openPlaces(
    [{ type: "snapshot", path: resolve(session.io.cwd, snapshot) }],
    session,
  );
  try {
    requireOverlap(before, scope, snapshot);
    const changes = changesBetween(before, view, scope.isRead);
    const changed = changedLocations(changes);
    const keyIn = (catalog: CatalogView) => (problem: Problem) =>
      problemKey(knownProblem(problem, catalog, problem.location));
    const had = await findProblems(before, checks);
    const caused = beyond(problems, tally(had.problems.map(keyIn(before))), keyIn(view)).fresh;
    const there = problems.filter(({ location }) => changed.has(location) && scope.isAsked(location));
    return {
      changes: changes.map((change) => ({ ...change, sentences: changeSentences(change) })),
      problems: new Set([...there, ...caused]),
    };
  } finally {
    await close();
  }
}

/** Where something about an entity is written that was not there, or not so, or elsewhere. */
function changedLocations(changes: readonly Change[]): ReadonlySet<string> {
  return new Set(
    changes.flatMap((change) => {
      if (change.type === "dependents") return [];
      return change.type === "changed" && change.movedFrom !== null
        ? [change.location, change.movedFrom]
        : [change.location];
    }),
  );
}

function requireOverlap(before: CatalogView, { isRead }: Scope, snapshot: string): void {
  const { items } = before.query({ limit: Number.POSITIVE_INFINITY });
  if (items.length === 0 || items.some((entity) => isRead(before.origin(refOf(entity)).location))) return;
  throw new CatalogError(
    "invalid-argument",
    `Nothing in ${snapshot} lies where the catalog is read from. Write the snapshot in the same folder, with the same --catalog.`,
  );
}
