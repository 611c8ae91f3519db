import { eachEdge } from "./adjacency.ts";
import { type EdgeEffects, edgeEffects, type WalkScope } from "./edge-effects.ts";
import { type GraphIndex, isDescribed, MENTION, profileAt } from "./graph-index.ts";
import { compareText } from "./relations-of.ts";
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
   * The targets and what they need: in order of hops from the nearest target, then of refs. No mere mentions, and no
   * targets that only stand for others.
   */
  readonly entities: readonly number[];
  /** False when there are more than {@link MAX_EDGES} edges: then some things may be worse than a walk says. */
  readonly isComplete: boolean;
}

/** How many edges are followed to find what is needed. */
const MAX_EDGES = 1_000_000;

/** What some entities need, directly or not. One step for each edge of it, and some memory for each entity there is. */
export function neededPart(graph: GraphIndex, targets: readonly number[], scope: WalkScope): NeededPart {
  const effects = edgeEffects(graph, scope);
  const { counts, runs } = effects;
  const isHere = (entity: number) => !runs || runs[graph.profileOf[entity] ?? MENTION] === 1;
  const seen = new Set(targets.filter(isHere));
  const from: number[] = [];
  const to: number[] = [];
  const codes: number[] = [];
  const entities: number[] = [];
  let layer = [...seen].filter((target) => profileAt(graph, target).traits.standsFor.length === 0);
  while (layer.length > 0 && from.length <= MAX_EDGES) {
    for (const entity of inOrder(graph, layer)) entities.push(entity);
    const next: number[] = [];
    for (const needer of layer) {
      eachEdge(graph.needs.out, needer, (needed, code) => {
        if (counts[code] !== 1 || !isHere(needed)) return;
        from.push(needer);
        to.push(needed);
        codes.push(code);
        if (seen.has(needed)) return;
        seen.add(needed);
        next.push(needed);
      });
    }
    layer = next;
  }
  const columns = { from: Int32Array.from(from), to: Int32Array.from(to), code: Int32Array.from(codes) };
  const needs = packTwoWayEdges(graph.classes, graph.profileOf.length, { length: from.length, ...columns });
  return { graph: { ...graph, needs }, effects, entities, isComplete: layer.length === 0 };
}

function inOrder(graph: GraphIndex, layer: readonly number[]): readonly number[] {
  const { ref } = graph.ids;
  return layer.filter((entity) => isDescribed(graph, entity)).sort((a, b) => compareText(ref(a), ref(b)));
}
