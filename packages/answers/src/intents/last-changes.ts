import type { BlastRadius, CatalogView, EntityRef, Origin } from "@callboard/core";

/** The last change of an entity, as ISO 8601 in UTC. */
export interface Change {
  readonly ref: EntityRef;
  readonly changed: string;
  readonly isRoot: boolean;
}

/** What changed last among the roots and what they need, where that tells anything: at most three, the latest first. */
export function lastChanges(view: CatalogView, { roots, affected }: BlastRadius): Change[] {
  const below = roots.flatMap((root) => view.dependencies(root, { maxDistance: 3, limit: 100 }).map(({ ref }) => ref));
  const under = new Set([...roots, ...below]);
  const around = new Set([...under, ...affected.map(({ ref }) => ref)]);
  return tellingChanges(Array.from(around, (ref) => view.origin(ref)))
    .filter(({ ref }) => under.has(ref))
    .map(({ ref, changed }) => ({ ref, changed, isRoot: roots.includes(ref) }))
    .sort((left, right) => (left.changed < right.changed ? 1 : -1))
    .slice(0, CHANGES);
}

/**
 * The origins whose last change tells something. Only changes that were seen to happen count (what has been the same
 * since the catalog first read it did not change), and of those the ones that came more than a minute after half of what
 * is around in the same source had its last change: in a fresh clone all files carry one time, which tells nothing.
 */
export function tellingChanges(around: readonly Origin[]): Origin[] {
  const usual = usualChanges(around);
  return around.filter(({ changed, firstSeen, source }) => {
    const standsOut = Date.parse(changed) - (usual.get(source) ?? 0) > MINUTE_MS;
    return changed !== firstSeen && standsOut;
  });
}

const CHANGES = 3;
const MINUTE_MS = 60_000;

/** When half of the entities of each source had changed for the last time, in milliseconds since 1970. */
function usualChanges(origins: readonly Origin[]): ReadonlyMap<string, number> {
  const times = new Map<string, number[]>();
  for (const { source, changed } of origins) {
    const ofSource = times.get(source);
    if (ofSource) ofSource.push(Date.parse(changed));
    else times.set(source, [Date.parse(changed)]);
  }
  return new Map(
    Array.from(times, ([source, all]) => [source, all.sort((a, b) => a - b)[Math.floor((all.length - 1) / 2)] ?? 0]),
  );
}
