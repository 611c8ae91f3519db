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
  const { entities } = counted;
  const { keys } = memory.lists(entities.length);
  naming.writeKeys(entities, keys);
  const columns = memory.tallies(entities.length);
  const count = countByKey(counted, keys, memory.firstTally(), columns);
  return (lookUp: (key: number) => readonly number[]): readonly Tally[] => {
    const byWhole = new Map<number, Counts>();
    for (let tally = 0; tally < count; tally++) {
      const wholes = lookUp(word(columns.keys, tally));
      for (const whole of wholes.length > 0 ? wholes : [NAMES_NOTHING]) {
        const counts = byWhole.get(whole);
        if (counts) addCounts(counted, counts, columns, tally);
        else byWhole.set(whole, countsAt(columns, tally));
      }
    }
    return Array.from(byWhole, ([whole, counts]) => tallyOf(counted, whole, counts)).sort(mostFirst);
  };
}

function countsAt({ breaks, affected, nearness: nearnesses, nearest }: TallyColumns, tally: number): Counts {
  return {
    breaks: word(breaks, tally),
    affected: word(affected, tally),
    nearness: word(nearnesses, tally),
    nearest: word(nearest, tally),
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
 * Counts items by their keys; returns how many tallies that makes. One step per item, so this does as little as it can.
 * Items come nearly in the order of their distance, so that few names are compared.
 *
 * @param keys what each item names
 * @param first by the place of a key: the tally that begins its chain, counted from 1; all 0 before and after
 */
function countByKey(counted: SharedItems, keys: Int32Array, first: Int32Array, tallies: TallyColumns): number {
  const { orders, firstUnbroken, name } = counted;
  const { keys: known, next, breaks, affected, nearness: nearnesses, nearest } = tallies;
  let count = 0;

  /** The tally of a key that is not the first one at its place; made where there is none. */
  function laterTally(key: number, place: number): number {
    const begin = word(first, place);
    for (let tally = begin; tally > 0; tally = word(next, tally - 1)) if (known[tally - 1] === key) return tally - 1;
    known[count] = key;
    next[count] = begin;
    breaks[count] = 0;
    affected[count] = 0;
    nearnesses[count] = FAR;
    first[place] = count + 1;
    return count++;
  }

  for (let item = 0; item < orders.length; item++) {
    const key = word(keys, item);
    const place = keyPlace(key);
    let tally = word(first, place) - 1;
    if (tally < 0 || known[tally] !== key) tally = laterTally(key, place);
    const order = word(orders, item);
    affected[tally] = word(affected, tally) + 1;
    if (order < firstUnbroken) breaks[tally] = word(breaks, tally) + 1;
    const near = nearness(order);
    const nearestYet = word(nearnesses, tally);
    if (near > nearestYet || (near === nearestYet && name(word(nearest, tally)) <= name(item))) continue;
    nearnesses[tally] = near;
    nearest[tally] = item;
  }
  for (let tally = 0; tally < count; tally++) first[keyPlace(word(known, tally))] = 0;
  return count;
}

const FAR = 0x7fffffff;

function addCounts({ name }: SharedItems, to: Counts, columns: TallyColumns, tally: number): void {
  to.breaks += word(columns.breaks, tally);
  to.affected += word(columns.affected, tally);
  const near = word(columns.nearness, tally);
  const item = word(columns.nearest, tally);
  if (near > to.nearness || (near === to.nearness && name(to.nearest) <= name(item))) return;
  to.nearness = near;
  to.nearest = item;
}
