import { eachWrittenRef, type RefField, readWrittenRef } from "../ingest/derive-relations.ts";
import { DEFAULT_NAMESPACE, type EntityRef, formatEntityRef } from "../model/entity-ref.ts";
import type { KindRegistry } from "../model/kind.ts";
import type { RelationType } from "../model/relation.ts";
import type { StoredEntity } from "../model/stored-entity.ts";
import { enlarged } from "./block-pool.ts";
import { word } from "./block-runs.ts";
import { classOfEdge, type DeclaredEdge, isFromWriter, writtenAs } from "./declared-edges.ts";
import { acquireClass, type EdgeClasses, plainClass, type Written } from "./edge-class.ts";
import { edgeList } from "./edge-list.ts";
import type { EdgeNoteIndex, NotesAbout } from "./edge-note-index.ts";
import type { EntityIds } from "./entity-ids.ts";
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

/** An edge as the document at an index writes it. */
interface WrittenEdge {
  readonly field: RefField;
  readonly written: unknown;
  readonly document: number;
}

/** How many edges are numbered together. */
const AT_ONCE = 1024;

/**
 * Loads what the documents of `entities` declare: the same edges as `declaredEdges` gives, without an object and a ref
 * put together for each. Everything they mention gets a number.
 *
 * @param numbers the numbers of the entities
 */
export function loadEdges(entities: readonly StoredEntity[], numbers: Int32Array, context: LoadContext): LoadedEdges {
  const { kinds, ids, classes, notes } = context;
  const needs = edgeList();
  const structure = edgeList();
  const rest: DeclaredEdge[] = [];
  const numberOf = refNumbers(ids);
  const isRepeated = repeatedEdges();
  const plainCodes = new Map<RelationType, Map<Written, number>>();

  /** Nearly all edges have no note and so one of a few classes, which need not be looked up by all their content. */
  function plainCode(relation: RelationType, written: Written): number {
    const codes = plainCodes.get(relation) ?? new Map<Written, number>();
    const known = codes.get(written);
    if (known !== undefined) {
      classes.retain(known);
      return known;
    }
    const code = acquireClass(classes, plainClass(relation, 1, written));
    plainCodes.set(relation, codes.set(written, code));
    return code;
  }

  /** What is said about the edges of the document at an index, which come one after the other. */
  let about: NotesAbout | undefined;
  let aboutOf = -1;

  function load({ field, written: ofOther, document }: WrittenEdge, known: number): void {
    const { relation } = field;
    const { ref, entity } = entities[document] as StoredEntity; // the index of one of them
    const self = word(numbers, document);
    const other = known >= 0 ? known : numberOf(field, ofOther, entity.metadata.namespace ?? DEFAULT_NAMESPACE);
    if (other === null) return;
    if (other !== self && !isFromWriter(field)) {
      rest.push({ from: ids.ref(other), to: ref, relation, declaredBy: 2, written: "ref" });
      return;
    }
    if (isRepeated(relation, other, document)) return;
    const written = writtenAs(relation, ofOther);
    if (document !== aboutOf) about = notes.about(ref);
    aboutOf = document;
    const isNoted = about?.notes.has(ids.ref(other)) ?? false;
    const code = isNoted
      ? acquireClass(classes, classOfEdge({ relation, declaredBy: 1, written, to: ids.ref(other) }, about))
      : plainCode(relation, written);
    (relation.failureFlows === "none" ? structure : needs).push(self, other, code);
  }

  let some: WrittenEdge[] = [];
  function loadSome(): void {
    const known = new Int32Array(some.length);
    // A text that is the same as a known ref is that ref.
    ids.findAll(
      some.map(({ written }) => (typeof written === "string" ? written : "")),
      known,
    );
    for (const [index, edge] of some.entries()) load(edge, word(known, index));
    some = [];
  }

  for (const [document, { entity }] of entities.entries()) {
    eachWrittenRef(entity, kinds, (field, written) => some.push({ field, written, document }));
    if (some.length >= AT_ONCE) loadSome();
  }
  loadSome();
  return {
    needs: packTwoWayEdges(classes, ids.size, needs),
    structure: packTwoWayEdges(classes, ids.size, structure),
    rest,
  };
}

/**
 * The numbers of refs as documents write them, which are written often: a text is read once for each meaning it can
 * have. Null for one that cannot be read.
 */
function refNumbers(ids: EntityIds) {
  const byNamespace = new Map<string, Map<string | undefined, Map<string, number | null>>>();

  function meanings(namespace: string, defaultKind: string | undefined): Map<string, number | null> {
    const byKind = byNamespace.get(namespace) ?? new Map<string | undefined, Map<string, number | null>>();
    const known = byKind.get(defaultKind);
    if (known) return known;
    const made = new Map<string, number | null>();
    byNamespace.set(namespace, byKind.set(defaultKind, made));
    return made;
  }

  function read({ field }: RefField, written: unknown, namespace: string): number | null {
    const result = readWrittenRef(written, field, namespace);
    return result.ok ? ids.intern(formatEntityRef(result.parts)) : null;
  }

  return (of: RefField, written: unknown, namespace: string): number | null => {
    if (typeof written !== "string") return read(of, written, namespace);
    // One that an edge shortly before this one made known. A text without a slash never is a ref.
    const whole = written.includes("/") ? ids.find(written as EntityRef) : undefined;
    if (whole !== undefined) return whole;
    const known = meanings(namespace, of.field.defaultKind);
    let number = known.get(written);
    if (number === undefined) {
      number = read(of, written, namespace);
      known.set(written, number);
    }
    return number;
  };
}

/** Whether the edge to an entity was met before among those of the same relation that the same document declares. */
function repeatedEdges() {
  /** By relation, by entity: the last document that has declared such an edge to it, counted from 1. */
  const lastBy = new Map<RelationType, Int32Array>();
  return (relation: RelationType, to: number, document: number): boolean => {
    let last = lastBy.get(relation);
    if (!last || to >= last.length) {
      last = enlarged(last ?? new Int32Array(0), Math.max(to + 1, (last?.length ?? 0) * 2));
      lastBy.set(relation, last);
    }
    const isRepeated = last[to] === document + 1;
    last[to] = document + 1;
    return isRepeated;
  };
}
