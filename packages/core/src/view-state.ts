import { type RelationGraph, relationGraph } from "./graph/relation-graph.ts";
import { eachInTurns, type Pause } from "./ingest/time-slices.ts";
import { type LintProfile, lintProfile } from "./lint/lint-settings.ts";
import type { EntityRef } from "./model/entity-ref.ts";
import type { KindRegistry } from "./model/kind.ts";
import type { Problem } from "./model/problem.ts";
import type { EntityChange, StoredEntity } from "./model/stored-entity.ts";
import { noProvenance, type Provenance } from "./provenance.ts";
import { type AnnotationIndex, annotationIndex } from "./query/annotation-index.ts";
import { type FieldColumns, fieldColumns } from "./query/field-columns.ts";
import { type NameIndex, nameIndex } from "./search/name-index.ts";
import { type SearchIndex, searchIndex } from "./search/search-index.ts";
import type { Revision } from "./store/entity-store.ts";

/** What a view reads from: the entities of one revision and everything worked out from them. */
export interface ViewState {
  readonly kinds: KindRegistry;
  readonly revision: Revision;
  readonly entities: Map<EntityRef, StoredEntity>;
  /** What stands for entities that nothing but walks may meet; undefined where there are none. */
  readonly standIns: StandIns | undefined;
  readonly indexes: ViewIndexes;
  readonly provenance: Provenance;
  /** The whole-catalog rules that `problems()` goes by. */
  readonly lint: LintProfile;
  /** The environment that walks use unless told otherwise. */
  readonly environment: string | undefined;
  /** True when a policy decides what is in it. */
  readonly isPartial: boolean;
}

/** What the whole-catalog rules find in a state until something changes in it; then there is another one of these. */
export interface Findings {
  /** Undefined until it is worked out. */
  found: readonly Problem[] | undefined;
  /** Set while that is done in turns. */
  making: Promise<void> | undefined;
}

/** Entities that are in the graph alone, and the kinds of everything in it. */
export interface StandIns {
  readonly entities: ReadonlyMap<EntityRef, StoredEntity>;
  readonly kinds: KindRegistry;
}

/** Indexes made at the first read that needs one, then kept up to date. */
export interface ViewIndexes {
  graph(): RelationGraph;
  names(): NameIndex;
  texts(): SearchIndex;
  annotations(): AnnotationIndex;
  columns(): FieldColumns;
  /** What the whole-catalog rules find; another one after each change. */
  findings(): Findings;
  apply(changes: readonly EntityChange[]): void;
  /**
   * Hands what was made to the indexes of a copy that lives on: keeping them up to date is cheap, making them is not.
   * What was left behind makes its own when asked for something that needs one.
   */
  moveTo(other: ViewIndexes): void;
  take(made: MadeIndexes): void;
  /** Those that have been made; findings also where they were asked for before the last change. */
  made(): ReadonlySet<IndexName>;
  /**
   * Makes, in turns, those that are not there yet, and columns as others were asked for; findings are made from a
   * state. No change may be applied meanwhile.
   */
  make(names: ReadonlySet<IndexName>, pause: Pause, others?: ViewIndexes): Promise<void>;
}

/** Everything that reads look things up in. */
export const INDEX_NAMES = ["graph", "names", "texts", "annotations", "columns", "findings"] as const;

export type IndexName = (typeof INDEX_NAMES)[number];

interface MadeIndexes {
  readonly graph?: RelationGraph | undefined;
  readonly names?: NameIndex | undefined;
  readonly texts?: SearchIndex | undefined;
  readonly annotations?: AnnotationIndex | undefined;
  readonly columns?: FieldColumns | undefined;
  readonly findings?: Findings | undefined;
}

export interface ViewStateOptions {
  readonly revision?: Revision;
  readonly provenance?: Provenance;
  readonly lint?: LintProfile;
  readonly standIns?: StandIns | undefined;
}

