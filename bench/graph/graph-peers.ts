import { DirectedGraph } from "graphology";
import { bfsFromNode } from "graphology-traversal";
import { at, type RandomGraph, refOf } from "./random-graph.ts";

/** Another way to keep a graph by names, and to find all that needs something. */
export interface GraphPeer {
  readonly name: string;
  /** The number of hops to everything that needs `root`, directly or not, and to the root itself. */
  distances(root: string): ReadonlyMap<string, number>;
  /** Walks once, as fast as it can. */
  walk(root: string): unknown;
}

/** The graph in a `Map` from each name to the set of names that need it, and the other way round. */
export function mapOfSets(graph: RandomGraph): GraphPeer {
  const dependents = new Map<string, Set<string>>();
  const needs = new Map<string, Set<string>>();
  const add = (sets: Map<string, Set<string>>, from: string, to: string) => {
    const known = sets.get(from);
    if (known) known.add(to);
    else sets.set(from, new Set([to]));
  };
  eachNeed(graph, (dependent, needed) => {
    add(dependents, needed, dependent);
    add(needs, dependent, needed);
  });
  return byHand("Map of Sets, breadth-first", (ref, visit) => dependents.get(ref)?.forEach(visit));
}

/** The graph in graphology, walked by hand and by its own library. */
export function graphologyPeers(graph: RandomGraph): readonly GraphPeer[] {
  const directed = new DirectedGraph();
  eachNeed(graph, (dependent, needed) => directed.mergeEdge(dependent, needed));
  return [
    byHand("graphology, breadth-first by hand", (ref, visit) => directed.forEachInNeighbor(ref, visit)),
    { name: "graphology-traversal, bfsFromNode: distances only", distances: byLibrary, walk: byLibrary },
  ];

  function byLibrary(root: string): ReadonlyMap<string, number> {
    const distances = new Map<string, number>();
    const visit = (ref: string, _: unknown, distance: number) => void distances.set(ref, distance);
    bfsFromNode(directed, root, visit, { mode: "inbound" });
    return distances;
  }
}

function eachNeed({ dependents, needed }: RandomGraph, visit: (dependent: string, needed: string) => void): void {
  for (let edge = 0; edge < needed.length; edge++) visit(refOf(at(dependents, edge)), refOf(at(needed, edge)));
}

type EachDependent = (ref: string, visit: (dependent: string) => void) => void;

/** Distance and predecessor of everything reached, which together say why. */
function byHand(name: string, eachDependent: EachDependent): GraphPeer {
  function walk(root: string): ReadonlyMap<string, { readonly distance: number; readonly via: string | null }> {
    const reached = new Map<string, { readonly distance: number; readonly via: string | null }>();
    reached.set(root, { distance: 0, via: null });
    // A Map is walked in the order of insertion, also while it grows: it is the queue.
    for (const [ref, { distance }] of reached) {
      eachDependent(ref, (dependent) => {
        if (!reached.has(dependent)) reached.set(dependent, { distance: distance + 1, via: ref });
      });
    }
    return reached;
  }

  const distances = (root: string) => new Map(Array.from(walk(root), ([ref, { distance }]) => [ref, distance]));
  return { name: `${name}: distance and predecessor`, distances, walk };
}
