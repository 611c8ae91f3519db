import type { EntityRef } from "../model/entity-ref.ts";
import { keyPlace, NAMES_NOTHING, type Naming } from "./affiliations.ts";
import { word } from "./block-runs.ts";
import { compareText } from "./relations-of.ts";
import type { TallyColumns, WalkMemory } from "./walk-memory.ts";
import { nearness, type OrderedItems } from "./worst-first.ts";

/** What {@link shares} needs to know of what a walk reached. */
export interface SharedItems extends OrderedItems {
  /** The entity of each item, by its number. */
  readonly entities: Int32Array;
  /** Items break whose order is below this one. */
  readonly firstUnbroken: number;
  ref(entity: number): EntityRef;
  name(item: number): EntityRef;
}

interface Counts {
  breaks: number;
  affected: number;
  /** How near the nearest item is. */
  nearness: number;
  /** The nearest item; of several the one whose name comes first. */
  nearest: number;
}

interface KeyCounts extends Counts {
  readonly key: number;
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
 * first, then the most affected, then by name.
 */
export function shares(counted: SharedItems, naming: Naming, memory: WalkMemory) {
  const { entities } = counted;
  const { keys } = memory.lists(entities.length);
  naming.writeKeys(entities, keys);
  const columns = memory.tallies(entities.length);
  const count = countByKey(counted, keys, memory.firstTally(), columns);
  const byKey = Array.from(
    { length: count },
    (_, tally): KeyCounts => ({
      key: word(columns.keys, tally),
      breaks: word(columns.breaks, tally),
      affected: word(columns.affected, tally),
      nearness: word(columns.nearness, tally),
      nearest: word(columns.nearest, tally),
    }),
  );
  return (lookUp: (key: number) => readonly number[]): readonly Tally[] => {
    const tallies = new Map<number, Counts>();
    for (const counts of byKey) {
      const wholes = lookUp(counts.key);
      for (const whole of wholes.length > 0 ? wholes : [NAMES_NOTHING]) {
        const tally = tallies.get(whole);
        if (tally) addCounts(counted, tally, counts);
        else tallies.set(whole, { ...counts });
      }
    }
    return Array.from(tallies, ([whole, counts]) => tallyOf(counted, whole, counts)).sort(mostFirst);
  };
}

function tallyOf({ ref, name }: SharedItems, whole: number, { breaks, affected, nearest }: Counts): Tally {
  return { to: whole === NAMES_NOTHING ? null : ref(whole), breaks, affected, nearest: name(nearest) };
}

const LAST = "\uffff";

function mostFirst(a: Tally, b: Tally): number {
  return b.breaks - a.breaks || b.affected - a.affected || compareText(a.to ?? LAST, b.to ?? LAST);
}

/**
 * Counts items by their keys; returns how many tallies that makes. One step per item, so this does as little as it can:
 * names are compared at the end, and only of those items that are nearest.
 *
 * @param keys what each item names
 * @param first by the place of a key: the tally that begins its chain, counted from 1; all 0 before and after
 */
function countByKey(counted: SharedItems, keys: Int32Array, first: Int32Array, tallies: TallyColumns): number {
  const { orders, firstUnbroken, name } = counted;
  const { next, breaks, affected, nearness: nearnesses, nearest } = tallies;
  let count = 0;

  function tallyOf(key: number): number {
    const place = keyPlace(key);
    const begin = word(first, place);
    for (let tally = begin; tally > 0; tally = word(next, tally - 1)) {
      if (tallies.keys[tally - 1] === key) return tally - 1;
    }
    tallies.keys[count] = key;
    next[count] = begin;
    breaks[count] = 0;
    affected[count] = 0;
    nearnesses[count] = FAR;
    nearest[count] = -1;
    first[place] = count + 1;
    return count++;
  }

  for (let item = 0; item < orders.length; item++) {
    const order = word(orders, item);
    const tally = tallyOf(word(keys, item));
    keys[item] = tally;
    affected[tally] = word(affected, tally) + 1;
    if (order < firstUnbroken) breaks[tally] = word(breaks, tally) + 1;
    const near = nearness(order);
    if (near < word(nearnesses, tally)) nearnesses[tally] = near;
  }
  for (let item = 0; item < orders.length; item++) {
    const tally = word(keys, item);
    if (nearness(word(orders, item)) !== word(nearnesses, tally)) continue;
    const known = word(nearest, tally);
    if (known < 0 || name(item) < name(known)) nearest[tally] = item;
  }
  for (let tally = 0; tally < count; tally++) first[keyPlace(word(tallies.keys, tally))] = 0;
  return count;
}

const FAR = 0x7fffffff;

function addCounts(counted: SharedItems, to: Counts, more: Counts): void {
  to.breaks += more.breaks;
  to.affected += more.affected;
  addNearest(counted, to, more.nearness, more.nearest);
}

function addNearest({ name }: SharedItems, counts: Counts, near: number, item: number): void {
  if (near > counts.nearness || (near === counts.nearness && name(counts.nearest) <= name(item))) return;
  counts.nearness = near;
  counts.nearest = item;
}
