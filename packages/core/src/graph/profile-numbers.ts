import type { KindRegistry } from "../model/kind.ts";
import type { StoredEntity } from "../model/stored-entity.ts";
import { type EntityProfile, entityProfile } from "./entity-profile.ts";
import type { InternedTable } from "./interned-table.ts";

/** Stands for no tier; tiers are below 100. */
const NO_TIER = 100;

/**
 * Numbers the profiles of many entities, with one more use each, as `acquire` does. Nearly all entities share a few
 * profiles, which are told apart by their kind, their lifecycle and one number, quicker than by all their content.
 * To be thrown away before a use is given back.
 */
export function profileNumbers(
  profiles: InternedTable<EntityProfile>,
  kinds: KindRegistry,
): (stored: StoredEntity) => number {
  const byKind = new Map<string, Map<string | null, Map<number, number>>>();

  function numbersLike({ kind, lifecycle }: EntityProfile): Map<number, number> {
    const byLifecycle = byKind.get(kind) ?? new Map<string | null, Map<number, number>>();
    const known = byLifecycle.get(lifecycle);
    if (known) return known;
    const made = new Map<number, number>();
    byKind.set(kind, byLifecycle.set(lifecycle, made));
    return made;
  }

  return (stored) => {
    const profile = entityProfile(stored, kinds);
    const { tier, environments, neededAtBuild, entryPoint } = profile;
    if (environments !== null) return profiles.acquire(profile);
    const numbers = numbersLike(profile);
    const marks = (tier ?? NO_TIER) * 4 + Number(neededAtBuild) * 2 + Number(entryPoint);
    const known = numbers.get(marks);
    if (known !== undefined) {
      profiles.retain(known);
      return known;
    }
    const number = profiles.acquire(profile);
    numbers.set(marks, number);
    return number;
  };
}
