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
  /** {@link SLOT} numbers for each slot. */
  readonly slots: Int32Array;
  /** Makes room for `count` slots; returns `slots`, which may be another array then. */
  room(count: number): Int32Array;
  /** Room for two numbers per slot, to list and order them by; not cleaned. */
  lists(count: number): { readonly items: Int32Array; readonly orders: Int32Array };
  /** Cleans what the first `count` slots name. */
  clean(count: number): void;
}

/** How many numbers a slot has: the entity, the slot of its cause (-1 for a root), the class of the edge, the distance. */
export const SLOT = 4;
export const CAUSE = 1;
export const EDGE = 2;
export const DISTANCE = 3;

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
  let items = new Int32Array(FIRST_SLOTS);
  let orders = new Int32Array(FIRST_SLOTS);
  return {
    state,
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
    lists(count) {
      if (count > items.length) {
        items = new Int32Array(slots.length / SLOT);
        orders = new Int32Array(slots.length / SLOT);
      }
      return { items, orders };
    },
    clean(count) {
      for (let at = 0; at < count * SLOT; at += SLOT) state[slots[at] as number] = 0; // every slot names an entity
    },
  };
}
