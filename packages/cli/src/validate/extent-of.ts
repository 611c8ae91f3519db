import type { CatalogView, EntityRef, Problem } from "@callboard/core";

/** How much was validated. */
export interface Extent {
  readonly files: number;
  readonly entities: number;
}

/** What the asked sources hold. A file that two of them read, one as its own and one through a Location, counts once. */
export function extentOf(view: CatalogView, isAskedSource: (name: string) => boolean): Extent {
  const sources = view.sources().filter(({ name }) => isAskedSource(name));
  const files = sources.reduce((sum, { documents }) => sum + documents, 0);
  const entities = sources.reduce((sum, source) => sum + source.entities, 0);
  if (sources.length < 2) return { files, entities };

  const readers = new Map<string, Set<string>>();
  let again = 0;
  for (const ref of contested(view.problems())) {
    const origin = view.origin(ref);
    const claims = [origin, ...origin.alsoClaimedBy].filter(({ source }) => isAskedSource(source));
    for (const { source, location } of claims) readers.set(location, (readers.get(location) ?? new Set()).add(source));
    again += Math.max(new Set(claims.map(({ source }) => source)).size - 1, 0);
  }
  const filesAgain = [...readers.values()].reduce((sum, { size }) => sum + size - 1, 0);
  return { files: files - filesAgain, entities: entities - again };
}

/** What is described more than once: a file that is read twice is in conflict with itself. */
function contested(problems: readonly Problem[]): ReadonlySet<EntityRef> {
  return new Set(problems.flatMap(({ rule, entity }) => (rule === "ref-conflict" && entity !== null ? [entity] : [])));
}
