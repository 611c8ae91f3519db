import { word } from "./block-runs.ts";
import type { HardNeeds } from "./hard-needs.ts";

/** How many entities are down, of each class, when one alone fails. */
export interface LoneFailures {
  /** By candidate, then class. The one that fails is not counted. */
  readonly down: readonly Int32Array[];
  /** How many of the candidates, from the front, were worked out. */
  readonly done: number;
}

/** How many candidates share one pass: 32 for each word. */
const MOST_WORDS = 32;
/** Words of memory for all entities in one pass. */
const MAX_ROWS = 1 << 22;
/**
 * Words looked at before the rest of the candidates is left out; a pass that takes as many again is given up. They grow
 * with the square of a catalog, up to a tenth of it in those that people write: twice that is looked at, so that a small
 * one in which everything needs everything ends soon.
 */
const MAX_WORK = 500_000_000;
const PART_OF_SQUARE = 5;
const LEAST_WORK = 1_000_000;
/** Who is down with whom, counted one by one before the rest is left out. */
const COUNTED_PER_ENTITY = 4_000;
const LEAST_COUNTED = 5_000_000;
/** How often a pass is expected to look at an edge: in a circle more than once. It takes fewer candidates by that. */
const TURNS = 4;

const NO_SETS: readonly (readonly number[])[] = [];

/**
 * For each candidate, who is down when it alone is: everything that needs it alone or that needs any of several which it
 * takes down all. All candidates of a pass are worked out at once, a bit each: an entity has the bits of all that takes
 * it down, those of its single needs together and those that all members of a set have in common.
 *
 * @param groups of all hard needs: {@link stronglyConnected}
 * @param classOf which class to count an entity in, below `classes`; -1 for none
 */
export function loneFailures(
  { alone, anyOf, all }: HardNeeds,
  groups: readonly Int32Array[],
  candidates: readonly number[],
  classes: number,
  classOf: (entity: number) => number,
): LoneFailures {
  const { size } = all;
  const down = Array.from({ length: classes }, () => new Int32Array(candidates.length));
  const maxWork = Math.min(MAX_WORK, Math.max(LEAST_WORK, size ** 2 / PART_OF_SQUARE));
  const mostInPass = Math.min(MAX_ROWS / Math.max(1, size), maxWork / (TURNS * Math.max(1, all.targets.length)));
  const words = Math.max(1, Math.min(MOST_WORDS, Math.floor(mostInPass)));
  const rows = new Int32Array(size * words);
  const common = new Int32Array(words);
  const maxCounted = Math.min(MAX_WORK, Math.max(LEAST_COUNTED, COUNTED_PER_ENTITY * size));
  let work = 0;
  let counted = 0;

  /** Adds bits to those of an entity; true when there were new ones. */
  function add(entity: number, bits: Int32Array, from: number): boolean {
    const at = entity * words;
    let isNew = false;
    for (let each = 0; each < words; each++) {
      const before = word(rows, at + each);
      const after = before | word(bits, from + each);
      if (after === before) continue;
      rows[at + each] = after;
      isNew = true;
    }
    work += words;
    return isNew;
  }

  /** Adds to the bits of an entity what follows from those of its needs; true when there were new ones. */
  function update(entity: number): boolean {
    let isNew = false;
    const end = word(alone.starts, entity + 1);
    for (let at = word(alone.starts, entity); at < end; at++) {
      if (add(entity, rows, word(alone.targets, at) * words)) isNew = true;
    }
    for (const members of anyOf.get(entity) ?? NO_SETS) {
      common.fill(-1);
      for (const member of members) {
        for (let each = 0; each < words; each++) common[each] = word(common, each) & word(rows, member * words + each);
        work += words;
      }
      if (add(entity, common, 0)) isNew = true;
    }
    return isNew;
  }

  function settleGroup(group: Int32Array): void {
    for (let changed = true; changed && work < 2 * maxWork; ) {
      changed = false;
      // From the end, because what stands there is needed by what stands before it. One that is alone is done at once.
      for (let at = group.length - 1; at >= 0; at--) if (update(word(group, at)) && group.length > 1) changed = true;
    }
  }

  function count(first: number): void {
    for (let entity = 0; entity < size; entity++) {
      const counts = down[classOf(entity)];
      if (!counts) continue;
      for (let each = 0; each < words; each++) {
        for (let bits = word(rows, entity * words + each); bits !== 0; bits &= bits - 1) {
          const candidate = first + each * 32 + (31 - Math.clz32(bits & -bits));
          if (candidates[candidate] !== entity) counts[candidate] = word(counts, candidate) + 1;
          counted++;
        }
      }
    }
  }

  let done = 0;
  while (done < candidates.length && work < maxWork && counted < maxCounted) {
    rows.fill(0);
    const pass = candidates.slice(done, done + words * 32);
    for (const [index, candidate] of pass.entries()) rows[candidate * words + (index >> 5)] = 1 << (index & 31);
    for (const group of groups) settleGroup(group);
    if (work >= 2 * maxWork) break; // in the middle of a circle, so that nothing of this pass is known
    count(done);
    done += pass.length;
  }
  return { down, done };
}
