import { type GraphIndex, profileAt } from "./graph-index.ts";
import { related } from "./relations-of.ts";

/** How a part came to be one: the root that stands for it, and what the part calls its relation to it. */
export interface PartOfRoot {
  readonly root: number;
  readonly relation: string;
}

/** Everything that the roots stand for, by the relations their kinds name, followed repeatedly; without the roots. */
export function rootParts(graph: GraphIndex, roots: readonly number[]): ReadonlyMap<number, PartOfRoot> {
  const parts = new Map<number, PartOfRoot>();
  const isRoot = new Set(roots);
  for (const root of roots) {
    const { standsFor } = profileAt(graph, root).traits;
    const seen = new Set([root]);
    for (const whole of seen) {
      for (const name of standsFor) {
        for (const part of related(graph, whole, name)) {
          seen.add(part); // a set hands out what is added while it is walked
          if (!isRoot.has(part) && !parts.has(part)) parts.set(part, { root, relation: otherName(graph, name) });
        }
      }
    }
  }
  return parts;
}

function otherName({ kinds }: GraphIndex, name: string): string {
  const relation = kinds.relation(name)?.relation;
  if (!relation) return name;
  return relation.type === name ? relation.inverse : relation.type;
}
