import type { EntityRef } from "../model/entity-ref.ts";

/**
 * At most `size` refs: those of the first group before those of the second, the shorter before the longer, then by ref.
 * Takes time in proportion to the refs, not to their order.
 */
export function shortlist(first: ReadonlySet<EntityRef>, second: ReadonlySet<EntityRef>, size: number): Set<EntityRef> {
  const kept = new Set<EntityRef>();
  for (const group of [first, second]) {
    for (const refs of byLength([...group].filter((ref) => !kept.has(ref)))) {
      const room = size - kept.size;
      if (room <= 0) return kept;
      const fitting = refs.length > room ? refs.sort().slice(0, room) : refs;
      for (const ref of fitting) kept.add(ref);
    }
  }
  return kept;
}

function byLength(refs: readonly EntityRef[]): EntityRef[][] {
  const lengths: EntityRef[][] = [];
  for (const ref of refs) {
    lengths[ref.length] ??= [];
    lengths[ref.length]?.push(ref);
  }
  return lengths.filter((list) => list !== undefined);
}
