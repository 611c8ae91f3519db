import type { EntityRef } from "../model/entity-ref.ts";
import type { Naming } from "./affiliations.ts";
import { word } from "./block-runs.ts";
import type { EntityIds } from "./entity-ids.ts";
import { nameOrder } from "./name-order.ts";
import { sortedBy } from "./pack-adjacency.ts";
import type { TallyColumns, WalkMemory } from "./walk-memory.ts";
import { nearness, type OrderedItems } from "./worst-first.ts";

/** What {@link shares} needs to know of what a walk reached. */
export interface SharedItems extends OrderedItems {
  /** The entity of each item, by its number. */
  readonly entities: Int32Array;
  /** Items break whose order is below this one. */
  readonly firstUnbroken: number;
  readonly ids: EntityIds;
  name(item: number): EntityRef;
}

/** How much of what is affected belongs together. */
export interface Tally {
  /** What they belong to; null for those that belong to nothing. */
  readonly to: EntityRef | null;
  readonly breaks: number;
  readonly affected: number;
  /** The nearest of them; of several the one that comes first. */
  readonly nearest: EntityRef;
}

/**
 * Counts affected entities by what they name, at once; the result counts them by what that comes to: the most broken
 * first, then the most affected, then by name. It reads the memory, so it is of use until others are counted.
 */
export function shares(counted: SharedItems, naming: Naming, memory: WalkMemory) {
  const { entities, name } = counted;
  const { keys } = memory.lists(entities.length);
  naming.writeKeys(entities, keys);
  const tallies = memory.tallies(entities.length);
  const count = countByKey(counted, keys, memory.tallyOf(naming.size), tallies);

  return (lookUp: (key: number) => readonly number[]): readonly Tally[] => {
    const found: Counts[] = [];
    const known = new Map<number | null, Counts>();
    for (let tally = 0; tally < count; tally++) {
      const wholes = lookUp(word(tallies.keys, tally));
      for (const whole of wholes.length > 0 ? wholes : NOTHING) {
        const counts = known.get(whole);
        if (counts) {
          addCounts(counted, counts, tallies, tally);
          continue;
        }
        const made = countsOf(counted, whole, tallies, tally);
        known.set(whole, made);
        found.push(made);
      }
    }
    return mostFirst(counted, found).map(({ to, breaks, affected, nearest }) => ({
      to,
      breaks,
      affected,
      nearest: name(nearest),
    }));
  };
}

const NOTHING = [null];

/** A tally while it grows. */
interface Counts {
  readonly to: EntityRef | null;
  breaks: number;
  affected: number;
  /** How near the nearest item is. */
  nearness: number;
  /** The nearest item; of several the one whose name comes first. */
  nearest: number;
}

function countsOf({ ids }: SharedItems, whole: number | null, tallies: TallyColumns, tally: number): Counts {
  return {
    to: whole === null ? null : ids.ref(whole),
    breaks: word(tallies.breaks, tally),
    affected: word(tallies.affected, tally),
    nearness: word(tallies.nearness, tally),
    nearest: word(tallies.nearest, tally),
  };
}

function addCounts({ name }: SharedItems, to: Counts, tallies: TallyColumns, tally: number): void {
  to.breaks += word(tallies.breaks, tally);
  to.affected += word(tallies.affected, tally);
  const near = word(tallies.nearness, tally);
  const item = word(tallies.nearest, tally);
  if (near > to.nearness || (near === to.nearness && name(to.nearest) <= name(item))) return;
  to.nearness = near;
  to.nearest = item;
}

/** The most broken first, then the most affected, then by name. */
function mostFirst({ ids }: SharedItems, found: readonly Counts[]): readonly Counts[] {
  const names: (EntityRef | null)[] = [];
  const broken = new Int32Array(found.length);
  const affected = new Int32Array(found.length);
  let most = 0;
  for (const counts of found) most = Math.max(most, counts.affected);
  for (const counts of found) {
    broken[names.length] = most - counts.breaks;
    affected[names.length] = most - counts.affected;
    names.push(counts.to);
  }
  const byAffected = sortedBy(affected, found.length, nameOrder(ids, names));
  const sorted: Counts[] = [];
  for (const index of sortedBy(broken, found.length, byAffected)) {
    sorted.push(found[index] as Counts); // each is the index of one that was found
  }
  return sorted;
}

/**
 * Counts items by their keys; returns how many tallies that makes. One step per item, so this does as little as it can,
 * and calls nothing meanwhile: names are compared afterwards, of the few items that are as near as the nearest.
 *
 * @param keys what each item names
 * @param tallyOf by key, see {@link WalkMemory.tallyOf}
 */
function countByKey(
  { orders, firstUnbroken, name }: SharedItems,
  keys: Int32Array,
  tallyOf: Int32Array,
  { keys: counted, breaks, affected, nearness: nearnesses, nearest }: TallyColumns,
): number {
  const asNear: number[] = [];
  let count = 0;
  for (let item = 0; item < orders.length; item++) {
    const key = word(keys, item);
    let tally = word(tallyOf, key) - 1;
    if (tally < 0) {
      tally = count++;
      tallyOf[key] = count;
      counted[tally] = key;
      breaks[tally] = 0;
      affected[tally] = 0;
      nearnesses[tally] = FAR;
    }
    const order = word(orders, item);
    affected[tally] = word(affected, tally) + 1;
    breaks[tally] = word(breaks, tally) + ((order - firstUnbroken) >>> 31);
    const near = nearness(order);
    const nearestYet = word(nearnesses, tally);
    if (near > nearestYet) continue;
    if (near === nearestYet) asNear.push(item);
    else nearest[tally] = item;
    nearnesses[tally] = near;
  }
  for (const item of asNear) {
    const tally = word(tallyOf, word(keys, item)) - 1;
    if (nearness(word(orders, item)) > word(nearnesses, tally) || name(word(nearest, tally)) <= name(item)) continue;
    nearest[tally] = item;
  }
  for (let tally = 0; tally < count; tally++) tallyOf[word(counted, tally)] = 0;
  return count;
}

const FAR = 0x7fffffff;
