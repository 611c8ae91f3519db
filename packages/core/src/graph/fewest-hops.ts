import { isIn } from "./bit-set.ts";
import { CODE_SHIFT, LAST_RUN, RUN_COUNT, word } from "./block-runs.ts";
import { type EdgeEffects, rowOf } from "./edge-effects.ts";
import type { GraphIndex } from "./graph-index.ts";
import { type EdgeColumns, sortedBy } from "./pack-adjacency.ts";
import { type Settled, stateOf } from "./settle.ts";
import type { WalkMemory } from "./walk-memory.ts";

/** Farther than anything. */
const FAR = 0x7fffffff;

/**
 * Gives every slot its distance: the fewest hops over edges that pass anything on. Those that the slots have are as many
 * or more, and as many but for what the edges of {@link Settled} and `changed` slots bring nearer; where states were
 * revised they say nothing. It goes hop by hop, so that it follows each slot once, and only those that come nearer.
 *
 * @param changed slots whose distance was changed after they had settled
 */
export function fewestHops(
  graph: GraphIndex,
  effects: EdgeEffects,
  memory: WalkMemory,
  settled: Settled,
  changed: readonly number[],
): void {
  const { words: neededAtBuild } = graph.neededAtBuild;
  const { state } = memory;
  const { entities, causes, distances } = memory.slots;
  const { table } = effects;
  const slotOf = memory.slotOf();
  // One more, because also what is not nearer is written, behind the end.
  const { slots: queue } = memory.lists(settled.slots + 1);
  let begin = 0;
  let end = 0;

  const rowOfNeeded = (entity: number) => rowOf(0, isIn(neededAtBuild, entity)) + stateOf(memory, entity);

  /** Brings everything nearer that needs the entities of the queued slots up to `stop`, and queues it. */
  function followUntil(stop: number): void {
    // What a function has of its own is not looked up anew for each edge.
    const { start, words } = graph.needs.in;
    const { profileOf } = graph;
    const { table, runs } = effects;
    const { state } = memory;
    const { entities, distances } = memory.slots;
    let to = end;
    for (; begin < stop; begin++) {
      const slot = word(queue, begin);
      const needed = word(entities, slot);
      let at = word(start, needed);
      if (at === 0 || (runs && runs[word(profileOf, needed)] !== 1)) continue;
      const row = rowOfNeeded(needed);
      const distance = word(distances, slot) + 1;
      for (let header = word(words, at); ; header = word(words, ++at)) {
        const last = at + (header & RUN_COUNT);
        if (table[rowOf(header >>> CODE_SHIFT, false) + row] === 0) at = last;
        while (at < last) {
          const entity = word(words, ++at);
          if (runs && state[entity] === 0) continue;
          const nearer = word(slotOf, entity);
          const before = word(distances, nearer);
          const isNearer = (distance - before) >>> 31;
          queue[to] = nearer;
          to += isNearer;
          distances[nearer] = before + ((distance - before) & -isNearer);
        }
        if (header & LAST_RUN) break;
      }
    }
    end = to;
  }

  /** What may come nearer to begin with, and how near. */
  const proposed: number[] = [];
  const hops: number[] = [];
  function propose(slot: number, distance: number): void {
    proposed.push(slot);
    hops.push(distance);
  }

  function proposeOver({ length, from, to, code }: EdgeColumns): void {
    for (let edge = 0; edge < length; edge++) {
      const slot = word(slotOf, word(from, edge));
      const distance = word(distances, word(to, edge)) + 1;
      if (state[word(from, edge)] === 0 || distance >= word(distances, slot)) continue;
      if (table[rowOf(word(code, edge), false) + rowOfNeeded(word(entities, word(to, edge)))] !== 0) {
        propose(slot, distance);
      }
    }
  }

  /** Proposes for a slot the distance that it has, so that it is followed. */
  function proposeAgain(slot: number): void {
    if (distances[slot] === FAR) return;
    propose(slot, word(distances, slot));
    distances[slot] = FAR;
  }

  if (settled.isRevised) {
    for (let slot = 0; slot < settled.slots; slot++) {
      distances[slot] = FAR;
      if (causes[slot] === -1) propose(slot, 0);
    }
  } else {
    proposeOver(settled.jointEdges);
    proposeOver(settled.metEdges);
    changed.forEach(proposeAgain);
  }
  const order = sortedBy(Int32Array.from(hops), hops.length);
  let taken = 0;
  while (begin < end || taken < order.length) {
    const layer = begin < end ? word(distances, word(queue, begin)) : (hops[word(order, taken)] ?? FAR);
    for (; taken < order.length && hops[word(order, taken)] === layer; taken++) {
      const slot = proposed[word(order, taken)] as number; // the order is one of what is proposed
      if (layer >= word(distances, slot)) continue;
      distances[slot] = layer;
      queue[end++] = slot;
    }
    followUntil(end);
  }
}
