import type { CatalogView, EntityRef, Reached, WalkOptions } from "@callboard/core";
import type { PictureEdge } from "./picture.ts";

/** Which edges count. */
export type NeedsScope = Pick<WalkOptions, "environment" | "relations">;

/** The direct needs of entities, each looked up once. */
export interface Needs {
  /** What an entity needs, by ref; nothing for one that is not in the catalog. */
  of(ref: EntityRef): ReadonlyMap<EntityRef, Reached>;
  /** The edge from one entity to another, with what the catalog says about it. */
  edge(from: EntityRef, to: EntityRef, relation: string): PictureEdge;
}

export function needsIn(view: CatalogView, scope: NeedsScope): Needs {
  const known = new Map<EntityRef, ReadonlyMap<EntityRef, Reached>>();

  function of(ref: EntityRef): ReadonlyMap<EntityRef, Reached> {
    const found = known.get(ref);
    if (found) return found;
    const direct = view.entity(ref) ? view.dependencies(ref, { ...scope, maxDistance: 1 }) : [];
    const needs = new Map(direct.map((reached) => [reached.ref, reached]));
    known.set(ref, needs);
    return needs;
  }

  return {
    of,
    edge(from, to, relation) {
      const { when = "always", anyOf = false, evidence = "declared" } = of(from).get(to) ?? {};
      return { type: "reason", from, to, relation, when, anyOf, evidence };
    },
  };
}

/** All other needs between entities of a picture, for drawing them thin. */
export function furtherNeeds(
  needs: Needs,
  refs: Iterable<EntityRef>,
  drawn: ReadonlySet<EntityRef>,
  edges: readonly PictureEdge[],
): readonly PictureEdge[] {
  const known = new Set(edges.map(({ from, to }) => `${from} ${to}`));
  return [...refs].flatMap((from) =>
    [...needs.of(from).values()]
      .filter(({ ref: to }) => to !== from && drawn.has(to) && !known.has(`${from} ${to}`))
      .map(({ ref, relation }) => ({ ...needs.edge(from, ref, relation), type: "further" })),
  );
}
