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
  /** Makes room for `count` edges met; returns columns that hold those met before, and may be others then. */
  roomToMeet(count: number): MetEdges;
  /** Room to list `count` items; not cleaned. */
  lists(count: number): ItemLists;
  /** Room to count `count` items by their keys; not cleaned. */
  tallies(count: number): TallyColumns;
  /** By number, below `count`: the tally of that number, counted from 1; clean between walks. */
  tallyOf(count: number): Int32Array;
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

/**
 * The edges that a walk met and did not follow at once, from an entity to the slot of what it needs: those that pass on
 * another state than the one they were met in, and those that lead to an entity which was in a worse one.
 */
export interface MetEdges {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly code: Int32Array;
  /** Twice the number of the state that it passes on. */
  readonly passed: Uint8Array;
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
  let met = moreMetEdges(FIRST_SLOTS);
  let tallyOf: Int32Array = new Int32Array(FIRST_SLOTS);
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
    roomToMeet(count) {
      if (count > met.from.length) met = moreMetEdges(Math.max(count, met.from.length * 2), met);
      return met;
    },
    lists(count) {
      if (count > lists.slots.length) lists = itemLists(Math.max(count, slots.entities.length));
      return lists;
    },
    tallies(count) {
      if (count > tallies.keys.length) tallies = tallyColumns(slots.entities.length);
      return tallies;
    },
    tallyOf(count) {
      if (count > tallyOf.length) tallyOf = enlarged(tallyOf, count);
      return tallyOf;
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

/** Room for at least `count` edges, with the content of others. */
function moreMetEdges(count: number, before?: MetEdges): MetEdges {
  const from = enlarged(before?.from ?? new Int32Array(0), count);
  const passed = new Uint8Array(from.length);
  if (before) passed.set(before.passed);
  return {
    from,
    to: enlarged(before?.to ?? new Int32Array(0), count),
    code: enlarged(before?.code ?? new Int32Array(0), count),
    passed,
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
  return { keys: list(), breaks: list(), affected: list(), nearness: list(), nearest: list() };
}
