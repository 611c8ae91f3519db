import { CatalogError } from "../errors.ts";
import type { EdgeNote, Evidence, Needs, When } from "../model/edge-notes.ts";
import type { RelationType } from "../model/relation.ts";
import { type InternedTable, internedTable } from "./interned-table.ts";

/**
 * All that distinguishes one edge from another besides its ends. Many edges share few classes, so an edge is stored
 * as the number of its class.
 */
export interface EdgeClass {
  readonly relation: RelationType;
  readonly declaredBy: DeclaredBy;
  readonly written: Written;
  /** Null when no note says it: then it depends on what is needed, see `buildTypes` of a kind. */
  readonly when: When | null;
  readonly needs: Needs;
  /** Edges of one entity with the same number stand in for each other; 0 stands alone. */
  readonly group: number;
  /** In order; null for everywhere. */
  readonly environments: readonly string[] | null;
  readonly evidence: Evidence;
}

/** Which end's document declares an edge: 1 the end it starts from, 2 the end it leads to, 3 both. */
export type DeclaredBy = 1 | 2 | 3;

/** How much of the ref is written out: all of it, all but the namespace, or only a name. */
export type Written = "ref" | "kind-and-name" | "name";

/** The edge classes of one graph. */
export type EdgeClasses = InternedTable<EdgeClass>;

/** Numbers of classes have 16 bits. The last ones are kept for classes of which there cannot be many. */
const CODES = 0x10000;
const CODES_FOR_NOTES = CODES - 0x2000;

export function edgeClasses(): EdgeClasses {
  return internedTable(keyOf);
}

/** The class of an edge that nothing is said about. */
export function plainClass(relation: RelationType, declaredBy: DeclaredBy, written: Written): EdgeClass {
  return {
    relation,
    declaredBy,
    written,
    when: null,
    needs: "both",
    group: 0,
    environments: null,
    evidence: "declared",
  };
}

/** A class with what a note says; relations through which nothing fails have no use for notes. */
export function notedClass(plain: EdgeClass, note: EdgeNote | undefined, group: number): EdgeClass {
  if (!note || plain.relation.failureFlows === "none") return plain;
  return {
    ...plain,
    when: note.when ?? null,
    needs: note.needs ?? "both",
    group,
    environments: note.in ? [...new Set(note.in)].sort() : null,
    evidence: note.evidence ?? "declared",
  };
}

/**
 * The number of a class, with one more use of it. When notes have used up the numbers, further edges lose the limits
 * they set (environments, groups): an edge too many is counted, never one too few.
 *
 * @throws {CatalogError} `limit-exceeded`
 */
export function acquireClass(classes: EdgeClasses, wanted: EdgeClass): number {
  const isFull = classes.used >= CODES_FOR_NOTES;
  const code = classes.acquire(isFull ? { ...wanted, group: 0, environments: null } : wanted);
  if (code >= CODES)
    throw new CatalogError("limit-exceeded", "Relations are described in more than 65,536 ways. Define fewer.");
  return code;
}

function keyOf({ relation, declaredBy, written, when, needs, group, environments, evidence }: EdgeClass): string {
  const place = environments ? JSON.stringify(environments) : "";
  return `${relation.type} ${declaredBy} ${written} ${when} ${needs} ${group} ${evidence} ${place}`;
}
