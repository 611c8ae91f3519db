import { enlarged } from "./block-pool.ts";
import type { GraphIndex } from "./graph-index.ts";

/**
 * Memory that walks of one graph share, so that a small answer in a large catalog costs little. What a walk reached is
 * listed in slots, in the order in which it was reached; everything else is clean between walks.
 */
export interface WalkMemory {
  /** By entity. 0 is not reached; else twice the number of its state, and bits of the walk's own. */
  readonly state: Uint8Array;
  /** By entity: its slot, where a walk asks for it. Not cleaned. */
  slotOf(): Int32Array;
  /** Of the next {@link AHEAD} entities: where the block of their edges begins, and its first word. Not cleaned. */
  readonly begins: Int32Array;
  readonly headers: Int32Array;
  /** {@link SLOT} numbers for each slot. */
  readonly slots: Int32Array;
  /** Makes room for `count` slots; returns `slots`, which may be another array then. */
  room(count: number): Int32Array;
  /** Room for a queue of `length` numbers; not cleaned. */
  queue(length: number): Int32Array;
  /** Room to list `count` items; not cleaned. */
  lists(count: number): ItemLists;
  /** By entity: where counts by what entities name begin; clean between walks. */
  firstTally(): Int32Array;
  /** Cleans what the first `count` slots name. */
  clean(count: number): void;
}

/** What is kept of each item of a list. */
export interface ItemLists {
  readonly slots: Int32Array;
  readonly entities: Int32Array;
  /** By what it is ordered. */
  readonly orders: Int32Array;
  /** By what it is counted. */
  readonly keys: Int32Array;
}

/** How many numbers a slot has: the entity, the slot of its cause (-1 for a root), the class of the edge, the distance. */
export const SLOT = 4;
export const CAUSE = 1;
export const EDGE = 2;
export const DISTANCE = 3;

/**
 * How many entities a walk looks up at once. Entities are all over the memory: looked up one after the other each waits
 * for the one before it, looked up together they are waited for once.
 */
export const AHEAD = 512;

const FIRST_SLOTS = 1024;
const memories = new WeakMap<GraphIndex, WalkMemory>();

/** The memory for walks of a graph. One walk at a time uses it. */
export function walkMemory(graph: GraphIndex): WalkMemory {
  const known = memories.get(graph);
  if (known && known.state.length >= graph.profileOf.length) return known;
  const made = makeMemory(graph.profileOf.length);
  memories.set(graph, made);
  return made;
}

function makeMemory(entities: number): WalkMemory {
  const state = new Uint8Array(entities);
  let slotOf: Int32Array | undefined;
  let slots: Int32Array = new Int32Array(FIRST_SLOTS * SLOT);
  let queue = new Int32Array(FIRST_SLOTS);
  let firstTally: Int32Array | undefined;
  let lists = itemLists(FIRST_SLOTS);
  return {
    state,
    begins: new Int32Array(AHEAD),
    headers: new Int32Array(AHEAD),
    slotOf() {
      slotOf ??= new Int32Array(entities);
      return slotOf;
    },
    get slots() {
      return slots;
    },
    room(count) {
      if (count * SLOT > slots.length) slots = enlarged(slots, Math.max(count * SLOT, slots.length * 2));
      return slots;
    },
    queue(length) {
      if (length > queue.length) queue = new Int32Array(Math.max(length, queue.length * 2));
      return queue;
    },
    lists(count) {
      if (count > lists.slots.length) lists = itemLists(slots.length / SLOT);
      return lists;
    },
    firstTally() {
      firstTally ??= new Int32Array(entities);
      return firstTally;
    },
    clean(count) {
      for (let at = 0; at < count * SLOT; at += SLOT) state[slots[at] as number] = 0; // every slot names an entity
    },
  };
}

function itemLists(count: number): ItemLists {
  const list = () => new Int32Array(count);
  return { slots: list(), entities: list(), orders: list(), keys: list() };
}
