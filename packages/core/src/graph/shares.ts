import type { EntityRef } from "../model/entity-ref.ts";
import { keyPlace, NAMES_NOTHING, type Naming } from "./affiliations.ts";
import { word } from "./block-runs.ts";
import { compareText } from "./relations-of.ts";
import type { WalkMemory } from "./walk-memory.ts";
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
 * first, then the most affected, then by name.
 */
export function shares(counted: SharedItems, { key }: Naming, memory: WalkMemory) {
  const { entities } = counted;
  const { keys } = memory.lists(entities.length);
  for (let item = 0; item < entities.length; item++) keys[item] = key(word(entities, item));
  const byKey = countsByKey(counted, keys, memory.firstTally());
  return (lookUp: (key: number) => readonly number[]): readonly Tally[] => {
    const tallies = new Map<number, Counts>();
    for (const counts of byKey) {
      const wholes = lookUp(counts.key);
      for (const whole of wholes.length > 0 ? wholes : [NAMES_NOTHING]) {
        const tally = tallies.get(whole);
        if (tally) addCounts(counted, tally, counts);
        else tallies.set(whole, copied(counts));
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

/** The counts of one key; those of keys with the same place are a chain. */
interface KeyCounts extends Counts {
  readonly key: number;
  readonly next: KeyCounts | undefined;
}

/**
 * One step per item, so this does as little as it can.
 *
 * @param keys what each item names
 * @param first by the place of a key: the counts that begin its chain, counted from 1; all 0 before and after
 */
function countsByKey(counted: SharedItems, keys: Int32Array, first: Int32Array): readonly KeyCounts[] {
  const { orders, firstUnbroken } = counted;
  const all: KeyCounts[] = [];
  for (let item = 0; item < orders.length; item++) {
    const named = word(keys, item);
    const place = keyPlace(named);
    const chain = word(first, place) === 0 ? undefined : all[word(first, place) - 1];
    const breaks = word(orders, item) < firstUnbroken ? 1 : 0;
    const near = nearness(word(orders, item));
    let counts = chain;
    while (counts && counts.key !== named) counts = counts.next;
    if (counts) {
      counts.breaks += breaks;
      counts.affected++;
      addNearest(counted, counts, near, item);
    } else {
      all.push({ key: named, next: chain, breaks, affected: 1, nearness: near, nearest: item });
      first[place] = all.length;
    }
  }
  for (const { key: named } of all) first[keyPlace(named)] = 0;
  return all;
}

function copied({ breaks, affected, nearness: near, nearest }: Counts): Counts {
  return { breaks, affected, nearness: near, nearest };
}

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
