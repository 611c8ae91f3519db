import { isIn } from "./bit-set.ts";
import { CODE_SHIFT, LAST_RUN, RUN_COUNT, word } from "./block-runs.ts";
import { type EdgeEffects, GROUPED, PASSED, rowOf, SERVED } from "./edge-effects.ts";
import { type EdgeList, edgeList } from "./edge-list.ts";
import { AT_RISK, DOWN, NONE, READ_ONLY, STATES } from "./effects.ts";
import type { GraphIndex } from "./graph-index.ts";
import { type JointNeeds, jointNeeds, passJointly } from "./joint-needs.ts";
import { type EdgeColumns, sortedBy } from "./pack-adjacency.ts";
import { AHEAD, type WalkMemory } from "./walk-memory.ts";

/** What a walk found out: the state of everything that the roots affect, in the memory it was given. */
export interface Settled {
  /** How many slots it has written. The first are the roots. */
  readonly slots: number;
  /** How many edges it has looked at. */
  readonly edges: number;
  /** False when `maxEdges` was reached: then states may be worse, and more entities affected. */
  readonly isComplete: boolean;
  /** True when the cause of every slot explains it, and its distance is that of the cause and one more. */
  readonly isExplained: boolean;
  /** True when a state got worse after it had been passed on, or more came into it after others had settled. */
  readonly isRevised: boolean;
  /**
   * The edges that the order of slots does not speak for, from an entity to the slot of what it needs: those on whose
   * effect others have a say, and those that pass on less than the state they were met in or lead out of a better one.
   */
  readonly jointEdges: EdgeColumns;
  readonly otherEdges: readonly EdgeColumns[];
  readonly joint: JointNeeds;
}

/** The bit of a state that is set once an entity has a slot for it. */
const SETTLED = 1;
/** No entry of a table. */
const NEVER = -1;
/** The bit of a root, whose state is given. */
export const ROOT = 16;
/** The bits of the memory's `state` that hold twice the number of a state. */
const STATE_BITS = 14;

/** The number of the state of an entity that a walk reached. */
export function stateOf(memory: WalkMemory, entity: number): number {
  return ((memory.state[entity] ?? 0) & STATE_BITS) >> 1;
}

/**
 * Works out the state of everything that needs `roots`, directly or not: the least states that agree with the effect of
 * every edge. Worse states settle first, because no edge passes on a worse state than it got, but for one: what needs
 * to write to something read-only is down. So each entity settles once, or twice where it was read-only first. Among
 * those of a state the nearer ones settle first.
 */
