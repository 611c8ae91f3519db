import { NAMES_NOTHING, type Named, type Naming } from "./affiliations.ts";
import { compareText } from "./relations-of.ts";

/** What {@link shares} needs to know of what a walk reached. */
export interface SharedItems {
  readonly items: Int32Array;
  /** The entity of an item, by its number. */
  entity(item: number): number;
  breaks(item: number): boolean;
  isNearer(item: number, other: number): boolean;
  ref(entity: number): string;
}

interface Counts {
  breaks: number;
  affected: number;
  /** The nearest item. */
  nearest: number;
}

/** How much of what is affected belongs together. */
export interface Tally extends Readonly<Counts> {
  /** The number of what they belong to; null for those that belong to nothing. */
  readonly to: number | null;
}

/**
 * Counts affected entities by what they name, at once; the result counts them by what that comes to: the most broken
 * first, then the most affected, then by name.
 */
export function shares(counted: SharedItems, { key, named }: Naming) {
  const byKey = countsByKey(counted, key);
  return (lookUp: (named: readonly Named[]) => readonly number[]): readonly Tally[] => {
    const tallies = new Map<number, Counts>();
    for (const [each, counts] of byKey) {
      const wholes = lookUp(named(each));
      for (const whole of wholes.length > 0 ? wholes : [NAMES_NOTHING]) {
        const tally = tallies.get(whole);
        if (tally) addCounts(counted, tally, counts);
        else tallies.set(whole, { ...counts });
      }
    }
    const name = ({ to }: Tally) => (to === null ? LAST_NAME : counted.ref(to));
    return Array.from(tallies, ([to, counts]) => ({ to: to === NAMES_NOTHING ? null : to, ...counts })).sort(
      (a, b) => b.breaks - a.breaks || b.affected - a.affected || compareText(name(a), name(b)),
    );
  };
}

const LAST_NAME = "\uffff";

/** One step per item, so this does as little as it can. */
function countsByKey(
  { items, entity, breaks, isNearer }: SharedItems,
  key: Naming["key"],
): ReadonlyMap<number, Counts> {
  const byKey = new Map<number, Counts>();
  for (const item of items) {
    const named = key(entity(item));
    const broken = breaks(item) ? 1 : 0;
    const counts = byKey.get(named);
    if (!counts) {
      byKey.set(named, { breaks: broken, affected: 1, nearest: item });
      continue;
    }
    counts.breaks += broken;
    counts.affected++;
    if (isNearer(item, counts.nearest)) counts.nearest = item;
  }
  return byKey;
}

function addCounts({ isNearer }: SharedItems, to: Counts, more: Counts): void {
  to.breaks += more.breaks;
  to.affected += more.affected;
  if (isNearer(more.nearest, to.nearest)) to.nearest = more.nearest;
}
