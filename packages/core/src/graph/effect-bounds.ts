import { eachEdge, eachRun } from "./adjacency.ts";
import { isIn } from "./bit-set.ts";
import { word } from "./block-runs.ts";
import { type EdgeEffects, GROUPED, PASSED, rowOf, SERVED } from "./edge-effects.ts";
import { AT_RISK, DOWN, SLOW } from "./effects.ts";
import type { GraphIndex } from "./graph-index.ts";

/** Between which states a target is when one other entity is in a given one. */
export interface EffectBounds {
  /** The fewest hops over which a target needs an entity; -1 when it does not. */
  distance(entity: number): number;
  /** The best state that a target can be in: as if of several that have a say together only one were hit. */
  least(entity: number): number;
  /** The worst state that a target can be in: as if nothing stood in for anything. */
  most(entity: number): number;
}

/** Three bits for each state that an entity may be in: the state in which a target is then. */
const BITS = 3;
const STATE = 7;

/**
 * The bounds for all that some targets need, when one of it is in `state`: worked out backwards from the targets, all at
 * once, in a few steps for each edge. Where the two bounds are the same, that is what a blast radius says.
 */
export function effectBounds(
  graph: GraphIndex,
  effects: EdgeEffects,
  targets: readonly number[],
  state: number,
): EffectBounds {
  const { table, serves } = effects;
  const size = graph.profileOf.length;
  const least = new Uint16Array(size);
  const most = new Uint16Array(size);
  const hops = new Int32Array(size).fill(-1);
  const isQueued = new Uint8Array(size);
  let queue: number[] = [];

  function followNeeds(needer: number): void {
    let servers = 0;
    eachRun(graph.needs.out, needer, (count, code) => {
      if (serves[code] === 1) servers += count;
    });
    const ofNeeder = { least: least[needer] ?? 0, most: most[needer] ?? 0 };
    // Most edges of an entity mean the same as the one before, and so do the same.
    let lastRow = -1;
    let leastNow = 0;
    let mostNow = 0;
    function readRow(row: number): void {
      lastRow = row;
      leastNow = 0;
      mostNow = 0;
      for (let each = 1; each <= DOWN; each++) {
        const entry = table[row + each] ?? 0;
        const passed = (entry & PASSED) >> 1;
        leastNow |= inState(ofNeeder.least, alone(entry, passed, servers)) << (BITS * (each - 1));
        mostNow |= inState(ofNeeder.most, passed) << (BITS * (each - 1));
      }
    }
    eachEdge(graph.needs.out, needer, (needed, code) => {
      const row = rowOf(code, isIn(graph.neededAtBuild.words, needed));
      if (row !== lastRow) readRow(row);
      const isNew = hops[needed] === -1;
      if (isNew) hops[needed] = word(hops, needer) + 1;
      const isWorse = raise(least, needed, leastNow);
      if (!raise(most, needed, mostNow) && !isWorse && !isNew) return;
      if (isQueued[needed] === 1) return;
      isQueued[needed] = 1;
      queue.push(needed);
    });
  }

  for (const target of targets) {
    least[target] = UNCHANGED;
    most[target] = UNCHANGED;
    hops[target] = 0;
    queue.push(target);
  }
  while (queue.length > 0) {
    const layer = queue;
    queue = [];
    for (const entity of layer) {
      isQueued[entity] = 0;
      followNeeds(entity);
    }
  }
  return {
    distance: (entity) => word(hops, entity),
    least: (entity) => inState(least[entity] ?? 0, state),
    most: (entity) => inState(most[entity] ?? 0, state),
  };
}

/** A target itself: it is in the state that it is in. */
const UNCHANGED = [1, 2, 3, 4, 5].reduce((all, state) => all | (state << (BITS * (state - 1))), 0);

/** What an edge passes on when nothing else that has a say is hit. */
function alone(entry: number, passed: number, servers: number): number {
  if (entry & SERVED) return servers === 1 ? passed : Math.min(passed, SLOW);
  return entry & GROUPED && passed > 0 ? AT_RISK : passed;
}

function inState(packed: number, state: number): number {
  return state === 0 ? 0 : (packed >> (BITS * (state - 1))) & STATE;
}

/** Takes the worse of two for each state; true when that is new. */
function raise(packed: Uint16Array, entity: number, by: number): boolean {
  const before = packed[entity] ?? 0;
  if (before === by) return false;
  let after = 0;
  for (let shift = 0; shift < BITS * DOWN; shift += BITS) {
    after |= Math.max((before >> shift) & STATE, (by >> shift) & STATE) << shift;
  }
  packed[entity] = after;
  return after !== before;
}
