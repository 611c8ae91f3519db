import type { CatalogView, EntityRef } from "@callboard/core";
import { refOf } from "./ref-of.ts";

/** What one catalog has that another has not. All lists are in order of refs. */
export interface CatalogDiff {
  readonly added: readonly EntityRef[];
  readonly removed: readonly EntityRef[];
  /** In both, with different content. */
  readonly changed: readonly EntityRef[];
  /** Entities in both that something else needs directly now, or no longer needs. */
  readonly dependents: readonly DependentsDiff[];
}

interface DependentsDiff {
  readonly ref: EntityRef;
  readonly gained: readonly EntityRef[];
  readonly lost: readonly EntityRef[];
}

/** Compares two views of a catalog. */
export function diffCatalogs(before: CatalogView, after: CatalogView): CatalogDiff {
  const refsBefore = refsOf(before);
  const refsAfter = refsOf(after);
  const both = [...refsBefore].filter((ref) => refsAfter.has(ref));
  return {
    added: missingFrom(refsBefore, refsAfter),
    removed: missingFrom(refsAfter, refsBefore),
    changed: both.filter((ref) => before.origin(ref).etag !== after.origin(ref).etag),
    dependents: both.flatMap((ref) => {
      const had = dependentsOf(before, ref);
      const has = dependentsOf(after, ref);
      const gained = missingFrom(had, has);
      const lost = missingFrom(has, had);
      return gained.length + lost.length > 0 ? [{ ref, gained, lost }] : [];
    }),
  };
}

function refsOf(view: CatalogView): ReadonlySet<EntityRef> {
  return new Set(view.query({ limit: Number.POSITIVE_INFINITY }).items.map(refOf));
}

function dependentsOf(view: CatalogView, ref: EntityRef): ReadonlySet<EntityRef> {
  return new Set(view.dependents(ref, { maxDistance: 1 }).map((reached) => reached.ref));
}

function missingFrom(some: ReadonlySet<EntityRef>, others: ReadonlySet<EntityRef>): readonly EntityRef[] {
  return [...others].filter((ref) => !some.has(ref)).sort();
}
