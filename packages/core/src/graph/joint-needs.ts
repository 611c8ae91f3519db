import { eachEdge } from "./adjacency.ts";
import { CODE_SHIFT, LAST_RUN, RUN_COUNT, word } from "./block-runs.ts";
import { type EdgeEffects, SERVED } from "./edge-effects.ts";
import { AT_RISK, DOWN, NONE, READ_ONLY, SLOW, STATES } from "./effects.ts";
import { type GraphIndex, MENTION } from "./graph-index.ts";

/**
 * Needs of one entity that have a say together: the members of an `anyOf` group, or everyone who serves it. A walk
 * numbers them as it meets them, and counts the members of each by the state they pass on, so that one more affected
 * member costs the same in a group of any size.
 */
export interface JointNeeds {
  /** The number of the joint need that an edge belongs to, by what the edge passes on and its class. */
  find(entity: number, entry: number, code: number): number;
  /** Notes the state that a member passes on now, which is never a better one than before. */
  pass(need: number, member: number, state: number): void;
  /** The state that all members together lead to. */
  state(need: number): number;
  /** Whether each member passes something on. */
  allAffected(need: number): boolean;
  /** Whether only one serves an entity, which is the usual case and needs no joint need. */
  hasOneServer(entity: number): boolean;
}

/** The number of those who serve an entity, among the numbers of its `anyOf` groups. */
const SERVERS = 0;
/** More than the groups that an entity may have: each of them has an edge class of its own. */
const GROUPS = 0x10000;

/** What {@link serversKnown} says of an entity that only one serves, in any scope. */
export const ONE_SERVER = 1;

/** By entity: {@link ONE_SERVER}, or another number where somebody has to ask. */
export function serversKnown({ needs }: GraphIndex): Int32Array {
  return needs.kept("servers");
}

export function jointNeeds(graph: GraphIndex, { counts, serves, runs }: EdgeEffects): JointNeeds {
  const { start, words } = graph.needs.out;
  const servers = serversKnown(graph);
  const entities = graph.profileOf.length;
  const needs = new Map<number, number>();
  /** By need: which group it is. */
  const groups: number[] = [];
  /** By need, then state: how many members pass that on. */
  const tallies: number[] = [];
  /** By need and member: the state that is counted. */
  const passed = new Map<number, number>();

  function countMembers(entity: number, group: number): number {
    const members = new Set<number>();
    eachEdge(graph.needs.out, entity, (member, code) => {
      if (counts[code] !== 1 || (runs && runs[graph.profileOf[member] ?? MENTION] !== 1)) return;
      const isMember =
        serves[code] === 1 ? group === SERVERS : group > SERVERS && graph.classes.value(code).group === group;
      if (isMember) members.add(member);
    });
    return members.size;
  }

  /** How many of the edges in a block lead to somebody who serves; from 2 on it does not matter. */
  function countServers(block: number): number {
    let servers = 0;
    for (let at = block; ; ) {
      const header = word(words, at);
      if (serves[header >>> CODE_SHIFT] === 1) servers += header & RUN_COUNT;
      if (header & LAST_RUN || servers > 1) return servers;
      at += (header & RUN_COUNT) + 1;
    }
  }

  const tally = (need: number, state: number) => tallies[need * STATES.length + state] ?? 0;

  function add(need: number, state: number, by: number): void {
    tallies[need * STATES.length + state] = tally(need, state) + by;
  }

  return {
    find(entity, entry, code) {
      const group = entry & SERVED ? SERVERS : graph.classes.value(code).group;
      const key = entity * GROUPS + group;
      const known = needs.get(key);
      if (known !== undefined) return known;
      const made = groups.length;
      needs.set(key, made);
      groups.push(group);
      for (const _ of STATES) tallies.push(0);
      add(made, NONE, countMembers(entity, group));
      return made;
    },
    pass(need, member, state) {
      const key = need * entities + member;
      const before = passed.get(key) ?? NONE;
      if (state <= before) return;
      passed.set(key, state);
      add(need, before, -1);
      add(need, state, 1);
    },
    state(need) {
      const counted = tallies.slice(need * STATES.length, (need + 1) * STATES.length);
      return groups[need] === SERVERS ? strongestOfServers(counted) : weakestOfGroup(counted);
    },
    allAffected: (need) => tally(need, NONE) === 0,
    hasOneServer(entity) {
      const at = word(start, entity);
      const isOnlyNeed = (word(words, at) & (LAST_RUN | RUN_COUNT)) === (LAST_RUN | 1);
      if (isOnlyNeed) servers[entity] = ONE_SERVER;
      return isOnlyNeed || countServers(at) === 1;
    },
  };
}

/** The weakest state among the members, but at least at-risk while any has one. */
function weakestOfGroup(counts: readonly number[]): number {
  const affected = counts.findIndex((count, state) => state > 0 && count > 0);
  if (affected < 0) return 0;
  return counts[0] === 0 ? affected : AT_RISK;
}

/** Down only with all who serve; read-only while none of them is better than that; else the worst, but at most slow. */
function strongestOfServers(counts: readonly number[]): number {
  const members = counts.reduce((sum, count) => sum + count, 0);
  const down = counts[DOWN] ?? 0;
  if (down === members) return DOWN;
  if (down + (counts[READ_ONLY] ?? 0) === members) return READ_ONLY;
  const worst = counts.findLastIndex((count) => count > 0);
  return Math.min(worst, SLOW);
}
