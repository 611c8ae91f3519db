import type { EntityRelation } from "../model/entity.ts";
import type { EntityRef } from "../model/entity-ref.ts";
import type { KindRegistry } from "../model/kind.ts";
import type { StoredEntity } from "../model/stored-entity.ts";
import { eachEdge, hasEdges } from "./adjacency.ts";
import { enlarged } from "./block-pool.ts";
import { word } from "./block-runs.ts";
import type { Coverage } from "./coverage.ts";
import { classOfEdge, type DeclaredEdge, declaredEdges, edgesOnlyIn, withNote } from "./declared-edges.ts";
import type { DeclaredBy } from "./edge-class.ts";
import { entityProfile } from "./entity-profile.ts";
import { type GraphIndex, MENTION, profileAt } from "./graph-index.ts";
import { declaredIn, loadGraph } from "./load-graph.ts";
import { edgesOf, relationsOf, targets } from "./relations-of.ts";

/**
 * What is related to what, of all entities of a catalog, for look-ups and walks. Edges that lead to something that is
 * not in the catalog are kept, and come to life when it arrives; so the order of changes makes no difference.
 */
export interface RelationGraph extends GraphIndex {
  /** Puts an entity in, or replaces the one with its ref. The work depends on its own edges only. */
  set(stored: StoredEntity): void;
  /** Takes an entity out. What others say about it stays. */
  remove(ref: EntityRef): void;
  has(ref: EntityRef): boolean;
  entity(ref: EntityRef): StoredEntity | undefined;
  /** The relations of an entity, from either end, each once, sorted by type and then target. */
  relationsOf(ref: EntityRef): readonly EntityRelation[];
  /** Where one relation of an entity leads, under either of its names, in order. */
  targets(ref: EntityRef, relationName: string): readonly EntityRef[];
  /** How many entities say what they need; kept up to date by edits. */
  readonly declared: Coverage;
  /** How much edits have done so far; `touched` counts edges and words of memory. */
  readonly work: { readonly touched: number };
  /** A graph of its own that starts out equal. */
  copy(): RelationGraph;
}

/** A graph of the given entities, loaded at once, which is several times faster than one by one. */
export function relationGraph(kinds: KindRegistry, entities: Iterable<StoredEntity> = []): RelationGraph {
  const { index, rest } = loadGraph(kinds, [...entities]);
  const { graph, declare } = graphOver(index, declaredIn(index));
  for (const edge of rest) declare(edge);
  return graph;
}

/** The steps of which edits and loading are made. */
interface GraphSteps {
  readonly graph: RelationGraph;
  declare(edge: DeclaredEdge): void;
}

