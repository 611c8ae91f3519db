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
  readonly slots: Slots;
  /** Makes room for `count` slots; returns `slots`, which may be others then. */
  room(count: number): Slots;
  /** Room to list `count` items; not cleaned. */
  lists(count: number): ItemLists;
  /** Room to count `count` items by their keys; not cleaned. */
  tallies(count: number): TallyColumns;
  /** By entity: where counts by what entities name begin; clean between walks. */
  firstTally(): Int32Array;
  /** Cleans what the first `count` slots name. */
  clean(count: number): void;
}

/** What a walk reached, one column for each thing that it knows of it. */
export interface Slots {
  readonly entities: Int32Array;
  /** The slot of what explains it; -1 for a root. */
  readonly causes: Int32Array;
  /** The class of the edge to that. */
  readonly codes: Uint16Array;
  /** In hops from a root. */
  readonly distances: Int32Array;
}

/** What is kept of each item of a list. */
export interface ItemLists {
  readonly slots: Int32Array;
  readonly entities: Int32Array;
  /** By what it is ordered. */
  readonly orders: Int32Array;
  /** By what it is counted. */
  readonly keys: Int32Array;
  /** Of what customers touch: where it is in these lists, and by what it is ordered. */
  readonly entryPoints: Int32Array;
  readonly entryOrders: Int32Array;
}

/** What is counted of the items that have one key. */
export interface TallyColumns {
  readonly keys: Int32Array;
  /** The tally of another key at the same place, counted from 1; 0 for none. */
  readonly next: Int32Array;
  readonly breaks: Int32Array;
  readonly affected: Int32Array;
  /** How near the nearest item is. */
  readonly nearness: Int32Array;
  /** That item; of several the one whose name comes first. */
  readonly nearest: Int32Array;
}

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
  let slots = moreSlots(FIRST_SLOTS);
  let firstTally: Int32Array | undefined;
  let lists = itemLists(FIRST_SLOTS);
  let tallies = tallyColumns(FIRST_SLOTS);
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
      if (count > slots.entities.length) slots = moreSlots(Math.max(count, slots.entities.length * 2), slots);
      return slots;
    },
    lists(count) {
      if (count > lists.slots.length) lists = itemLists(slots.entities.length);
      return lists;
    },
    tallies(count) {
      if (count > tallies.keys.length) tallies = tallyColumns(slots.entities.length);
      return tallies;
    },
    firstTally() {
      firstTally ??= new Int32Array(entities);
      return firstTally;
    },
    clean(count) {
      const reached = slots.entities;
      for (let slot = 0; slot < count; slot++) state[reached[slot] as number] = 0; // every slot names an entity
    },
  };
}

/** Room for at least `count` slots, with the content of others. */
function moreSlots(count: number, from?: Slots): Slots {
  const entities = enlarged(from?.entities ?? new Int32Array(0), count);
  const codes = new Uint16Array(entities.length);
  if (from) codes.set(from.codes);
  return {
    entities,
    causes: enlarged(from?.causes ?? new Int32Array(0), count),
    codes,
    distances: enlarged(from?.distances ?? new Int32Array(0), count),
  };
}

function itemLists(count: number): ItemLists {
  const list = () => new Int32Array(count);
  return {
    slots: list(),
    entities: list(),
    orders: list(),
    keys: list(),
    entryPoints: list(),
    entryOrders: list(),
  };
}

function tallyColumns(count: number): TallyColumns {
  const list = () => new Int32Array(count);
  return { keys: list(), next: list(), breaks: list(), affected: list(), nearness: list(), nearest: list() };
}