/** The state of a catalog that holds these entities. */
export function viewState(
  kinds: KindRegistry,
  entities: Iterable<StoredEntity>,
  options: ViewStateOptions = {},
): ViewState {
  const byRef = new Map<EntityRef, StoredEntity>();
  for (const stored of entities) byRef.set(stored.ref, stored);
  return {
    kinds,
    revision: options.revision ?? 0,
    entities: byRef,
    standIns: options.standIns,
    indexes: viewIndexes(kinds, byRef, options.standIns),
    provenance: options.provenance ?? noProvenance,
    lint: options.lint ?? lintProfile(),
    environment: undefined,
    isPartial: false,
  };
}

/** Indexes over entities, of which none is made yet. */
export function viewIndexes(
  kinds: KindRegistry,
  entities: ReadonlyMap<EntityRef, StoredEntity>,
  standIns: StandIns | undefined,
): ViewIndexes {
  const graphKinds = standIns?.kinds ?? kinds;
  let made: MadeIndexes = {};
  const filled = <Index extends { set(stored: StoredEntity): void }>(index: Index): Index => {
    for (const stored of entities.values()) index.set(stored);
    return index;
  };
  return {
    graph() {
      const standingIn = standIns?.entities.values() ?? [];
      const graph = made.graph ?? relationGraph(graphKinds, [...entities.values(), ...standingIn]);
      made = { ...made, graph };
      return graph;
    },
    names() {
      const names = made.names ?? filled(nameIndex(kinds));
      made = { ...made, names };
      return names;
    },
    texts() {
      const texts = made.texts ?? filled(searchIndex(kinds));
      made = { ...made, texts };
      return texts;
    },
    annotations() {
      const annotations = made.annotations ?? filled(annotationIndex());
      made = { ...made, annotations };
      return annotations;
    },
    columns() {
      const columns = made.columns ?? filled(fieldColumns());
      made = { ...made, columns };
      return columns;
    },
    findings() {
      const findings = made.findings ?? notFound();
      if (!made.findings) made = { ...made, findings };
      return findings;
    },
    apply(changes) {
      if (made.findings) made = { ...made, findings: notFound() };
      const indexes = [made.names, made.texts, made.annotations, made.columns].filter((index) => index !== undefined);
      for (const { type, stored } of changes) {
        for (const index of indexes) {
          if (type === "removed") index.remove(stored.ref);
          else index.set(stored);
        }
        if (type === "removed") made.graph?.remove(stored.ref);
        else if (type !== "moved") made.graph?.set(stored);
      }
    },
    moveTo(other) {
      other.take({ ...made, graph: undefined, findings: made.findings && notFound() });
      made = { graph: made.graph, findings: made.findings?.found && made.findings };
    },
    take(taken) {
      made = { ...taken, graph: taken.graph ?? made.graph };
    },
    made: () => new Set(INDEX_NAMES.filter((name) => made[name] !== undefined)),
    async make(wanted, pause, others) {
      const isMissing = (name: IndexName) => wanted.has(name) && made[name] === undefined;
      const graph = isMissing("graph") ? relationGraph(graphKinds) : undefined;
      const names = isMissing("names") ? nameIndex(kinds) : undefined;
      const texts = isMissing("texts") ? searchIndex(kinds) : undefined;
      const annotations = isMissing("annotations") ? annotationIndex() : undefined;
      const columns = isMissing("columns") ? fieldColumns() : undefined;
      const fresh: MadeIndexes = { graph, names, texts, annotations, columns };
      const indexes = [graph, names, texts, annotations, columns].filter((index) => index !== undefined);
      if (indexes.length === 0) return;
      await eachInTurns(entities.values(), pause, (stored) => {
        for (const index of indexes) index.set(stored);
        texts?.search(""); // which takes it in
      });
      if (others) await eachInTurns(columns?.readLike(others.columns()) ?? [], pause, () => {});
      for (const stored of standIns?.entities.values() ?? []) graph?.set(stored);
      for (const name of INDEX_NAMES) if (fresh[name] !== undefined) made = { ...made, [name]: fresh[name] };
    },
  };
}

function notFound(): Findings {
  return { found: undefined, making: undefined };
}
