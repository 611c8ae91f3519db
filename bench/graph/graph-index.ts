import { type BlastRadius, blastRadius } from "../../packages/core/src/graph/blast-radius.ts";
import { word } from "../../packages/core/src/graph/block-runs.ts";
import { acquireClass, edgeClasses, plainClass } from "../../packages/core/src/graph/edge-class.ts";
import { edgeEffects } from "../../packages/core/src/graph/edge-effects.ts";
import { type Effect, effectOfState, MODE_STATES, type Mode } from "../../packages/core/src/graph/effects.ts";
import { entityIds } from "../../packages/core/src/graph/entity-ids.ts";
import { explain } from "../../packages/core/src/graph/explain.ts";
import { type RelationGraph, relationGraph } from "../../packages/core/src/graph/relation-graph.ts";
import { type Settled, settle, stateOf } from "../../packages/core/src/graph/settle.ts";
import { packTwoWayEdges, type TwoWayEdges } from "../../packages/core/src/graph/two-way-edges.ts";
import { type WalkMemory, walkMemory } from "../../packages/core/src/graph/walk-memory.ts";
import { builtInKinds } from "../../packages/core/src/model/built-in-kinds.ts";
import { type EntityRef, entityRef } from "../../packages/core/src/model/entity-ref.ts";
import { kindRegistry } from "../../packages/core/src/model/kind.ts";
import { builtInRelations } from "../../packages/core/src/model/relation.ts";
import type { StoredEntity } from "../../packages/core/src/model/stored-entity.ts";
import { type RandomGraph, refOf } from "./random-graph.ts";

const EVERY_EDGE = Number.POSITIVE_INFINITY;

/**
 * The impact index by itself. It is read inside the core package: a catalog around it would cost more than what is
 * measured, and could not hold a million entities in the memory of the machine.
 */
export interface MeasuredGraph {
  readonly graph: RelationGraph;
  /** Distance, effect and reason of everything that fails with a root; returns how much that is. */
  reach(root: string, mode?: Mode, maxEdges?: number): number;
  /** All that a catalog answers: the same, then the worst 200 with their paths, and totals by owner. */
  answer(root: string, mode?: Mode): BlastRadius;
  /** The same as `reach`, written out. */
  reached(root: string): ReadonlyMap<string, Reached>;
}

export interface Reached {
  readonly distance: number;
  /** Null for the root. */
  readonly effect: Effect | null;
}

export function loadGraph(documents: readonly StoredEntity[]): MeasuredGraph {
  const graph = relationGraph(kindRegistry(builtInKinds), documents);
  const effects = edgeEffects(graph, {});

  function walk<T>(root: string, mode: Mode, maxEdges: number, read: (memory: WalkMemory, settled: Settled) => T): T {
    const memory = walkMemory(graph);
    const id = graph.ids.find(entityRef(root));
    const settled = settle(graph, effects, memory, id === undefined ? [] : [id], MODE_STATES[mode], maxEdges);
    if (settled.isComplete && !settled.isExplained) explain(graph, effects, memory, settled);
    const result = read(memory, settled);
    memory.clean(settled.slots);
    return result;
  }

  return {
    graph,
    reach: (root, mode = "down", maxEdges = EVERY_EDGE) => walk(root, mode, maxEdges, (_, { slots }) => slots - 1),
    answer: (root, mode = "down") => {
      return blastRadius(graph, [entityRef(root)], { mode }, { revision: 1, incompleteSources: [] });
    },
    reached: (root) =>
      walk(root, "down", EVERY_EDGE, (memory, settled) => {
        const found = new Map<string, Reached>();
        for (let slot = 0; slot < settled.slots; slot++) {
          const entity = word(memory.slots.entities, slot);
          const distance = word(memory.slots.distances, slot);
          found.set(graph.ids.ref(entity), {
            distance,
            effect: distance === 0 ? null : effectOfState(stateOf(memory, entity)),
          });
        }
        return found;
      }),
  };
}

/** The names of all entities of a random graph, by their numbers; read from JSON text, so that each is one piece. */
export function namesIn({ entities }: RandomGraph): readonly EntityRef[] {
  const names = Array.from({ length: entities }, (_, entity) => entityRef(refOf(entity)));
  return JSON.parse(JSON.stringify(names)) as EntityRef[];
}

/** The index without documents: the names of both ends of each edge numbered, then all edges packed. */
export function packNames({ dependents, needed }: RandomGraph, names: readonly EntityRef[]): TwoWayEdges {
  const ids = entityIds();
  const classes = edgeClasses();
  const [dependsOn] = builtInRelations;
  if (dependsOn === undefined) throw new RangeError("There are no built-in relations.");
  const dependency = acquireClass(classes, plainClass(dependsOn, 1, "ref"));
  const numbersOf = (entities: Int32Array) => {
    const refs = new Array<EntityRef>(entities.length);
    for (let at = 0; at < refs.length; at++) refs[at] = names[word(entities, at)] as EntityRef; // there is one for each
    const numbers = new Int32Array(refs.length);
    ids.internAll(refs, numbers);
    return numbers;
  };
  const from = numbersOf(dependents);
  const to = numbersOf(needed);
  const code = new Int32Array(needed.length).fill(dependency);
  return packTwoWayEdges(classes, ids.size, { length: needed.length, from, to, code });
}
