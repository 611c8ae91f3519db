import type { EntityRef } from "../model/entity-ref.ts";
import { EFFECTS, type Effect } from "./effects.ts";
import type { GraphIndex } from "./graph-index.ts";
import type { OneFailure } from "./one-failure.ts";
import { rootParts } from "./root-parts.ts";

/** An entity that something may happen to: it and what it stands for, such as the parts of a system. */
export interface FailureTarget {
  readonly ref: EntityRef;
  readonly entities: readonly number[];
}

/** The entity of a target that a failure hits worst. */
export interface Hit {
  readonly entity: number;
  readonly effect: Effect;
}

/** The targets with these refs, each once; those that the graph does not know are left out. */
export function failureTargets(graph: GraphIndex, refs: readonly EntityRef[]): readonly FailureTarget[] {
  return [...new Set(refs)].flatMap((ref) => {
    const entity = graph.ids.find(ref);
    return entity === undefined ? [] : [{ ref, entities: [entity, ...rootParts(graph, [entity]).keys()] }];
  });
}

/** How a failure hits a target: by the worst effect on any of its entities, of several the nearest. Null for no effect. */
export function worstHit(failure: OneFailure, { entities }: FailureTarget): Hit | null {
  let worst: Hit | null = null;
  for (const entity of entities) {
    const effect = failure.effect(entity);
    if (effect === null) continue;
    const worse = worst === null ? -1 : EFFECTS.indexOf(effect) - EFFECTS.indexOf(worst.effect);
    const isNearer = worst !== null && failure.distance(entity) < failure.distance(worst.entity);
    if (worse < 0 || (worse === 0 && isNearer)) worst = { entity, effect };
  }
  return worst;
}
