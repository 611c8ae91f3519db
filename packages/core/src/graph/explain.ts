import { eachEdge } from "./adjacency.ts";
import { isIn } from "./bit-set.ts";
import { CODE_SHIFT, LAST_RUN, RUN_COUNT, word } from "./block-runs.ts";
import { type EdgeEffects, GROUPED, PASSED, rowOf, SERVED } from "./edge-effects.ts";
import { fewestHops } from "./fewest-hops.ts";
import type { GraphIndex } from "./graph-index.ts";
import { ROOT, type Settled, stateOf } from "./settle.ts";
import type { WalkMemory } from "./walk-memory.ts";

/** Farther than anything. */
const FAR = 0x7fffffff;

/**
 * Gives every slot its distance (the fewest hops over edges that pass anything on) and as its cause the next hop of its
 * explanation (the fewest hops over edges that pass on exactly the state of the entity they reach). Most slots have both
 * already, see {@link Settled}. So this begins with the edges that the order of slots does not speak for, and follows what
 * they bring nearer; only where states were revised it follows everything, from the roots.
 *
 * Where an entity is first read-only and then down because of what its being read-only led to, no chain of final states
 * explains it; its cause stays the one that came first.
 */
export function explain(graph: GraphIndex, effects: EdgeEffects, memory: WalkMemory, settled: Settled): void {
  const { start, words } = graph.needs.in;
  const { words: neededAtBuild } = graph.neededAtBuild;
  const { state } = memory;
  const { entities, causes, codes, distances } = memory.slots;
  const { table, runs } = effects;
  const { joint, jointEdges } = settled;
  const slotOf = memory.slotOf();
  let queue: number[] = [];
  /** What was found to be explained by another cause. */
  const changed: number[] = [];

  /** Where the entries of the edges begin over which others need an entity in the state it is in. */
  const rowOfNeeded = (entity: number) => rowOf(0, isIn(neededAtBuild, entity)) + stateOf(memory, entity);

  /** Whether an edge gives an entity its state. */
  function gives(entity: number, entry: number, code: number): boolean {
    const has = stateOf(memory, entity);
    const passed = (entry & PASSED) >> 1;
    if (entry & SERVED) {
      return passed >= has && (joint.hasOneServer(entity) || joint.state(joint.find(entity, entry, code)) === has);
    }
    if (!(entry & GROUPED)) return passed === has;
    const group = joint.find(entity, entry, code);
    return joint.state(group) === has && (passed === has || !joint.allAffected(group));
  }

  /** Takes an edge for the explanation if it is a shorter one, and follows the entity it leads from later. */
  function approach(entity: number, needed: number, code: number, entry: number): void {
    const known = state[entity] as number; // every end of an edge is an entity
    if (entry === 0 || known === 0 || known & ROOT) return;
    const slot = word(slotOf, entity);
    const distance = word(distances, needed) + 1;
    if (distance >= word(distances, slot) || !gives(entity, entry, code)) return;
    distances[slot] = distance;
    causes[slot] = needed;
    codes[slot] = code;
    queue.push(slot);
    changed.push(slot);
  }

  /** The same over an edge by which an entity needs another. */
  function approachOver(entity: number, needed: number, code: number): void {
    const entry = table[rowOf(code, false) + rowOfNeeded(needed)] as number; // there is one for each class
    approach(entity, word(slotOf, needed), code, entry);
  }

  /** Follows the edges to all that need what is queued, and what is explained by that. */
  function followAll(): void {
    while (queue.length > 0) {
      const layer = queue;
      queue = [];
      for (const slot of layer) follow(slot);
    }
  }

  function follow(slot: number): void {
    const needed = word(entities, slot);
    let at = word(start, needed);
    if (at === 0 || (runs && runs[word(graph.profileOf, needed)] !== 1)) return;
    const row = rowOfNeeded(needed);
    for (;;) {
      const header = word(words, at);
      const end = at + (header & RUN_COUNT);
      const code = header >>> CODE_SHIFT;
      const entry = table[rowOf(code, false) + row] as number; // there is one for each class
      if (entry === 0) at = end;
      while (at < end) approach(word(words, ++at), slot, code, entry);
      if (header & LAST_RUN) return;
      at++;
    }
  }

  /** Explains everything anew, from the roots. */
  function explainAll(): void {
    for (let slot = 0; slot < settled.slots; slot++) {
      if (causes[slot] === -1) queue.push(slot);
      else distances[slot] = FAR;
    }
    followAll();
  }

  /**
   * Looks for other causes of what is not explained by the one it has, because of what became of others who have a say,
   * and of all that is explained by that; then for shorter explanations over joint edges.
   */
  function explainJointly(): void {
    const { length, from, to, code } = jointEdges;
    const before = new Map<number, number>();
    const forget = (slot: number) => {
      if (distances[slot] !== FAR) before.set(slot, word(distances, slot));
      distances[slot] = FAR;
    };
    for (let edge = 0; edge < length; edge++) {
      const entity = word(from, edge);
      const slot = word(slotOf, entity);
      const needed = word(to, edge);
      if (state[entity] === 0 || causes[slot] !== needed || codes[slot] !== code[edge]) continue;
      const entry = table[rowOf(word(code, edge), false) + rowOfNeeded(word(entities, needed))] as number;
      if (!gives(entity, entry, word(code, edge))) forget(slot);
    }
    if (before.size > 0) {
      for (let slot = 0; slot < settled.slots; slot++) {
        const cause = word(causes, slot);
        if (cause >= 0 && distances[cause] === FAR) forget(slot); // causes come before what they explain
      }
    }
    for (const slot of before.keys()) {
      eachEdge(graph.needs.out, word(entities, slot), (needed, each) => {
        if (state[needed] !== 0) approachOver(word(entities, slot), needed, each);
      });
    }
    for (let edge = 0; edge < length; edge++) {
      approachOver(word(from, edge), word(entities, word(to, edge)), word(code, edge));
    }
    followAll();
    for (const [slot, distance] of before) distances[slot] = Math.min(distance, word(distances, slot));
  }

  // Of two slots of an entity the later one holds.
  for (let slot = 0; slot < settled.slots; slot++) slotOf[word(entities, slot)] = slot;
  if (settled.isRevised) explainAll();
  else if (jointEdges.length > 0) explainJointly();
  fewestHops(graph, effects, memory, settled, changed);
}