/** A graph over what it takes over. */
function graphOver(parts: GraphIndex, counted: Coverage): GraphSteps {
  const { kinds, ids, classes, profiles, needs, structure, notes } = parts;
  let { profileOf } = parts;
  let { declaring, total } = counted;
  let edgesTouched = 0;

  function intern(ref: EntityRef): number {
    const id = ids.intern(ref);
    if (id >= profileOf.length) profileOf = enlarged(profileOf, id + 1);
    needs.reserve(id + 1);
    structure.reserve(id + 1);
    return id;
  }

  /** Gives up a number that stands for nothing that exists or is mentioned. */
  function forgetUnused(id: number): void {
    const isUsed = [needs, structure].some((edges) => hasEdges(edges.out, id) || hasEdges(edges.in, id));
    if (!isUsed && !ids.stored(id)) ids.forget(id);
  }

  /** Makes a change to what an entity is or needs, and keeps count of who says what they need. */
  function counting(id: number, change: () => void): void {
    count(id, -1);
    change();
    count(id, 1);
  }

  function count(id: number, by: number): void {
    if (!profileAt(graph, id).traits.declaresDependencies) return;
    total += by;
    if (hasEdges(needs.out, id)) declaring += by;
  }

  function declare(edge: DeclaredEdge): void {
    const from = intern(edge.from);
    const to = intern(edge.to);
    const edges = edgesOf(graph, edge.relation);
    const code = edges.find(from, to, edge.relation);
    edgesTouched++;
    if (code === undefined) {
      counting(from, () => edges.add(from, to, classOfEdge(edge, notes.about(edge.from))));
      return;
    }
    const known = classes.value(code);
    const declaredBy = (known.declaredBy | edge.declaredBy) as DeclaredBy; // two bits, of which one is set
    const written = edge.declaredBy === 1 ? edge.written : known.written;
    edges.change(from, to, code, { ...known, declaredBy, written });
  }

  function undeclare(edge: DeclaredEdge): void {
    const from = intern(edge.from);
    const to = intern(edge.to);
    const edges = edgesOf(graph, edge.relation);
    const code = edges.find(from, to, edge.relation);
    edgesTouched++;
    if (code === undefined) return;
    const known = classes.value(code);
    if (known.declaredBy !== edge.declaredBy) {
      const declaredBy = (known.declaredBy & ~edge.declaredBy) as DeclaredBy; // two bits, of which the other stays
      const written = edge.declaredBy === 1 ? "ref" : known.written;
      edges.change(from, to, code, { ...known, declaredBy, written });
      return;
    }
    counting(from, () => edges.remove(from, to, code));
    forgetUnused(from);
    if (to !== from) forgetUnused(to);
  }

  /** Applies what is now said about the edges of an entity. */
  function renote(of: EntityRef): void {
    const from = ids.find(of);
    if (from === undefined) return;
    const about = notes.about(of);
    const known: { readonly to: number; readonly code: number }[] = [];
    eachEdge(needs.out, from, (to, code) => known.push({ to, code }));
    edgesTouched += known.length;
    for (const { to, code } of known) {
      needs.change(from, to, code, withNote(classes.value(code), ids.ref(to), about));
    }
  }

  function setProfile(id: number, code: number): void {
    const before = word(profileOf, id);
    counting(id, () => {
      profileOf[id] = code;
    });
    if (before !== MENTION) profiles.release(before);
    parts.neededAtBuild.set(id, profiles.value(code).neededAtBuild);
  }

  /** Makes the number of an entity stand for it as it is now. */
  function describe(id: number, stored: StoredEntity): void {
    const owned = profileAt(graph, id).traits.owns;
    setProfile(id, profiles.acquire(entityProfile(stored, kinds)));
    ids.describe(id, stored);
    if (profileAt(graph, id).traits.owns) parts.ownerNames.add(stored.ref);
    else if (owned) parts.ownerNames.remove(stored.ref);
  }

  const graph: RelationGraph = {
    ...parts,
    get profileOf() {
      return profileOf;
    },
    set(stored) {
      const before = graph.entity(stored.ref);
      const old = before ? declaredEdges(before, kinds) : [];
      const next = declaredEdges(stored, kinds);
      describe(intern(stored.ref), stored);
      for (const edge of edgesOnlyIn(old, next)) undeclare(edge);
      for (const edge of edgesOnlyIn(next, old)) declare(edge);
      for (const of of notes.set(stored, kinds)) renote(of);
    },
    remove(ref) {
      const id = ids.find(ref);
      const before = graph.entity(ref);
      if (id === undefined || !before) return;
      for (const edge of declaredEdges(before, kinds)) undeclare(edge);
      for (const of of notes.remove(ref)) renote(of);
      setProfile(id, MENTION);
      parts.ownerNames.remove(ref);
      ids.describe(id, undefined);
      forgetUnused(id);
    },
    has: (ref) => graph.entity(ref) !== undefined,
    entity(ref) {
      const id = ids.find(ref);
      return id === undefined ? undefined : ids.stored(id);
    },
    relationsOf: (ref) => relationsOf(graph, ref),
    targets: (ref, relationName) => targets(graph, ref, relationName),
    get declared() {
      return { declaring, total };
    },
    get work() {
      const adjacencies = [needs.out, needs.in, structure.out, structure.in];
      return { touched: adjacencies.reduce((touched, edges) => touched + edges.touched, edgesTouched) };
    },
    copy() {
      const copied = classes.copy();
      return graphOver(
        {
          kinds,
          ids: ids.copy(),
          classes: copied,
          profiles: profiles.copy(),
          profileOf: profileOf.slice(),
          neededAtBuild: parts.neededAtBuild.copy(),
          needs: needs.copy(copied),
          structure: structure.copy(copied),
          notes: notes.copy(),
          ownerNames: parts.ownerNames.copy(),
        },
        { declaring, total },
      ).graph;
    },
  };
  return { graph, declare };
}
