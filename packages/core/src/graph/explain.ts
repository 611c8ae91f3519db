import { isIn } from "./bit-set.ts";
import { CODE_SHIFT, LAST_RUN, RUN_COUNT, word } from "./block-runs.ts";
import { type EdgeEffects, GROUPED, PASSED, rowOf, SERVED } from "./edge-effects.ts";
import type { GraphIndex } from "./graph-index.ts";
import { ROOT, type Settled, STATE_BITS, stateOf } from "./settle.ts";
import { AHEAD, CAUSE, DISTANCE, EDGE, SLOT, type WalkMemory } from "./walk-memory.ts";

/** What an entry of the queue is to be followed for; the rest of the entry is the entity. */
const FOR_NEAR = 1;
const FOR_EXPLANATION = 2;
const PURPOSES = FOR_NEAR | FOR_EXPLANATION;
const PURPOSE_BITS = 2;
/** Where a state has the same bits for what is done: the entity has its distance, it has its explanation. */
const DONE_SHIFT = 5;

/**
 * Gives every slot its distance (the fewest hops over edges that pass anything on) and as its cause the next hop of its
 * explanation (the fewest hops over edges that pass on exactly the state of the entity they reach). One walk in the
 * order of hops does both; an entity that is as near by one as by the other, which most are, is followed once.
 *
 * Where an entity is first read-only and then down because of what its being read-only led to, no chain of final states
 * explains it; its cause stays the one that came first.
 */
export function explain(graph: GraphIndex, effects: EdgeEffects, memory: WalkMemory, settled: Settled): void {
  const { start, words } = graph.needs.in;
  const { words: neededAtBuild } = graph.neededAtBuild;
  const { state, slots, begins, headers } = memory;
  const { table, runs } = effects;
  const slotOf = memory.slotOf();
  const queue = memory.queue(settled.slots * 2); // each entity is followed for two purposes, at once or one by one
  let queued = 0;

  /** Whether an edge on whose effect others have a say gives an entity its state. */
  function isExplained(entity: number, entry: number, code: number): boolean {
    const passed = (entry & PASSED) >> 1;
    const has = stateOf(memory, entity);
    if (entry & SERVED) {
      return passed >= has && (settled.joint.hasOneServer(entity) || settled.joint.served(entity).state === has);
    }
    const group = settled.joint.group(entity, graph.classes.value(code).group);
    return group.state === has && (passed === has || !group.allAffected);
  }

  /** Follows the edges to all that need an entity, whose block begins at a place with that header. */
  function follow(needed: number, purpose: number, distance: number, begin: number, firstHeader: number): void {
    if (runs && runs[word(graph.profileOf, needed)] !== 1) return;
    const has = stateOf(memory, needed);
    const row = rowOf(0, isIn(neededAtBuild, needed)) + has;
    const cause = word(slotOf, needed);
    let at = begin;
    for (let header = firstHeader; ; header = word(words, ++at)) {
      const end = at + (header & RUN_COUNT);
      const code = header >>> CODE_SHIFT;
      const entry = table[rowOf(code, false) + row] as number; // the table has rows for all classes
      if (entry === 0) at = end;
      const isJoint = (entry & (GROUPED | SERVED)) !== 0;
      while (at < end) {
        const entity = word(words, ++at);
        const known = state[entity] as number;
        const missing = purpose & ~(known >> DONE_SHIFT);
        if (missing === 0 || known === 0 || known & ROOT) continue;
        let found = missing & FOR_NEAR;
        if (missing & FOR_EXPLANATION) {
          const explains = isJoint ? isExplained(entity, entry, code) : entry === (known & STATE_BITS);
          if (explains) found |= FOR_EXPLANATION;
        }
        if (found === 0) continue;
        const slot = word(slotOf, entity) * SLOT;
        if (found & FOR_NEAR) slots[slot + DISTANCE] = distance;
        if (found & FOR_EXPLANATION) {
          slots[slot + CAUSE] = cause;
          slots[slot + EDGE] = code;
        }
        state[entity] = known | (found << DONE_SHIFT);
        queue[queued++] = (entity << PURPOSE_BITS) | found;
      }
      if (header & LAST_RUN) return;
    }
  }

  /** Follows what is queued from `first` to `end`, looking up some at a time: see {@link AHEAD}. */
  function followAll(first: number, end: number, distance: number): void {
    for (let from = first; from < end; from += AHEAD) {
      const found = Math.min(AHEAD, end - from);
      for (let next = 0; next < found; next++) begins[next] = word(start, word(queue, from + next) >> PURPOSE_BITS);
      for (let next = 0; next < found; next++) headers[next] = word(words, word(begins, next));
      for (let next = 0; next < found; next++) {
        if (word(begins, next) === 0) continue;
        const entry = word(queue, from + next);
        follow(entry >> PURPOSE_BITS, entry & PURPOSES, distance, word(begins, next), word(headers, next));
      }
    }
  }

  for (let slot = 0; slot < settled.slots; slot++) {
    const entity = word(slots, slot * SLOT);
    slotOf[entity] = slot;
    if ((state[entity] as number) & ROOT) queue[queued++] = (entity << PURPOSE_BITS) | PURPOSES;
  }
  for (let first = 0, distance = 1; first < queued; distance++) {
    const end = queued;
    followAll(first, end, distance);
    first = end;
  }
}
