import type { EntityRef } from "../model/entity-ref.ts";
import { relationNames } from "./declared-edges.ts";
import type { GraphIndex } from "./graph-index.ts";
import { nextLayer, type Step, type WalkOptions } from "./walk.ts";

/** One hop of a chain of needs: the entity before it needs `ref`. */
export interface PathStep {
  readonly ref: EntityRef;
  /** What the entity before it calls the relation, for example `dependsOn` or `apiProvidedBy`. */
  readonly relation: string;
}

/**
 * How `from` comes to need `to`, by the fewest hops: what it needs, what that needs, and so on down to `to`; empty when
 * they are the same. Null when it does not need it.
 *
 * @throws {CatalogError} `invalid-argument` for a relation that does not exist
 */
export function dependencyPath(
  graph: GraphIndex,
  from: EntityRef,
  to: EntityRef,
  scope: Pick<WalkOptions, "environment" | "relations"> = {},
): readonly PathStep[] | null {
  const start = graph.ids.find(from);
  const end = graph.ids.find(to);
  if (start === undefined || end === undefined) return null;
  const seen = new Set([start]);
  const steps = new Map<number, Step>();
  for (let layer = [start]; layer.length > 0 && !seen.has(end); ) {
    const next = nextLayer(graph, layer, "dependencies", seen, scope);
    for (const step of next) steps.set(step.entity, step);
    layer = next.map(({ entity }) => entity);
  }
  if (!seen.has(end)) return null;
  const path: PathStep[] = [];
  for (let step = steps.get(end); step; step = steps.get(step.via)) {
    path.push({
      ref: graph.ids.ref(step.entity),
      relation: relationNames(graph.classes.value(step.code).relation).from,
    });
  }
  return path.reverse();
}