export function settle(
  graph: GraphIndex,
  effects: EdgeEffects,
  memory: WalkMemory,
  roots: readonly number[],
  rootState: number,
  maxEdges: number,
): Settled {
  const { start, words } = graph.needs.in;
  const { words: neededAtBuild } = graph.neededAtBuild;
  const { profileOf } = graph;
  const { table, runs } = effects;
  const { state, begins, headers } = memory;
  const joint = jointNeeds(graph, effects);
  const jointEdges = edgeList();
  /** What is to settle in each state, and edges that were met when it was too late. */
  const waiting = STATES.map(edgeList);
  const lateEdges = edgeList();
  const otherEdges: EdgeColumns[] = [lateEdges];
  let slots = memory.room(roots.length);
  let count = 0;
  let scanned = 0;
  let edges = 0;
  let current = rootState * 2;
  let isRevised = false;
  /** The states in which something has settled, one bit for each. */
  let begun = 0;
  /** The mark of those that settled in the current state, while the nearer ones do so first: no edge brings them nearer. */
  let inOrder = NEVER;
  /** Whether nothing has settled in a worse state than the current one, but for roots. */
  let isWorstYet = true;

  function settleSlot(entity: number, cause: number, code: number): void {
    slots = memory.room(count + 1);
    slots.entities[count] = entity;
    slots.causes[count] = cause;
    slots.codes[count] = code;
    slots.distances[count] = cause < 0 ? 0 : word(slots.distances, cause) + 1;
    count++;
  }

  /** Puts an entity in a state, now or when the time of that state comes, unless it is in that one or a worse one. */
  function reach(entity: number, passed: number, cause: number, code: number): void {
    if (passed === 0 || (runs && runs[word(profileOf, entity)] !== 1)) return;
    const known = state[entity] as number; // every end of an edge is an entity
    if (known > passed) {
      if (known !== inOrder && !(known & ROOT)) lateEdges.push(entity, cause, code);
      return;
    }
    if (known & SETTLED) isRevised = true;
    if (passed === current) {
      state[entity] = passed | SETTLED;
      settleSlot(entity, cause, code);
    } else {
      state[entity] = passed;
      waiting[passed >> 1]?.push(entity, cause, code);
    }
  }

  /** As {@link reach}, over an edge on whose effect others have a say. */
  function reachJointly(entity: number, member: number, entry: number, cause: number, code: number): void {
    if (entry & SERVED && joint.hasOneServer(entity)) {
      reach(entity, entry & PASSED, cause, code);
      return;
    }
    const need = entry & SERVED ? joint.served(entity) : joint.group(entity, graph.classes.value(code).group);
    passJointly(need, member, (entry & PASSED) >> 1);
    jointEdges.push(entity, cause, code);
    reach(entity, need.state * 2, cause, code);
  }

  /** Passes on what the edges of one run do, one by one. */
  function passOn(begin: number, end: number, entry: number, slot: number, code: number): void {
    const isJoint = (entry & (GROUPED | SERVED)) !== 0;
    const needed = word(slots.entities, slot);
    for (let at = begin + 1; at <= end; at++) {
      if (isJoint) reachJointly(word(words, at), needed, entry, slot, code);
      else reach(word(words, at), entry, slot, code);
    }
  }

  /**
   * Follows the edges to all that need the entities of the next slots. It decides how fast a walk is. Slots are looked up
   * some at a time, see {@link AHEAD}. Whether a target is new is anybody's guess, also the processor's; so where most
   * edges pass the same on, each target is written, and counted if it is new.
   */
  function scanSlots(found: number): void {
    const first = scanned;
    const settled = current | SETTLED;
    const quick = isWorstYet && runs === null ? current : NEVER;
    const ofState = current >> 1;
    let { entities, causes, codes, distances } = slots;
    let seen = edges;
    let to = count;
    let overtaken = 0;
    let next = 0;
    for (; next < found; next++) begins[next] = word(start, word(entities, first + next));
    for (next = 0; next < found; next++) headers[next] = word(words, word(begins, next));
    for (next = 0; next < found && seen <= maxEdges; next++) {
      const slot = first + next;
      let at = word(begins, next);
      const needed = word(entities, slot);
      if (at === 0 || (runs && runs[word(profileOf, needed)] !== 1)) continue;
      const row = rowOf(0, isIn(neededAtBuild, needed)) + ofState;
      for (let header = word(headers, next); ; header = word(words, ++at)) {
        const end = at + (header & RUN_COUNT);
        const code = header >>> CODE_SHIFT;
        const entry = table[rowOf(code, false) + row] as number; // the table has rows for all classes
        seen += header & RUN_COUNT;
        if (entry === quick) {
          if (to + end - at >= entities.length) {
            ({ entities, causes, codes, distances } = slots = memory.room(to + end - at + 1));
          }
          const distance = word(distances, slot) + 1;
          for (let target = at + 1; target <= end; target++) {
            const entity = word(words, target);
            const known = state[entity] as number; // every target is an entity
            const isNew = (known - settled) >>> 31;
            entities[to] = entity;
            causes[to] = slot;
            codes[to] = code;
            distances[to] = distance;
            to += isNew;
            overtaken |= known & -isNew;
            state[entity] = known ^ ((known ^ settled) & -isNew);
          }
        } else if (entry !== 0) {
          count = to;
          passOn(at, end, entry, slot, code);
          to = count;
          ({ entities, causes, codes, distances } = slots);
        }
        at = end;
        if (header & LAST_RUN) break;
      }
    }
    scanned = first + next;
    if (overtaken & SETTLED) isRevised = true;
    edges = seen;
    count = to;
  }

  /** Settles all that wait for a state, and all that get it through them, the nearest first. */
  function settleState(settling: number): void {
    current = settling * 2;
    const isFirst = (begun & (1 << settling)) === 0;
    begun |= 1 << settling;
    inOrder = isFirst ? current | SETTLED : NEVER;
    isWorstYet = isFirst && (settling === rootState || settling === DOWN);
    const ready = waiting[settling] as EdgeList; // there is one for each state
    if (ready.length > 0) {
      waiting[settling] = edgeList();
      otherEdges.push(ready);
      if (!isFirst) isRevised = true;
    }
    const { order, distance } = nearestFirst(ready, slots.distances);
    let taken = 0;
    for (;;) {
      const isScanning = scanned < count && edges <= maxEdges;
      if (!isScanning && taken === ready.length) return;
      const layer = isScanning ? word(slots.distances, scanned) : distance(taken);
      for (; taken < ready.length && distance(taken) <= layer; taken++) {
        const at = word(order, taken);
        const entity = word(ready.from, at);
        if (state[entity] !== current) continue;
        state[entity] = current | SETTLED;
        settleSlot(entity, word(ready.to, at), word(ready.code, at));
      }
      if (!isScanning) continue;
      let found = Math.min(AHEAD, count - scanned);
      if (taken < ready.length) while (word(slots.distances, scanned + found - 1) >= distance(taken)) found--;
      scanSlots(found);
    }
  }

  for (const root of roots) {
    state[root] = ROOT | (rootState * 2) | SETTLED;
    settleSlot(root, -1, 0);
  }
  settleState(rootState);
  do {
    settleState(DOWN);
    settleState(READ_ONLY);
  } while (waiting[DOWN]?.length && edges <= maxEdges);
  for (let settling = READ_ONLY - 1; settling >= AT_RISK; settling--) settleState(settling);
  const isComplete = edges <= maxEdges;
  if (!isComplete) for (let settling = DOWN; settling > NONE; settling--) settleState(settling);
  const isExplained = !isRevised && jointEdges.length === 0 && otherEdges.every(({ length }) => length === 0);
  return { slots: count, edges, isComplete, isExplained, isRevised, jointEdges, otherEdges, joint };
}

/** The places of edges in a list, those to the nearest slots first, and how many hops away what they lead from is. */
function nearestFirst({ length, to }: EdgeColumns, distances: Int32Array) {
  const reached = new Int32Array(length);
  for (let place = 0; place < length; place++) reached[place] = word(distances, word(to, place)) + 1;
  const order = sortedBy(reached, length);
  return { order, distance: (index: number) => word(reached, word(order, index)) };
}
