import { eachEdge, hasEdges } from "./adjacency.ts";
import { edgeBudget } from "./edge-budget.ts";
import { type EdgeEffects, edgeEffects, type WalkScope } from "./edge-effects.ts";
import { edgeList } from "./edge-list.ts";
import { type GraphIndex, isDescribed, MENTION, profileAt } from "./graph-index.ts";
import { packTwoWayEdges } from "./two-way-edges.ts";

/** The part of a graph in which it is decided how some entities are. */
export interface NeededPart {
  /**
   * The same entities and numbers, with only the edges over which the targets need something, directly or not. What a
   * walk of it says about them is what a walk of the whole graph says, and it looks at nothing else.
   */
  readonly graph: GraphIndex;
  readonly effects: EdgeEffects;
  /**
   * The targets and what they need, in order of hops from the nearest target. No mere mentions, and no targets that only
   * stand for others.
   */
  readonly entities: readonly number[];
  /** False when there are more edges than the {@link edgeBudget}: then some things may be worse than a walk says. */
  readonly isComplete: boolean;
}

/** What some entities need, directly or not. One step for each edge of it, and some memory for each entity there is. */
export function neededPart(graph: GraphIndex, targets: readonly number[], scope: WalkScope): NeededPart {
  const effects = edgeEffects(graph, scope);
  const { counts, runs } = effects;
  const isHere = (entity: number) => !runs || runs[graph.profileOf[entity] ?? MENTION] === 1;
  const seen = new Set(targets.filter(isHere));
  const edges = edgeList();
  const maxEdges = edgeBudget(graph);
  let isComplete = true;
  const entities: number[] = [];
  let layer = [...seen].filter((target) => profileAt(graph, target).traits.standsFor.length === 0);
  while (layer.length > 0) {
    const next: number[] = [];
    for (const needer of layer) {
      if (isDescribed(graph, needer)) entities.push(needer);
      if (edges.length > maxEdges) isComplete &&= !hasEdges(graph.needs.out, needer);
      if (!isComplete) continue;
      eachEdge(graph.needs.out, needer, (needed, code) => {
        if (counts[code] !== 1 || !isHere(needed)) return;
        edges.push(needer, needed, code);
        if (seen.has(needed)) return;
        seen.add(needed);
        next.push(needed);
      });
    }
    layer = next;
  }
  const needs = packTwoWayEdges(graph.classes, graph.profileOf.length, edges);
  return { graph: { ...graph, needs }, effects, entities, isComplete };
}
