import { isIn } from "./bit-set.ts";
import { enlarged } from "./block-pool.ts";
import { CODE_SHIFT, LAST_RUN, RUN_COUNT, word } from "./block-runs.ts";
import { type EdgeEffects, GROUPED, PASSED, rowOf, SERVED } from "./edge-effects.ts";
import type { GraphIndex } from "./graph-index.ts";
import { ROOT, type Settled, stateOf } from "./settle.ts";
import { CAUSE, DISTANCE, EDGE, SLOT, type WalkMemory } from "./walk-memory.ts";

/** Bits of a state: the entity has its distance, it has its explanation. */
const NEAR = 32;
const EXPLAINED = 64;

/** What an entry of the queue is to be followed for; the rest of the entry is the entity. */
const FOR_NEAR = 1;
const FOR_EXPLANATION = 2;
const PURPOSES = 4;

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
  const { state, slots } = memory;
  const { table, runs } = effects;
  const slotOf = memory.slotOf();
  let queue: Int32Array = new Int32Array(Math.min(settled.slots, FIRST_QUEUE) + 1);
  let queued = 0;

  function enqueue(entity: number, purpose: number): void {
    if (queued === queue.length) queue = enlarged(queue, queued * 2);
    queue[queued++] = entity * PURPOSES + purpose;
  }

  function isExplained(entity: number, entry: number, code: number): boolean {
    const passed = (entry & PASSED) >> 1;
    const has = stateOf(memory, entity);
    if (entry & SERVED) {
      return passed >= has && (settled.joint.hasOneServer(entity) || settled.joint.served(entity).state() === has);
    }
    if (!(entry & GROUPED)) return passed === has;
    const group = settled.joint.group(entity, graph.classes.value(code).group);
    return group.state() === has && (passed === has || !group.allAffected);
  }

  function follow(needed: number, purpose: number, distance: number): void {
    let at = word(start, needed);
    if (at === 0 || (runs && runs[word(graph.profileOf, needed)] !== 1)) return;
    const row = rowOf(0, isIn(neededAtBuild, needed)) + stateOf(memory, needed);
    for (;;) {
      const header = word(words, at);
      const end = at + (header & RUN_COUNT);
      const code = header >>> CODE_SHIFT;
      const entry = table[rowOf(code, false) + row] as number; // the table has rows for all classes
      if (entry === 0) at = end;
      while (at < end) {
        const entity = word(words, ++at);
        const known = state[entity] as number;
        if (known === 0 || known & ROOT) continue;
        const slot = word(slotOf, entity) * SLOT;
        let found = 0;
        if (purpose & FOR_NEAR && !(known & NEAR)) {
          slots[slot + DISTANCE] = distance;
          found |= FOR_NEAR;
        }
        if (purpose & FOR_EXPLANATION && !(known & EXPLAINED) && isExplained(entity, entry, code)) {
          slots[slot + CAUSE] = word(slotOf, needed);
          slots[slot + EDGE] = code;
          found |= FOR_EXPLANATION;
        }
        if (found === 0) continue;
        state[entity] = known | (found * NEAR);
        enqueue(entity, found);
      }
      if (header & LAST_RUN) return;
      at++;
    }
  }

  for (let slot = 0; slot < settled.slots; slot++) {
    const entity = word(slots, slot * SLOT);
    slotOf[entity] = slot;
    if ((state[entity] as number) & ROOT) enqueue(entity, FOR_NEAR | FOR_EXPLANATION);
  }
  for (let next = 0, distance = 1; next < queued; distance++) {
    for (const end = queued; next < end; next++) {
      const entry = word(queue, next);
      follow(Math.floor(entry / PURPOSES), entry % PURPOSES, distance);
    }
  }
}

const FIRST_QUEUE = 1 << 16;
