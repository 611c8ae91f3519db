import { eachEdge, hasEdges } from "./adjacency.ts";
import { isIn } from "./bit-set.ts";
import { edgeBudget } from "./edge-budget.ts";
import { type EdgeEffects, PASSED, rowOf } from "./edge-effects.ts";
import { type EdgeRows, edgeRows } from "./edge-rows.ts";
import { DOWN } from "./effects.ts";
import { type GraphIndex, MENTION } from "./graph-index.ts";

/** Who is down with whom: the needs without which an entity is down. */
export interface HardNeeds {
  /** What each entity is down without. */
  readonly alone: EdgeRows;
  /** By entity: sets of which it needs at least one member, the members of an `anyOf` group or the providers of an API. */
  readonly anyOf: ReadonlyMap<number, readonly (readonly number[])[]>;
  /** Both together: all that has a say in whether an entity is down. */
  readonly all: EdgeRows;
  /** False when there are more edges than the {@link edgeBudget}: then some entities seem to need nothing. */
  readonly isComplete: boolean;
}

/** The hard needs of all entities over the edges that count. Two steps for each edge. */
export function hardNeeds(graph: GraphIndex, effects: EdgeEffects): HardNeeds {
  const { profileOf } = graph;
  const size = profileOf.length;
  const anyOf = new Map<number, readonly (readonly number[])[]>();
  const alone = new Map<number, readonly number[]>();
  const maxEdges = edgeBudget(graph);
  let edges = 0;
  let isComplete = true;
  for (let entity = 0; entity < size; entity++) {
    if (edges > maxEdges) isComplete &&= !hasEdges(graph.needs.out, entity);
    if (!isComplete) break;
    const { single, joint } = needsOf(graph, effects, entity);
    edges += joint.reduce((sum, members) => sum + members.length, single.length);
    if (single.length > 0) alone.set(entity, single);
    if (joint.length > 0) anyOf.set(entity, joint);
  }
  return {
    isComplete,
    alone: edgeRows(size, (from, visit) => alone.get(from)?.forEach(visit)),
    anyOf,
    all: edgeRows(size, (from, visit) => {
      alone.get(from)?.forEach(visit);
      for (const members of anyOf.get(from) ?? []) members.forEach(visit);
    }),
  };
}

const NONE = { single: [], joint: [] };

/** What one entity is down without, and of what it needs any; each thing once. */
function needsOf(
  graph: GraphIndex,
  { counts, serves, runs, table }: EdgeEffects,
  entity: number,
): { readonly single: readonly number[]; readonly joint: readonly (readonly number[])[] } {
  const isHere = (each: number) => !runs || runs[graph.profileOf[each] ?? MENTION] === 1;
  if (!hasEdges(graph.needs.out, entity) || !isHere(entity)) return NONE;
  const single = new Set<number>();
  /** By group: whether each member, when it is down, counts as down in it. */
  const groups = new Map<number, Map<number, boolean>>();
  eachEdge(graph.needs.out, entity, (needed, code) => {
    if (counts[code] !== 1 || !isHere(needed)) return;
    const entry = table[rowOf(code, isIn(graph.neededAtBuild.words, needed)) + DOWN] ?? 0;
    const isHard = (entry & PASSED) >> 1 === DOWN;
    const group = serves[code] === 1 ? SERVED_BY : graph.classes.value(code).group;
    if (group === 0) {
      if (isHard) single.add(needed);
      return;
    }
    const members = groups.get(group) ?? new Map<number, boolean>();
    members.set(needed, isHard || members.get(needed) === true);
    groups.set(group, members);
  });
  const joint: number[][] = [];
  for (const members of groups.values()) {
    const names = [...members.keys()];
    if (![...members.values()].every((isHard) => isHard)) continue;
    if (names.length === 1) for (const only of names) single.add(only);
    else joint.push(names);
  }
  return { single: [...single], joint };
}

/** Stands for the group of those who serve an entity; groups of notes have numbers above 0. */
const SERVED_BY = -1;
