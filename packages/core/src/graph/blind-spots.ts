import type { EntityRef } from "../model/entity-ref.ts";
import { hasEdges } from "./adjacency.ts";
import { OWNED_BY, PART_OF } from "./entity-profile.ts";
import { type GraphIndex, isDescribed, profileAt } from "./graph-index.ts";
import { related } from "./relations-of.ts";

const MOST_LISTED = 20;
/** How many neighbours are looked at, so that the owner of everything costs no more than another. */
const MOST_LOOKED_AT = 20_000;

/**
 * Entities next to the roots (of the same system or the same owner) that should say what they need and do not, in order,
 * at most 20: nobody knows whether they are affected.
 *
 * @param isKnown whether the walk has an answer for an entity
 */
export function blindSpots(
  graph: GraphIndex,
  roots: Iterable<number>,
  isKnown: (entity: number) => boolean,
): readonly EntityRef[] {
  const found = new Set<number>();
  const wholes = new Set<string>();
  let looked = 0;
  for (const root of roots) {
    for (const name of [PART_OF, OWNED_BY]) {
      for (const whole of related(graph, root, name)) {
        if (wholes.has(`${name} ${whole}`) || looked > MOST_LOOKED_AT) continue;
        wholes.add(`${name} ${whole}`);
        for (const neighbour of related(graph, whole, name === PART_OF ? HAS_PART : OWNER_OF)) {
          looked++;
          if (isBlind(graph, neighbour) && !isKnown(neighbour)) found.add(neighbour);
        }
      }
    }
  }
  return Array.from(found, graph.ids.ref).sort().slice(0, MOST_LISTED);
}

const HAS_PART = "hasPart";
const OWNER_OF = "ownerOf";

function isBlind(graph: GraphIndex, entity: number): boolean {
  const { traits } = profileAt(graph, entity);
  return isDescribed(graph, entity) && traits.declaresDependencies && !hasEdges(graph.needs.out, entity);
}
