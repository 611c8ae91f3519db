import type { RelationType } from "../model/relation.ts";
import { type Adjacency, eachEdge } from "./adjacency.ts";
import { enlarged } from "./block-pool.ts";
import { acquireClass, type EdgeClass, type EdgeClasses } from "./edge-class.ts";
import { type EdgeColumns, packAdjacency } from "./pack-adjacency.ts";

/** Edges that can be followed from either end. There is at most one edge of a relation from one entity to another. */
export interface TwoWayEdges {
  readonly out: Adjacency;
  readonly in: Adjacency;
  /** The class of the edge between two entities; undefined when there is none. */
  find(from: number, to: number, relation: RelationType): number | undefined;
  add(from: number, to: number, edgeClass: EdgeClass): void;
  /** Gives an edge of class `code` another class. */
  change(from: number, to: number, code: number, edgeClass: EdgeClass): void;
  remove(from: number, to: number, code: number): void;
  /** Makes room for entities with numbers below `entities`. */
  reserve(entities: number): void;
  /**
   * By entity: a number that somebody has worked out from the edges that start from it, and keeps here under a name; 0
   * from when they change until it is worked out again.
   */
  kept(name: string): Int32Array;
  copy(classes: EdgeClasses): TwoWayEdges;
}

/** Edges loaded at once. Each of them has a use of its class already. */
export function packTwoWayEdges(classes: EdgeClasses, entities: number, edges: EdgeColumns): TwoWayEdges {
  const { length, from, to, code } = edges;
  return edgesOver(
    classes,
    packAdjacency(entities, edges),
    packAdjacency(entities, { length, from: to, to: from, code }),
  );
}

function edgesOver(classes: EdgeClasses, out: Adjacency, incoming: Adjacency): TwoWayEdges {
  const columns = new Map<string, Int32Array>();

  function put(from: number, to: number, code: number): void {
    for (const column of columns.values()) column[from] = 0;
    out.add(from, code, to);
    incoming.add(to, code, from);
  }

  function take(from: number, to: number, code: number): void {
    for (const column of columns.values()) column[from] = 0;
    out.remove(from, code, to);
    incoming.remove(to, code, from);
  }

  return {
    out,
    in: incoming,
    find(from, to, relation) {
      let found: number | undefined;
      eachEdge(out, from, (target, code) => {
        if (target === to && classes.value(code).relation === relation) found = code;
      });
      return found;
    },
    add: (from, to, edgeClass) => put(from, to, acquireClass(classes, edgeClass)),
    change(from, to, code, edgeClass) {
      const changed = acquireClass(classes, edgeClass);
      if (changed !== code) {
        take(from, to, code);
        put(from, to, changed);
      }
      classes.release(code);
    },
    remove(from, to, code) {
      take(from, to, code);
      classes.release(code);
    },
    reserve(entities) {
      out.reserve(entities);
      incoming.reserve(entities);
    },
    kept(name) {
      const known = columns.get(name);
      if (known && known.length >= out.start.length) return known;
      const made = enlarged(known ?? new Int32Array(0), out.start.length);
      columns.set(name, made);
      return made;
    },
    copy: (copiedClasses) => edgesOver(copiedClasses, out.copy(), incoming.copy()),
  };
}
