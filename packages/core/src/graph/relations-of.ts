import type { EntityRelation } from "../model/entity.ts";
import type { EntityRef } from "../model/entity-ref.ts";
import type { RelationType } from "../model/relation.ts";
import { eachEdge } from "./adjacency.ts";
import { relationNames } from "./declared-edges.ts";
import type { GraphIndex } from "./graph-index.ts";

/** The relations of an entity, from either end, each once, sorted by type and then target. */
export function relationsOf({ ids, classes, needs, structure }: GraphIndex, ref: EntityRef): readonly EntityRelation[] {
  const id = ids.find(ref);
  if (id === undefined) return [];
  const found: EntityRelation[] = [];
  for (const edges of [needs, structure]) {
    for (const end of ["from", "to"] as const) {
      eachEdge(end === "from" ? edges.out : edges.in, id, (other, code) => {
        found.push({ type: relationNames(classes.value(code).relation)[end], targetRef: ids.ref(other) });
      });
    }
  }
  found.sort((a, b) => compareText(a.type, b.type) || compareText(a.targetRef, b.targetRef));
  return found.filter(({ type, targetRef }, index) => {
    const before = found[index - 1];
    return before?.type !== type || before.targetRef !== targetRef;
  });
}

/** Where one relation of an entity leads, under either of its names, in order; empty for a name that no relation has. */
export function targets(graph: GraphIndex, ref: EntityRef, relationName: string): readonly EntityRef[] {
  const id = graph.ids.find(ref);
  return id === undefined ? [] : related(graph, id, relationName).map(graph.ids.ref).sort();
}

/** The same by numbers, each once, in no order. */
export function related(graph: GraphIndex, id: number, relationName: string): readonly number[] {
  const relation = graph.kinds.relation(relationName)?.relation;
  if (!relation) return [];
  const found = new Set<number>();
  const names = relationNames(relation);
  const edges = edgesOf(graph, relation);
  for (const end of ["from", "to"] as const) {
    if (names[end] !== relationName) continue;
    eachEdge(end === "from" ? edges.out : edges.in, id, (other, code) => {
      if (graph.classes.value(code).relation === relation) found.add(other);
    });
  }
  return [...found];
}

/** The half of a graph that holds the edges of a relation. */
export function edgesOf({ needs, structure }: Pick<GraphIndex, "needs" | "structure">, relation: RelationType) {
  return relation.failureFlows === "none" ? structure : needs;
}

/** Orders texts by their code units, the same everywhere. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
