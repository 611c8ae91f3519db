import { eachEdge } from "./adjacency.ts";
import type { EdgeEffects } from "./edge-effects.ts";
import { AT_RISK, DOWN, READ_ONLY, SLOW, STATES } from "./effects.ts";
import { type GraphIndex, MENTION } from "./graph-index.ts";

/**
 * Needs of one entity that have a say together: the members of an `anyOf` group, or everyone who serves it. Members are
 * counted by the state they pass on, so that one more affected member costs the same in a group of any size.
 */
export interface JointNeed {
  /** Whether each member passes something on. */
  readonly allAffected: boolean;
  /** Notes the state that a member passes on now, which is never a better one than before. */
  pass(member: number, state: number): void;
  /** The state that all members together lead to. */
  state(): number;
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
  const known = new Map<number, { readonly served: JointNeed; readonly groups: ReadonlyMap<number, JointNeed> }>();

  function needsOf(entity: number) {
    const found = known.get(entity);
    if (found) return found;
    const served = new Set<number>();
    const groups = new Map<number, Set<number>>();
    eachEdge(graph.needs.out, entity, (member, code) => {
      if (counts[code] !== 1 || (runs && runs[graph.profileOf[member] ?? MENTION] !== 1)) return;
      const { group } = graph.classes.value(code);
      if (serves[code] === 1) served.add(member);
      else if (group > 0) groups.set(group, (groups.get(group) ?? new Set()).add(member));
    });
    const made = {
      served: jointNeed(served, strongestOfServers),
      groups: new Map(Array.from(groups, ([group, members]) => [group, jointNeed(members, weakestOfGroup)])),
    };
    known.set(entity, made);
    return made;
  }

  return {
    group: (entity, group) => needsOf(entity).groups.get(group) ?? NOBODY,
    served: (entity) => needsOf(entity).served,
    hasOneServer(entity) {
      let servers = 0;
      eachEdge(graph.needs.out, entity, (_, code) => {
        if (serves[code] === 1) servers++;
      });
      return servers === 1;
    },
  };
}

function jointNeed(members: ReadonlySet<number>, together: (counts: readonly number[]) => number): JointNeed {
  const passed = new Map<number, number>();
  const counts = new Array<number>(STATES.length).fill(0);
  counts[0] = members.size;
  return {
    get allAffected() {
      return counts[0] === 0;
    },
    pass(member, state) {
      const before = passed.get(member) ?? 0;
      if (state <= before) return;
      passed.set(member, state);
      counts[before] = (counts[before] ?? 0) - 1;
      counts[state] = (counts[state] ?? 0) + 1;
    },
    state: () => together(counts),
  };
}

const NOBODY = jointNeed(new Set(), weakestOfGroup);

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
