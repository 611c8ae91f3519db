import { isIn } from "./bit-set.ts";
import { CODE_SHIFT, LAST_RUN, RUN_COUNT, word } from "./block-runs.ts";
import { type EdgeEffects, GROUPED, PASSED, rowOf, SERVED } from "./edge-effects.ts";
import { edgeList } from "./edge-list.ts";
import { AT_RISK, DOWN, NONE, READ_ONLY, STATES } from "./effects.ts";
import type { GraphIndex } from "./graph-index.ts";
import { type JointNeeds, jointNeeds, ONE_SERVER, serversKnown } from "./joint-needs.ts";
import type { EdgeColumns } from "./pack-adjacency.ts";
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
  /** The edges on whose effect others have a say, from an entity to the slot of what it needs. */
  readonly jointEdges: EdgeColumns;
  /** The other edges that the order of slots does not speak for: see {@link MetEdges}. */
  readonly metEdges: EdgeColumns;
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
  return stateIn(memory.state[entity] ?? 0);
}

/** The number of the state in an entry of the memory's `state`. */
export function stateIn(known: number): number {
  return (known & STATE_BITS) >> 1;
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
  const { words } = graph.needs.in;
  const { profileOf } = graph;
  const { runs } = effects;
  const { state } = memory;
  const joint = jointNeeds(graph, effects);
  const servers = serversKnown(graph);
  const jointEdges = edgeList();
  let slots = memory.room(roots.length);
  let met = memory.roomToMeet(0);
  let count = 0;
  let metCount = 0;
  let scanned = 0;
  let edges = 0;
  let current = rootState * 2;
  let isRevised = false;
  /** By state: how many of the edges met were looked through for what it is to settle. */
  const looked = STATES.map(() => 0);
  /** How many of the edges met pass on a worse state than the one they were met in. */
  let worsening = 0;
  /** The states in which something has settled, one bit for each. */
  let begun = 0;
  /** The mark of those that settled in the current state, while the nearer ones do so first: no edge brings them nearer. */
  let inOrder = NEVER;
  /** Whether nothing has settled in a worse state than the current one, but for roots. */
  let isWorstYet = true;

  function settleSlot(entity: number, cause: number, code: number): void {
    if ((state[entity] as number) & SETTLED) isRevised = true;
    state[entity] = current | SETTLED;
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
    if (passed === current && known < passed) {
      settleSlot(entity, cause, code);
    } else if (passed > current || known !== inOrder) {
      if (passed > current) worsening++;
      met = memory.roomToMeet(metCount + 1);
      met.from[metCount] = entity;
      met.to[metCount] = cause;
      met.code[metCount] = code;
      met.passed[metCount++] = passed;
    }
  }

  /** Passes on what the edges of one run do, one by one. */
  function passOn(begin: number, end: number, entry: number, slot: number, code: number): void {
    const needed = word(slots.entities, slot);
    for (let at = begin + 1; at <= end; at++) {
      const entity = word(words, at);
      if (entry < GROUPED || (entry & SERVED && joint.hasOneServer(entity))) {
        reach(entity, entry & PASSED, slot, code);
        continue;
      }
      const need = joint.find(entity, entry, code);
      joint.pass(need, needed, (entry & PASSED) >> 1);
      jointEdges.push(entity, slot, code);
      reach(entity, joint.state(need) * 2, slot, code);
    }
  }

  /**
   * Follows the edges to all that need the entities of the next slots. It decides how fast a walk is. Slots are looked up
   * some at a time, see {@link AHEAD}. Whether a target is new is anybody's guess, also the processor's; so where edges
   * pass on what they do by themselves, each target is written, and counted if it is new.
   */
  function scanSlots(found: number): void {
    // Named again: what a function has of its own is not looked up anew for each edge.
    const { start, words } = graph.needs.in;
    const { words: neededAtBuild } = graph.neededAtBuild;
    const { profileOf } = graph;
    const { table, runs } = effects;
    const { state, begins, headers } = memory;
    const first = scanned;
    const settled = current | SETTLED;
    const quick = isWorstYet ? current : NEVER;
    const quickServed = isWorstYet ? current | SERVED : NEVER;
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
        seen += end - at;
        if (entry === quick || (entry === quickServed && end - at === 1 && servers[word(words, end)] === ONE_SERVER)) {
          if (to + end - at >= entities.length) {
            ({ entities, causes, codes, distances } = slots = memory.room(to + end - at + 1));
          }
          const distance = word(distances, slot) + 1;
          while (at < end) {
            const entity = word(words, ++at);
            const known = state[entity] as number; // every target is an entity
            let isNew = (known - settled) >>> 31;
            if (runs) isNew &= runs[word(profileOf, entity)] as number; // there is one for each profile
            entities[to] = entity;
            causes[to] = slot;
            codes[to] = code;
            distances[to] = distance;
            to += isNew;
            overtaken |= known & -isNew;
            state[entity] = known ^ ((known ^ settled) & -isNew);
          }
        } else if (entry < current && entry !== 0) {
          if (metCount + end - at > met.from.length) met = memory.roomToMeet(metCount + end - at);
          const { from, to: causesMet, code: codesMet, passed } = met;
          let place = metCount;
          while (at < end) {
            const entity = word(words, ++at);
            from[place] = entity;
            causesMet[place] = slot;
            codesMet[place] = code;
            passed[place] = entry;
            let isMet = state[entity] === inOrder ? 0 : 1;
            if (runs) isMet &= runs[word(profileOf, entity)] as number; // there is one for each profile
            place += isMet;
          }
          metCount = place;
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

  /** Of the edges met since the last time those that put something in a state now, by their places; the nearest first. */
  function readyFor(settling: number): readonly number[] {
    const ready: number[] = [];
    for (let edge = looked[settling] ?? 0; edge < metCount; edge++) {
      if (met.passed[edge] === settling * 2 && (state[word(met.from, edge)] as number) < settling * 2) ready.push(edge);
    }
    looked[settling] = metCount;
    const distance = (edge: number) => word(slots.distances, word(met.to, edge));
    return ready.sort((a, b) => distance(a) - distance(b));
  }

  /** Settles all that wait for a state, and all that get it through them, the nearest first. */
  function settleState(settling: number): void {
    current = settling * 2;
    const isFirst = (begun & (1 << settling)) === 0;
    begun |= 1 << settling;
    inOrder = isFirst ? current | SETTLED : NEVER;
    isWorstYet = isFirst && (settling === rootState || settling === DOWN);
    const ready = readyFor(settling);
    if (ready.length > 0 && !isFirst) isRevised = true;
    const distance = (edge: number) => word(slots.distances, word(met.to, edge)) + 1;
    let taken = 0;
    for (;;) {
      const isScanning = scanned < count && edges <= maxEdges;
      if (!isScanning && taken === ready.length) return;
      const layer = isScanning ? word(slots.distances, scanned) : distance(ready[taken] as number);
      for (; taken < ready.length && distance(ready[taken] as number) <= layer; taken++) {
        const edge = ready[taken] as number; // `taken` is below the length here and above
        const entity = word(met.from, edge);
        if ((state[entity] as number) < current) settleSlot(entity, word(met.to, edge), word(met.code, edge));
      }
      if (!isScanning) continue;
      let found = Math.min(AHEAD, count - scanned);
      if (taken < ready.length) {
        while (word(slots.distances, scanned + found - 1) >= distance(ready[taken] as number)) found--;
      }
      scanSlots(found);
    }
  }

  for (const root of roots) {
    settleSlot(root, -1, 0);
    state[root] = ROOT | current | SETTLED;
  }
  settleState(rootState);
  for (let before = -1; worsening > before && edges <= maxEdges; ) {
    before = worsening;
    settleState(DOWN);
    settleState(READ_ONLY);
  }
  for (let settling = READ_ONLY - 1; settling >= AT_RISK; settling--) settleState(settling);
  const isComplete = edges <= maxEdges;
  if (!isComplete) for (let settling = DOWN; settling > NONE; settling--) settleState(settling);
  const isExplained = !isRevised && jointEdges.length === 0 && metCount === 0;
  const { from, to, code } = met;
  const metEdges = { length: metCount, from, to, code };
  return { slots: count, edges, isComplete, isExplained, isRevised, jointEdges, metEdges, joint };
}
