import { isIn } from "./bit-set.ts";
import { CODE_SHIFT, LAST_RUN, RUN_COUNT, word } from "./block-runs.ts";
import { type EdgeEffects, GROUPED, PASSED, rowOf, SERVED } from "./edge-effects.ts";
import { AT_RISK, DOWN, NONE, READ_ONLY, STATES } from "./effects.ts";
import type { GraphIndex } from "./graph-index.ts";
import { type JointNeeds, jointNeeds, passJointly } from "./joint-needs.ts";
import { AHEAD, CAUSE, DISTANCE, EDGE, SLOT, type WalkMemory } from "./walk-memory.ts";

/** What a walk found out: the state of everything that the roots affect, in the memory it was given. */
export interface Settled {
  /** How many slots it has written. The first are the roots. */
  readonly slots: number;
  /**
   * True when all that was reached is in the state of the roots and each edge has stood for itself. Then every slot
   * has the fewest hops, and its cause explains it; otherwise a cause is only one that came first.
   */
  readonly isPlain: boolean;
  /** False when `maxEdges` was reached: then states may be worse, and more entities affected. */
  readonly isComplete: boolean;
  readonly joint: JointNeeds;
}

/** The bit of a state that is set once an entity has a slot for it. */
const SETTLED = 1;
/** The bit of a root, whose state is given. */
export const ROOT = 16;
/** The bits of the memory's `state` that hold twice the number of a state. */
export const STATE_BITS = 14;

/** The number of the state of an entity that a walk reached. */
export function stateOf(memory: WalkMemory, entity: number): number {
  return ((memory.state[entity] ?? 0) & STATE_BITS) >> 1;
}

/**
 * Works out the state of everything that needs `roots`, directly or not: the least states that agree with the effect of
 * every edge. Worse states settle first, because no edge passes on a worse state than it got, but for one: what needs
 * to write to something read-only is down. So each entity settles once, or twice where it was read-only first.
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
  /** Entity, slot of the cause and edge class of what is to settle in each state, one after the other. */
  const waiting: number[][] = STATES.map(() => []);
  let slots = memory.room(roots.length);
  let count = 0;
  let scanned = 0;
  let edges = 0;
  let isPlain = true;
  let current = 0;

  function settleSlot(entity: number, cause: number, code: number): void {
    slots = memory.room(count + 1);
    const slot = count++ * SLOT;
    slots[slot] = entity;
    slots[slot + CAUSE] = cause;
    slots[slot + EDGE] = code;
    slots[slot + DISTANCE] = cause < 0 ? 0 : word(slots, cause * SLOT + DISTANCE) + 1;
  }

  /** Puts an entity in a state, now or when the time of that state comes, unless it is in that one or a worse one. */
  function reach(entity: number, passed: number, cause: number, code: number): void {
    if ((state[entity] as number) > passed || passed === 0) return;
    if (runs && runs[word(profileOf, entity)] !== 1) return;
    if (passed === current) {
      state[entity] = passed | SETTLED;
      settleSlot(entity, cause, code);
    } else {
      isPlain = false;
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
    isPlain = false;
    reach(entity, need.state * 2, cause, code);
  }

  /** Follows the edges to all that need the next entities. Looks them up some at a time: see {@link AHEAD}. */
  function scanNext(): void {
    const first = scanned;
    const found = Math.min(AHEAD, count - first);
    for (let next = 0; next < found; next++) begins[next] = word(start, word(slots, (first + next) * SLOT));
    for (let next = 0; next < found; next++) headers[next] = word(words, word(begins, next));
    for (let next = 0; next < found && edges <= maxEdges; next++) {
      if (word(begins, next) !== 0) scan(scanned, word(begins, next), word(headers, next));
      scanned++;
    }
  }

  /** Follows the edges to all that need the entity of a slot, whose block begins at a place with that header. */
  function scan(slot: number, begin: number, firstHeader: number): void {
    const needed = word(slots, slot * SLOT);
    if (runs && runs[word(profileOf, needed)] !== 1) return;
    const row = rowOf(0, isIn(neededAtBuild, needed)) + (current >> 1);
    let at = begin;
    for (let header = firstHeader; ; header = word(words, ++at)) {
      const end = at + (header & RUN_COUNT);
      const code = header >>> CODE_SHIFT;
      const entry = table[rowOf(code, false) + row] as number; // the table has rows for all classes
      edges += header & RUN_COUNT;
      if (entry === 0) {
        at = end;
      } else if (entry === current && !runs) {
        if ((count + end - at) * SLOT >= slots.length) slots = memory.room(count + end - at + 1);
        count = spread(words, at, end, state, current | SETTLED, slots, count, slot, code);
        at = end;
      } else if (entry & (GROUPED | SERVED)) {
        while (at < end) reachJointly(word(words, ++at), needed, entry, slot, code);
      } else {
        while (at < end) reach(word(words, ++at), entry, slot, code);
      }
      if (header & LAST_RUN) return;
    }
  }

  /** Settles all that wait for a state, and all that get it through them. */
  function settleState(settling: number): void {
    current = settling * 2;
    const ready = waiting[settling] ?? [];
    waiting[settling] = [];
    for (let index = 0; index < ready.length; index += 3) {
      const entity = ready[index] as number; // entity, cause and class follow each other
      if (state[entity] !== current) continue;
      state[entity] = current | SETTLED;
      settleSlot(entity, ready[index + 1] as number, ready[index + 2] as number);
    }
    while (scanned < count && edges <= maxEdges) scanNext();
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
  return { slots: count, isPlain, isComplete, joint };
}

/**
 * Settles all targets of a run of edges that are not yet in the state that the edges pass on, and returns how many slots
 * there are then. The one loop that decides how fast a walk is: whether a target is new is anybody's guess, also the
 * processor's, so each is written, and counted if it is.
 */
function spread(
  words: Int32Array,
  begin: number,
  end: number,
  state: Uint8Array,
  settled: number,
  slots: Int32Array,
  count: number,
  cause: number,
  code: number,
): number {
  const distance = word(slots, cause * SLOT + DISTANCE) + 1;
  let to = count * SLOT;
  for (let at = begin + 1; at <= end; at++) {
    const entity = word(words, at);
    const known = state[entity] as number; // every target is an entity
    const isNew = (known - settled) >>> 31;
    slots[to] = entity;
    slots[to + CAUSE] = cause;
    slots[to + EDGE] = code;
    slots[to + DISTANCE] = distance;
    to += isNew * SLOT;
    state[entity] = known ^ ((known ^ settled) & -isNew);
  }
  return to / SLOT;
}
