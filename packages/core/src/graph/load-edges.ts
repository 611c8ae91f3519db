import type { KindRegistry } from "../model/kind.ts";
import type { RelationType } from "../model/relation.ts";
import type { StoredEntity } from "../model/stored-entity.ts";
import { enlarged } from "./block-pool.ts";
import { word } from "./block-runs.ts";
import { classOfEdge, type DeclaredEdge, declaredEdges } from "./declared-edges.ts";
import { acquireClass, type EdgeClasses, type Written } from "./edge-class.ts";
import type { EdgeNoteIndex } from "./edge-note-index.ts";
import type { EntityIds } from "./entity-ids.ts";
import type { EdgeColumns } from "./pack-adjacency.ts";
import { packTwoWayEdges, type TwoWayEdges } from "./two-way-edges.ts";

/** What a graph needs to number edges. */
export interface LoadContext {
  readonly kinds: KindRegistry;
  readonly ids: EntityIds;
  readonly classes: EdgeClasses;
  readonly notes: EdgeNoteIndex;
}

/** The edges of many entities, loaded at once. */
export interface LoadedEdges {
  readonly needs: TwoWayEdges;
  readonly structure: TwoWayEdges;
  /** Edges declared by the end they lead to. They may be declared by both ends, so they are to be put in one by one. */
  readonly rest: readonly DeclaredEdge[];
}

/**
 * Loads what the documents of `entities` declare. Everything they mention gets a number.
 *
 * @param numbers the numbers of the entities
 */
export function loadEdges(entities: readonly StoredEntity[], numbers: Int32Array, context: LoadContext): LoadedEdges {
  const { kinds, ids, classes, notes } = context;
  const needs = edgeList();
  const structure = edgeList();
  const rest: DeclaredEdge[] = [];
  const plainCodes = new Map<RelationType, Map<Written, number>>();

  /** Nearly all edges have no note and so one of a few classes, which need not be looked up by all their content. */
  function plainCode(edge: DeclaredEdge): number {
    const codes = plainCodes.get(edge.relation) ?? new Map<Written, number>();
    const known = codes.get(edge.written);
    if (known !== undefined) {
      classes.retain(known);
      return known;
    }
    const code = acquireClass(classes, classOfEdge(edge, undefined));
    plainCodes.set(edge.relation, codes.set(edge.written, code));
    return code;
  }

  for (const [index, stored] of entities.entries()) {
    const from = word(numbers, index);
    const about = notes.about(stored.ref);
    for (const edge of declaredEdges(stored, kinds)) {
      const to = ids.intern(edge.declaredBy === 1 ? edge.to : edge.from, edge.text);
      if (edge.declaredBy === 2) {
        rest.push(edge);
        continue;
      }
      const code = about ? acquireClass(classes, classOfEdge(edge, about)) : plainCode(edge);
      (edge.relation.failureFlows === "none" ? structure : needs).push(from, to, code);
    }
  }
  return {
    needs: packTwoWayEdges(classes, ids.size, needs.columns()),
    structure: packTwoWayEdges(classes, ids.size, structure.columns()),
    rest,
  };
}

function edgeList(): { push(from: number, to: number, code: number): void; columns(): EdgeColumns } {
  let from: Int32Array = new Int32Array(0);
  let to: Int32Array = new Int32Array(0);
  let code: Int32Array = new Int32Array(0);
  let length = 0;
  return {
    push(edgeFrom, edgeTo, edgeCode) {
      if (length === from.length) {
        from = enlarged(from, length * 2);
        to = enlarged(to, length * 2);
        code = enlarged(code, length * 2);
      }
      from[length] = edgeFrom;
      to[length] = edgeTo;
      code[length] = edgeCode;
      length++;
    },
    columns: () => ({ length, from, to, code }),
  };
}
