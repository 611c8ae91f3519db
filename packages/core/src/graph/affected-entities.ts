import type { EntityRef } from "../model/entity-ref.ts";
import { word } from "./block-runs.ts";
import { DOWN, EFFECTS, type Effect, effectOfState, STATES } from "./effects.ts";
import { type Explanation, explanation } from "./explanation.ts";
import { type GraphIndex, MENTION, profileAt } from "./graph-index.ts";
import type { PartOfRoot } from "./root-parts.ts";
import { ROOT, type Settled, stateOf } from "./settle.ts";
import type { SharedItems } from "./shares.ts";
import { DISTANCE, SLOT, type WalkMemory } from "./walk-memory.ts";
import { isNearer, orderOf, worstFirst } from "./worst-first.ts";

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

/** The entities that a walk affects and the caller asked for, as slots of the walk. */
export interface AffectedEntities extends SharedItems {
  readonly entryPoints: Int32Array;
  readonly byEffect: Readonly<Record<Effect, number>>;
  readonly byDistance: readonly number[];
  ref(entity: number): EntityRef;
  /** The worst `limit` of some items, written out. */
  worst(items: Int32Array, limit: number): readonly AffectedEntity[];
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
  const { profileOf } = graph;
  const { maxDistance = Number.POSITIVE_INFINITY } = asked;
  const entity = (item: number) => word(slots, item * SLOT);
  const effectRank = (id: number) => EFFECT_RANKS[stateOf(memory, id)] ?? 0;
  const ref = (id: number) => graph.ids.ref(id);
  const name = (item: number) => ref(entity(item));

  const profiles = askedProfiles(graph, asked);
  const { items, orders } = memory.lists(settled.slots);
  const entryPoints: number[] = [];
  const effects = new Int32Array(EFFECTS.length);
  const byDistance: number[] = [];
  let first = settled.slots;
  // From the end, because of two slots of an entity the later one holds; listed from the front, where the nearest are.
  for (let slot = settled.slots - 1; slot >= 0; slot--) {
    const id = entity(slot);
    const known = state[id] as number; // every slot names an entity
    if (known & (ROOT | COUNTED)) continue;
    state[id] = known | COUNTED;
    const profile = profiles(word(profileOf, id));
    const distance = word(slots, slot * SLOT + DISTANCE);
    if (profile === NOT_ASKED || distance > maxDistance) continue;
    const effect = effectRank(id);
    orders[slot] = orderOf(effect * TIERS + (profile & TIER_BITS), distance);
    items[--first] = slot;
    effects[effect] = word(effects, effect) + 1;
    while (byDistance.length <= distance) byDistance.push(0);
    byDistance[distance] = (byDistance[distance] ?? 0) + 1;
    if (profile & ENTRY_POINT) entryPoints.push(slot);
  }
  const order = { orders, name };
  const [breaks = 0, degrades = 0, delayed = 0, atRisk = 0] = effects;

  function written(item: number): AffectedEntity {
    const id = entity(item);
    return {
      ref: ref(id),
      effect: EFFECTS[effectRank(id)] ?? "at-risk",
      distance: word(slots, item * SLOT + DISTANCE),
      tier: profileAt(graph, id).tier,
      ...explanation(graph, slots, item, parts),
    };
  }

  return {
    items: items.subarray(first, settled.slots),
    entryPoints: Int32Array.from(entryPoints),
    byEffect: { breaks, degrades, delayed, "at-risk": atRisk },
    byDistance,
    entity,
    ref,
    breaks: (item) => stateOf(memory, entity(item)) === DOWN,
    isNearer: (item, other) => isNearer(order, item, other),
    worst: (some, limit) => worstFirst(some, order, limit).map(written),
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
