import { eachWrittenRef, type RefField, readWrittenRef } from "../ingest/derive-relations.ts";
import { DEFAULT_NAMESPACE, type EntityRef, formatEntityRef } from "../model/entity-ref.ts";
import type { KindRegistry } from "../model/kind.ts";
import type { RelationType } from "../model/relation.ts";
import type { StoredEntity } from "../model/stored-entity.ts";
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
  const meaningOf = fieldMeanings(classes);

  /** What is said about the edges of the document at an index, which come one after the other. */
  let about: NotesAbout | undefined;
  let aboutOf = -1;

  /** @param known the number of what the document at an index has written, -1 where it is not known yet */
  function load(field: RefField, ofOther: unknown, document: number, known: number): void {
    const { relation } = field;
    const { isFromWriter, isRepeated, plainCode } = meaningOf(field);
    const { ref, entity } = entities[document] as StoredEntity; // the index of one of them
    const self = word(numbers, document);
    const other = known >= 0 ? known : numberOf(field, ofOther, entity.metadata.namespace ?? DEFAULT_NAMESPACE);
    if (other === null) return;
    if (other !== self && !isFromWriter) {
      rest.push({ from: ids.ref(other), to: ref, relation, declaredBy: 2, written: "ref" });
      return;
    }
    if (isRepeated(other, document)) return;
    const written = writtenAs(relation, ofOther);
    if (document !== aboutOf) about = notes.about(ref);
    aboutOf = document;
    const isNoted = about?.notes.has(ids.ref(other)) ?? false;
    const code = isNoted
      ? acquireClass(classes, classOfEdge({ relation, declaredBy: 1, written, to: ids.ref(other) }, about))
      : plainCode(written);
    (relation.failureFlows === "none" ? structure : needs).push(self, other, code);
  }

  // What some documents have written, in columns: millions of objects would have to be collected again.
  let fields: RefField[] = [];
  let written: unknown[] = [];
  let documents: number[] = [];

  function loadSome(): void {
    const known = new Int32Array(written.length);
    // A text that is the same as a known ref is that ref.
    ids.findAll(
      written.map((ref) => (typeof ref === "string" ? ref : "")),
      known,
    );
    for (let at = 0; at < known.length; at++) {
      load(fields[at] as RefField, written[at], documents[at] as number, word(known, at)); // columns of one length
    }
    fields = [];
    written = [];
    documents = [];
  }

  let document = 0;
  const note = (field: RefField, ref: unknown) => {
    fields.push(field);
    written.push(ref);
    documents.push(document);
  };
  for (; document < entities.length; document++) {
    eachWrittenRef((entities[document] as StoredEntity).entity, kinds, note); // the index of one of them
    if (written.length >= AT_ONCE) loadSome();
  }
  loadSome();
  return {
    needs: packTwoWayEdges(classes, ids.size, needs),
    structure: packTwoWayEdges(classes, ids.size, structure),
    rest,
  };
}

/** What the edges of a field have in common. */
interface FieldMeaning {
  readonly isFromWriter: boolean;
  /** Whether the edge to an entity was met before among those of the same relation that the same document declares. */
  isRepeated(to: number, document: number): boolean;
  /** The number of the class of an edge without notes, with one more use of it. */
  plainCode(written: Written): number;
}

/** Looks up what the edges of a field have in common; quickest where it is asked of the same field as before. */
function fieldMeanings(classes: EdgeClasses): (field: RefField) => FieldMeaning {
  const byField = new Map<RefField, FieldMeaning>();
  const byRelation = new Map<RelationType, Omit<FieldMeaning, "isFromWriter">>();
  let last: { readonly field: RefField; readonly meaning: FieldMeaning } | undefined;

  function make(field: RefField): FieldMeaning {
    const { relation } = field;
    const ofRelation = byRelation.get(relation) ?? {
      isRepeated: repeatedEdges(),
      plainCode: plainCodes(relation, classes),
    };
    byRelation.set(relation, ofRelation);
    return { isFromWriter: isFromWriter(field), ...ofRelation };
  }

  return (field) => {
    if (last?.field === field) return last.meaning;
    const meaning = byField.get(field) ?? make(field);
    byField.set(field, meaning);
    last = { field, meaning };
    return meaning;
  };
}

/** How many targets of one document are compared one by one before they are looked up. */
const FEW = 16;

function repeatedEdges(): FieldMeaning["isRepeated"] {
  const few = new Int32Array(FEW);
  let count = 0;
  let many = new Set<number>();
  let of = -1;
  return (to, document) => {
    if (document !== of) {
      of = document;
      if (count > FEW) many = new Set();
      count = 0;
    }
    for (let index = 0; index < count && index < FEW; index++) if (few[index] === to) return true;
    if (count < FEW) few[count] = to;
    else if (many.size === many.add(to).size) return true;
    count++;
    return false;
  };
}

/** Nearly all edges have no note and so one of a few classes, which need not be looked up by all their content. */
function plainCodes(relation: RelationType, classes: EdgeClasses): FieldMeaning["plainCode"] {
  const codes = new Map<Written, number>();
  return (written) => {
    const known = codes.get(written);
    if (known !== undefined) {
      classes.retain(known);
      return known;
    }
    const code = acquireClass(classes, plainClass(relation, 1, written));
    codes.set(written, code);
    return code;
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
