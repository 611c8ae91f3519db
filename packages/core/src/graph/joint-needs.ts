import { eachEdge } from "./adjacency.ts";
import { CODE_SHIFT, LAST_RUN, RUN_COUNT, word } from "./block-runs.ts";
import type { EdgeEffects } from "./edge-effects.ts";
import { AT_RISK, DOWN, READ_ONLY, SLOW, STATES } from "./effects.ts";
import { type GraphIndex, MENTION } from "./graph-index.ts";

/**
 * Needs of one entity that have a say together: the members of an `anyOf` group, or everyone who serves it. Members are
 * counted by the state they pass on, so that one more affected member costs the same in a group of any size.
 */
export interface JointNeed {
  /** The state that each member passes on, by its number. */
  readonly passed: Map<number, number>;
  /** How many members pass on each state. */
  readonly counts: number[];
  readonly together: (counts: readonly number[]) => number;
  /** The state that all members together lead to. */
  state: number;
  /** Whether each member passes something on. */
  allAffected: boolean;
}

/** The joint needs of the entities of one walk, made when first asked for. */
export interface JointNeeds {
  /** The group of that number. */
  group(entity: number, group: number): JointNeed;
  /** Those who serve an entity. */
  served(entity: number): JointNeed;
  /** Whether there is only one of them, which is the usual case and needs no joint one. */
  hasOneServer(entity: number): boolean;
}

export function jointNeeds(graph: GraphIndex, { counts, serves, runs }: EdgeEffects): JointNeeds {
  const { start, words } = graph.needs.out;
  const known = new Map<number, { readonly served: JointNeed; readonly groups: ReadonlyMap<number, JointNeed> }>();

  function needsOf(entity: number) {
    const found = known.get(entity);
    if (found) return found;
    const served: MemberStates = new Map();
    const groups = new Map<number, MemberStates>();
    eachEdge(graph.needs.out, entity, (member, code) => {
      if (counts[code] !== 1 || (runs && runs[graph.profileOf[member] ?? MENTION] !== 1)) return;
      const { group } = graph.classes.value(code);
      if (serves[code] === 1) served.set(member, 0);
      else if (group > 0) groups.set(group, (groups.get(group) ?? new Map()).set(member, 0));
    });
    const made = {
      served: served.size > 0 ? jointNeed(served, strongestOfServers) : NOBODY,
      groups: new Map(Array.from(groups, ([group, members]) => [group, jointNeed(members, weakestOfGroup)])),
    };
    known.set(entity, made);
    return made;
  }

  return {
    group: (entity, group) => needsOf(entity).groups.get(group) ?? NOBODY,
    served: (entity) => needsOf(entity).served,
    hasOneServer(entity) {
      let at = word(start, entity);
      let servers = 0;
      for (let header = word(words, at); ; header = word(words, at)) {
        if (serves[header >>> CODE_SHIFT] === 1) servers += header & RUN_COUNT;
        if (header & LAST_RUN || servers > 1) return servers === 1;
        at += (header & RUN_COUNT) + 1;
      }
    },
  };
}

/** Notes the state that a member passes on now, which is never a better one than before. */
export function passJointly(need: JointNeed, member: number, state: number): void {
  const { passed, counts } = need;
  const before = passed.get(member);
  if (before === undefined || state <= before) return;
  passed.set(member, state);
  counts[before] = (counts[before] ?? 0) - 1;
  counts[state] = (counts[state] ?? 0) + 1;
  need.state = need.together(counts);
  need.allAffected = counts[0] === 0;
}

type MemberStates = JointNeed["passed"];

function jointNeed(passed: MemberStates, together: JointNeed["together"]): JointNeed {
  return { passed, counts: [passed.size, ...NO_STATES], together, state: 0, allAffected: passed.size === 0 };
}

const NO_STATES = STATES.slice(1).map(() => 0);
const NOBODY = jointNeed(new Map(), weakestOfGroup);

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
