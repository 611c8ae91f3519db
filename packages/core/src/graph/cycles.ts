import type { EntityRef } from "../model/entity-ref.ts";
import { eachEdge } from "./adjacency.ts";
import { relationNames } from "./declared-edges.ts";
import { type EdgeEffects, edgeEffects } from "./edge-effects.ts";
import { type EdgeRows, edgeRows } from "./edge-rows.ts";
import { type GraphIndex, isDescribed, MENTION } from "./graph-index.ts";
import type { PathStep } from "./path.ts";
import { compareText } from "./relations-of.ts";
import { isCircle, shortestCircle, stronglyConnected } from "./strongly-connected.ts";
import { checkNumbers, type WalkOptions } from "./walk.ts";

/** Which circles of needs to list. Everything is optional. */
export interface CycleOptions extends Pick<WalkOptions, "environment" | "relations"> {
  /** How many groups are listed; 100 unless given. */
  readonly limit?: number;
}

/** Entities of which each needs all others, directly or not; or one that needs itself. */
export interface Cycle {
  /** All of them, in order. */
  readonly members: readonly EntityRef[];
  /** A shortest way round. Each step is what the one before it needs, the first what the last one needs. */
  readonly path: readonly PathStep[];
}

/** The circles of needs of a catalog. */
export interface Cycles {
  readonly revision: number;
  /** How many groups there are. */
  readonly total: number;
  /** The largest groups first, then by their first member. */
  readonly cycles: readonly Cycle[];
  /** Why something is missing: there are more than `limit`. */
  readonly truncated: { readonly reason: "limit" } | null;
}

/**
 * Every group of entities that need one another, once, with a shortest way round. One step for each entity and edge.
 *
 * @throws {CatalogError} `invalid-argument` for a relation that does not exist, or a number that makes no sense
 */
export function cycles(
  graph: GraphIndex,
  { limit = DEFAULT_LIMIT, ...scope }: CycleOptions,
  { revision }: { readonly revision: number },
): Cycles {
  checkNumbers({ limit });
  const effects = edgeEffects(graph, scope);
  const edges = neededRows(graph, effects);
  const groups = stronglyConnected(edges)
    .filter((group) => isCircle(edges, group))
    .map((group) => membersInOrder(graph, group))
    .filter(({ refs }) => refs.length > 0)
    .sort((a, b) => b.refs.length - a.refs.length || compareText(a.refs[0] ?? "", b.refs[0] ?? ""));
  return {
    revision,
    total: groups.length,
    cycles: groups.slice(0, limit).map(({ members, refs }) => {
      const circle = shortestCircle(edges, members);
      return { members: refs, path: circle.map((from, index) => step(graph, effects, from, circle, index)) };
    }),
    truncated: groups.length > limit ? { reason: "limit" } : null,
  };
}

const DEFAULT_LIMIT = 100;

/** What each entity needs, over the edges that count. */
function neededRows(graph: GraphIndex, { counts, runs }: EdgeEffects): EdgeRows {
  const { profileOf } = graph;
  const isHere = (entity: number) => !runs || runs[profileOf[entity] ?? MENTION] === 1;
  return edgeRows(profileOf.length, (from, visit) => {
    if (!isHere(from)) return;
    eachEdge(graph.needs.out, from, (to, code) => {
      if (counts[code] === 1 && isHere(to)) visit(to);
    });
  });
}

/** The members of a group by name, and the names of those that are in the catalog. */
function membersInOrder(graph: GraphIndex, group: Int32Array) {
  const members = [...group].sort((a, b) => compareText(graph.ids.ref(a), graph.ids.ref(b)));
  return { members, refs: members.filter((member) => isDescribed(graph, member)).map(graph.ids.ref) };
}

function step(
  graph: GraphIndex,
  { counts }: EdgeEffects,
  from: number,
  circle: readonly number[],
  index: number,
): PathStep {
  const next = circle[(index + 1) % circle.length] ?? from;
  const relations: string[] = [];
  eachEdge(graph.needs.out, from, (to, code) => {
    if (to === next && counts[code] === 1) relations.push(relationNames(graph.classes.value(code).relation).from);
  });
  return { ref: graph.ids.ref(next), relation: relations.sort()[0] ?? "" };
}
