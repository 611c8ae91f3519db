import { CatalogError } from "../errors.ts";
import type { Evidence, Needs, When } from "../model/edge-notes.ts";
import type { EntityRef } from "../model/entity-ref.ts";
import { eachEdge } from "./adjacency.ts";
import { relationNames } from "./declared-edges.ts";
import { edgeEffects } from "./edge-effects.ts";
import { type GraphIndex, isDescribed, MENTION, profileAt } from "./graph-index.ts";
import { compareText } from "./relations-of.ts";

/** How far to follow what needs what. */
export interface WalkOptions {
  /** How many hops to follow; all unless given. 1 lists direct ones only. */
  readonly maxDistance?: number;
  /** Follows only edges that exist, and entities that run, in this environment. */
  readonly environment?: string;
  /** Follows only these relations, under either of their names. */
  readonly relations?: readonly string[];
  /** How many to list, nearest first; all unless given. */
  readonly limit?: number;
}

/** One entity that a walk reached, with the edge that reached it first. */
export interface Reached {
  readonly ref: EntityRef;
  /** Hops from where the walk started. */
  readonly distance: number;
  /** The entity one hop nearer to the start. */
  readonly via: EntityRef;
  /** What the one of the two that needs the other calls the relation. */
  readonly relation: string;
  readonly when: When;
  readonly needs: Needs;
  /** Whether other edges of the same entity stand in for this one (`anyOf`). */
  readonly anyOf: boolean;
  readonly evidence: Evidence;
}

/**
 * Everything an entity needs, directly or not: by distance, then ref. Each is listed once; where several edges reach it
 * in as many hops, by the one from the entity whose ref comes first. What is only mentioned is walked through, not listed.
 *
 * @throws {CatalogError} `invalid-argument` for a relation that does not exist, or a number that makes no sense
 */
export function dependencies(graph: GraphIndex, ref: EntityRef, options: WalkOptions = {}): readonly Reached[] {
  return walk(graph, ref, options, "dependencies");
}

/** Everything that needs an entity, directly or not, as {@link dependencies}. */
export function dependents(graph: GraphIndex, ref: EntityRef, options: WalkOptions = {}): readonly Reached[] {
  return walk(graph, ref, options, "dependents");
}

/** The edges of one layer of a walk, in the order in which they are to be followed. */
export interface Step {
  readonly entity: number;
  readonly via: number;
  readonly code: number;
}

/** The edges from one layer of a walk to entities not seen before, each entity once, in order of their refs. */
export function nextLayer(
  graph: GraphIndex,
  layer: readonly number[],
  direction: "dependencies" | "dependents",
  seen: Set<number>,
  scope: Pick<WalkOptions, "environment" | "relations">,
): readonly Step[] {
  const { counts, runs } = edgeEffects(graph, scope);
  const isHere = (entity: number) => !runs || runs[graph.profileOf[entity] ?? MENTION] === 1;
  const edges = direction === "dependencies" ? graph.needs.out : graph.needs.in;
  const steps = new Map<number, Step>();
  for (const via of layer) {
    if (!isHere(via)) continue;
    eachEdge(edges, via, (entity, code) => {
      if (counts[code] !== 1 || seen.has(entity) || !isHere(entity)) return;
      const known = steps.get(entity);
      if (!known || isBefore(graph, { entity, via, code }, known)) steps.set(entity, { entity, via, code });
    });
  }
  const { ref } = graph.ids;
  const found = [...steps.values()].sort((a, b) => compareText(ref(a.entity), ref(b.entity)));
  for (const { entity } of found) seen.add(entity);
  return found;
}

/** Which of two edges to one entity is told of: the one from the entity whose ref comes first, then by relation. */
function isBefore({ ids, classes }: GraphIndex, a: Step, b: Step): boolean {
  const byVia = a.via === b.via ? 0 : compareText(ids.ref(a.via), ids.ref(b.via));
  return (byVia || compareText(classes.value(a.code).relation.type, classes.value(b.code).relation.type)) < 0;
}

function walk(
  graph: GraphIndex,
  ref: EntityRef,
  options: WalkOptions,
  direction: "dependencies" | "dependents",
): readonly Reached[] {
  const { maxDistance = Number.POSITIVE_INFINITY, limit = Number.POSITIVE_INFINITY } = options;
  checkNumbers({ maxDistance, limit });
  const start = graph.ids.find(ref);
  if (start === undefined) return [];
  const seen = new Set([start]);
  const reached: Reached[] = [];
  let layer = [start];
  for (let distance = 1; distance <= maxDistance && layer.length > 0 && reached.length < limit; distance++) {
    const steps = nextLayer(graph, layer, direction, seen, options);
    for (const step of steps) {
      if (isDescribed(graph, step.entity) && reached.length < limit)
        reached.push(written(graph, step, distance, direction));
    }
    layer = steps.map(({ entity }) => entity);
  }
  return reached;
}

function written(graph: GraphIndex, { entity, via, code }: Step, distance: number, direction: string): Reached {
  const { relation, when, needs, group, evidence } = graph.classes.value(code);
  const needed = direction === "dependencies" ? entity : via;
  return {
    ref: graph.ids.ref(entity),
    distance,
    via: graph.ids.ref(via),
    relation: relationNames(relation).from,
    when: when ?? (profileAt(graph, needed).neededAtBuild ? "build" : "always"),
    needs,
    anyOf: group > 0,
    evidence,
  };
}

export function checkNumbers(numbers: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(numbers)) {
    if (!(value >= 0)) throw new CatalogError("invalid-argument", `${name} is ${value}. Give a number from 0.`);
  }
}
