import type { EntityRef } from "../model/entity-ref.ts";
import type { EntityIds } from "./entity-ids.ts";
import { sortedBy } from "./pack-adjacency.ts";
import { compareText } from "./relations-of.ts";

/** Of how many names the order is kept, per graph; enough for all owners and systems of most. */
const MOST_KEPT = 100_000;

/** By ref: its place among all of which the order is known. */
const keptPlaces = new WeakMap<EntityIds, Map<EntityRef, number>>();

/**
 * The indexes of refs in the order of the refs; null comes last. To compare text takes longer than all else that is done
 * with owners and systems, so the order of those asked for before is kept.
 */
export function nameOrder(ids: EntityIds, refs: readonly (EntityRef | null)[]): Int32Array {
  const known = keptPlaces.get(ids) ?? new Map<EntityRef, number>();
  const places = placesOf(refs, known);
  if (places) return sortedBy(places, places.length);
  const others = known.size < MOST_KEPT ? known.keys() : [];
  const all = new Set([...others, ...refs.filter((ref) => ref !== null)]);
  keptPlaces.set(ids, new Map([...all].sort(compareText).map((ref, place) => [ref, place])));
  return nameOrder(ids, refs);
}

/** Null where not all places are known. */
function placesOf(refs: readonly (EntityRef | null)[], known: ReadonlyMap<EntityRef, number>): Int32Array | null {
  const places = new Int32Array(refs.length);
  let index = 0;
  for (const ref of refs) {
    const place = ref === null ? known.size : known.get(ref);
    if (place === undefined) return null;
    places[index++] = place;
  }
  return places;
}
