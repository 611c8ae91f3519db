import { DirectedGraph } from "graphology";
import { bfsFromNode } from "graphology-traversal";
import type { Entity } from "../model/entity.ts";
import { DEFAULT_NAMESPACE, type EntityRef, entityRef, formatEntityRef } from "../model/entity-ref.ts";
import { builtInRelations, type RelationType } from "../model/relation.ts";

/** What a node of an exported graph says. */
export interface EntityAttributes {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** `spec.type`, where there is one. */
  readonly type?: string;
}

/** What an edge of an exported graph says. */
export interface RelationAttributes {
  /** The relations that the edge stands for, each as the entity it leads from calls it. */
  readonly relations: readonly string[];
}

export interface GraphologyOptions {
  /**
   * `"needs"` (unless given): edges lead from an entity to what it needs, so that inbound neighbours fail with it.
   * `"relations"`: every relation, as its forward name leads.
   */
  readonly edges?: "needs" | "relations";
  /** The relations to export; the built-in ones unless given. Relations of other kinds are given here. */
  readonly relations?: readonly RelationType[];
}

/**
 * Entities as a graphology graph, for the algorithms and layouts of that library. Takes entities as a catalog hands them
 * out, such as `catalog.query({ limit: 1000 }).items`; edges to others are left out. Nodes are named by ref.
 */
export function toGraphology(
  entities: Iterable<Entity>,
  { edges = "needs", relations = builtInRelations }: GraphologyOptions = {},
): DirectedGraph<EntityAttributes, RelationAttributes> {
  const graph = new DirectedGraph<EntityAttributes, RelationAttributes>();
  const selected = new Map<EntityRef, Entity>();
  for (const entity of entities) {
    const attributes = attributesOf(entity);
    const ref = formatEntityRef(attributes);
    if (!selected.has(ref)) graph.addNode(ref, attributes);
    selected.set(ref, entity);
  }
  const leading = leadingNames(relations, edges);
  for (const [ref, entity] of selected) {
    for (const { type, targetRef } of entity.relations ?? []) {
      if (!leading.has(type) || !selected.has(targetRef)) continue;
      const known = graph.hasEdge(ref, targetRef) ? graph.getEdgeAttribute(ref, targetRef, "relations") : [];
      graph.mergeEdge(ref, targetRef, { relations: [...known, type] });
    }
  }
  return graph;
}

/** Which way to walk an exported graph of needs, and how far. */
export interface WalkGraphOptions {
  /** `"dependents"` (unless given): what needs the entity. `"dependencies"`: what the entity needs. */
  readonly towards?: "dependents" | "dependencies";
  /** How many hops to follow; all unless given. */
  readonly maxDistance?: number;
}

/**
 * Calls `visit` for everything that an entity of an exported graph leads to, directly or not, nearest first, each once.
 * The entity itself is left out.
 */
export function walkGraphology(
  graph: DirectedGraph<EntityAttributes, RelationAttributes>,
  ref: string,
  visit: (ref: EntityRef, attributes: EntityAttributes, distance: number) => void,
  { towards = "dependents", maxDistance = Number.POSITIVE_INFINITY }: WalkGraphOptions = {},
): void {
  const start = entityRef(ref);
  const mode = towards === "dependents" ? "inbound" : "outbound";
  bfsFromNode(
    graph,
    start,
    (node, attributes, distance) => {
      if (distance > 0 && distance <= maxDistance) visit(entityRef(node), attributes, distance);
      return distance >= maxDistance; // true: no further from here
    },
    { mode },
  );
}

/** The names by which the entity that an edge leads from calls the relations to export. */
function leadingNames(relations: readonly RelationType[], edges: "needs" | "relations"): ReadonlySet<string> {
  if (edges === "relations") return new Set(relations.map(({ type }) => type));
  return new Set(
    relations.flatMap(({ type, inverse, failureFlows }) => {
      if (failureFlows === "none") return [];
      return failureFlows === "to-target" ? [inverse] : [type];
    }),
  );
}

function attributesOf({ kind, metadata, spec }: Entity): EntityAttributes {
  const { namespace = DEFAULT_NAMESPACE, name } = metadata;
  const type = spec && Object.hasOwn(spec, "type") ? spec.type : undefined;
  return { kind, namespace, name, ...(typeof type === "string" && { type }) };
}
