import { deriveRelations, type RefField } from "../ingest/derive-relations.ts";
import type { EntityRef } from "../model/entity-ref.ts";
import type { KindRegistry } from "../model/kind.ts";
import type { RelationType } from "../model/relation.ts";
import type { StoredEntity } from "../model/stored-entity.ts";
import { type DeclaredBy, type EdgeClass, notedClass, plainClass, type Written } from "./edge-class.ts";
import type { NotesAbout } from "./edge-note-index.ts";
import { OWNED_BY } from "./entity-profile.ts";

/**
 * An edge as one document declares it. Where failure flows it leads from the entity that needs to what it needs;
 * other edges lead as their relation does.
 */
export interface DeclaredEdge {
  readonly from: EntityRef;
  readonly to: EntityRef;
  readonly relation: RelationType;
  readonly declaredBy: DeclaredBy;
  readonly written: Written;
}

/** The edges that a document declares, each once. */
export function declaredEdges(stored: StoredEntity, kinds: KindRegistry): readonly DeclaredEdge[] {
  const edges: DeclaredEdge[] = [];
  for (const { type, source, target, written } of deriveRelations(stored.entity, kinds).relations) {
    const relation = kinds.relation(type)?.relation;
    if (!relation) continue;
    const isServed = relation.failureFlows === "to-target";
    const from = isServed ? target : source;
    const to = isServed ? source : target;
    const declaredBy = from === stored.ref ? 1 : 2;
    edges.push({ from, to, relation, declaredBy, written: declaredBy === 1 ? writtenAs(relation, written) : "ref" });
  }
  return edges;
}

/** Whether the edges that a field declares lead from the entity that has the field. */
export function isFromWriter({ relation, reversed }: Pick<RefField, "relation" | "reversed">): boolean {
  return (relation.failureFlows === "to-target") === reversed;
}

/** How much of the ref of what an entity names by a relation is written out. Only of owners that makes a difference. */
export function writtenAs({ type }: RelationType, ref: unknown): Written {
  if (type !== OWNED_BY || typeof ref !== "string" || ref.includes("/")) return "ref";
  return ref.includes(":") ? "kind-and-name" : "name";
}

/** The edges of one list that the other does not have, or has written in another way. */
export function edgesOnlyIn(edges: readonly DeclaredEdge[], others: readonly DeclaredEdge[]): readonly DeclaredEdge[] {
  const known = new Set(others.map(keyOf));
  return edges.filter((edge) => !known.has(keyOf(edge)));
}

function keyOf({ from, to, relation, written }: DeclaredEdge): string {
  return `${relation.type} ${from} ${to} ${written}`;
}

/** The class of a declared edge under the notes on the entity it starts from. */
export function classOfEdge(
  { relation, declaredBy, written, to }: Omit<DeclaredEdge, "from">,
  about: NotesAbout | undefined,
): EdgeClass {
  return withNote(plainClass(relation, declaredBy, written), to, about);
}

/** A class with what the notes on the entity an edge starts from say about the edge to `to`. */
export function withNote(edgeClass: EdgeClass, to: EntityRef, about: NotesAbout | undefined): EdgeClass {
  const { relation, declaredBy, written } = edgeClass;
  const note = about?.notes.get(to);
  const group = note?.anyOf === undefined ? 0 : (about?.groups.get(note.anyOf) ?? 0);
  return notedClass(plainClass(relation, declaredBy, written), note, group);
}

/** What the end of an edge calls it: the relation's name from the end that has it, and from the other one. */
export function relationNames(relation: RelationType): { readonly from: string; readonly to: string } {
  const { type, inverse } = relation;
  return relation.failureFlows === "to-target" ? { from: inverse, to: type } : { from: type, to: inverse };
}
