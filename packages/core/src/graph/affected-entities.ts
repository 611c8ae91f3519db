import type { EntityRef } from "../model/entity-ref.ts";
import { word } from "./block-runs.ts";
import { EFFECTS, type Effect, effectOfState, STATES } from "./effects.ts";
import { type Explanation, explanation } from "./explanation.ts";
import { type GraphIndex, MENTION, profileAt } from "./graph-index.ts";
import type { PartOfRoot } from "./root-parts.ts";
import { ROOT, type Settled, stateIn, stateOf } from "./settle.ts";
import type { SharedItems } from "./shares.ts";
import type { WalkMemory } from "./walk-memory.ts";
import { orderOf, worstFirst } from "./worst-first.ts";

/** One entity that a blast radius reaches. */
export interface AffectedEntity extends Explanation {
  readonly ref: EntityRef;
  readonly effect: Effect;
  /** The fewest hops to a root over edges that carry an effect. */
  readonly distance: number;
  readonly tier: number | null;
}

/** Which affected entities to count and list; effects are worked out over all paths all the same. */
export interface AskedFor {
  /** Only what is at most this many hops away. */
  readonly maxDistance?: number;
  /** Only entities of these kinds. */
  readonly kinds?: readonly string[];
  /** Only entities with one of these values of `spec.lifecycle`. */
  readonly lifecycles?: readonly string[];
}

/** The entities that a walk affects and the caller asked for, as items of a list. */
export interface AffectedEntities extends SharedItems {
  readonly total: number;
  readonly byEffect: Readonly<Record<Effect, number>>;
  readonly byDistance: readonly number[];
  name(item: number): EntityRef;
  /** The worst `limit` of all, written out. */
  worst(limit: number): readonly AffectedEntity[];
  /** The worst `limit` of what customers touch. */
  worstEntryPoints(limit: number): readonly AffectedEntity[];
}

/** The bit of a state that is set once an entity has been counted; one that settled twice has two slots. */
const COUNTED = 128;
const NO_TIER = 100;
const TIERS = NO_TIER + 1;
/** By state: the place of its effect in {@link EFFECTS}. */
const EFFECT_RANKS = STATES.map((_, state) => EFFECTS.indexOf(effectOfState(state) ?? "at-risk"));

/** Counts what a walk reached, while its memory lasts. */
export function affectedEntities(
  graph: GraphIndex,
  memory: WalkMemory,
  settled: Settled,
  parts: ReadonlyMap<number, PartOfRoot>,
  asked: AskedFor,
): AffectedEntities {
  const { state, slots } = memory;
  const { entities: reached, distances: hops } = slots;
  const { profileOf } = graph;
  const { maxDistance = Number.POSITIVE_INFINITY } = asked;
  const profiles = askedProfiles(graph, asked);
  const lists = memory.lists(settled.slots);
  const { slots: slotsOfItems, entities: entitiesOfItems, orders: ordersOfItems, entryPoints, entryOrders } = lists;
  let entries = 0;
  const effects = new Int32Array(EFFECTS.length);
  const distances: number[] = [];
  let first = settled.slots;
  // From the end, because of two slots of an entity the later one holds; listed from the front, where the nearest are.
  for (let slot = settled.slots - 1; slot >= 0; slot--) {
    const entity = word(reached, slot);
    const known = state[entity] as number; // every slot names an entity
    if (known & (ROOT | COUNTED)) continue;
    state[entity] = known | COUNTED;
    const profile = profiles(word(profileOf, entity));
    const distance = word(hops, slot);
    if (profile === NOT_ASKED || distance > maxDistance) continue;
    const effect = EFFECT_RANKS[stateIn(known)] as number; // there is one for each state
    const order = orderOf(effect * TIERS + (profile & TIER_BITS), distance);
    first--;
    slotsOfItems[first] = slot;
    entitiesOfItems[first] = entity;
    ordersOfItems[first] = order;
    effects[effect] = word(effects, effect) + 1;
    while (distances.length <= distance) distances.push(0);
    distances[distance] = (distances[distance] as number) + 1; // the line before has made it
    if (!(profile & ENTRY_POINT)) continue;
    entryOrders[entries] = order;
    entryPoints[entries++] = first;
  }
  const total = settled.slots - first;
  const listed = slotsOfItems.subarray(first, settled.slots);
  const entities = entitiesOfItems.subarray(first, settled.slots);
  const orders = ordersOfItems.subarray(first, settled.slots);
  const [breaks = 0, degrades = 0, delayed = 0, atRisk = 0] = effects;
  const explained = new Map<number, AffectedEntity>();

  function written(item: number): AffectedEntity {
    const known = explained.get(item);
    if (known) return known;
    const entity = word(entities, item);
    const slot = word(listed, item);
    const made: AffectedEntity = {
      ref: graph.ids.ref(entity),
      effect: EFFECTS[EFFECT_RANKS[stateOf(memory, entity)] ?? 0] ?? "at-risk",
      distance: word(hops, slot),
      tier: profileAt(graph, entity).tier,
      ...explanation(graph, slots, slot, parts),
    };
    explained.set(item, made);
    return made;
  }

  const nameOf = (item: number) => graph.ids.ref(word(entities, item));
  const entryItem = (entry: number) => word(entryPoints, entry) - first;
  return {
    orders,
    name: nameOf,
    entities,
    firstUnbroken: orderOf(TIERS, 0),
    ids: graph.ids,
    total,
    byEffect: { breaks, degrades, delayed, "at-risk": atRisk },
    byDistance: distances,
    worst: (limit) => worstFirst({ orders, name: nameOf }, limit).map(written),
    worstEntryPoints(limit) {
      const order = { orders: entryOrders.subarray(0, entries), name: (entry: number) => nameOf(entryItem(entry)) };
      return worstFirst(order, limit).map((entry) => written(entryItem(entry)));
    },
  };
}

/** What is kept of a profile: its tier in the lowest bits, and whether customers touch such an entity. */
const TIER_BITS = 127;
const ENTRY_POINT = 128;
const NOT_ASKED = -1;
const NOT_WORKED_OUT = -2;

/** For each profile what a walk counts by, or that such entities are not to be counted; worked out when first met. */
function askedProfiles({ profiles }: GraphIndex, { kinds, lifecycles }: AskedFor): (profile: number) => number {
  const wantedKinds = kinds && new Set(kinds.map((kind) => kind.toLowerCase()));
  const wantedLifecycles = lifecycles && new Set<string | null>(lifecycles);
  const known = new Int16Array(profiles.size).fill(NOT_WORKED_OUT);
  known[MENTION] = NOT_ASKED;

  function workOut(profile: number): number {
    const { kind, lifecycle, tier, entryPoint } = profiles.value(profile);
    const isAsked = (wantedKinds?.has(kind) ?? true) && (wantedLifecycles?.has(lifecycle) ?? true);
    return isAsked ? (tier ?? NO_TIER) | (entryPoint ? ENTRY_POINT : 0) : NOT_ASKED;
  }

  return (profile) => {
    let found = known[profile] ?? NOT_ASKED;
    if (found === NOT_WORKED_OUT) {
      found = workOut(profile);
      known[profile] = found;
    }
    return found;
  };
}
