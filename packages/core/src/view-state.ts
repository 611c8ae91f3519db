import { type RelationGraph, relationGraph } from "./graph/relation-graph.ts";
import { eachInTurns, type Pause } from "./ingest/time-slices.ts";
import { type LintProfile, lintProfile } from "./lint/lint-settings.ts";
import type { EntityRef } from "./model/entity-ref.ts";
import type { KindRegistry } from "./model/kind.ts";
import type { EntityChange, StoredEntity } from "./model/stored-entity.ts";
import { noProvenance, type Provenance } from "./provenance.ts";
import { type AnnotationIndex, annotationIndex } from "./query/annotation-index.ts";
import { type FieldColumns, fieldColumns } from "./query/field-columns.ts";
import { type NameIndex, nameIndex } from "./search/name-index.ts";
import { type SearchIndex, searchIndex } from "./search/search-index.ts";
import type { Revision } from "./store/entity-store.ts";
import { type Findings, makeFindings } from "./view-findings.ts";

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

/** A state of its own with the same content and graph; its other indexes are made when first needed. */
export function copiedState(state: ViewState): ViewState {
  const entities = new Map(state.entities);
  const indexes = viewIndexes(state.kinds, entities, state.standIns);
  indexes.take({ graph: state.indexes.graph().copy() });
  return { ...state, entities, indexes };
}

/**
 * The state after some changes.
 *
 * @param isShared true while another view reads the state: then it stays as it is, else it is changed in place
 */
export function nextState(state: ViewState, changes: readonly EntityChange[], isShared: boolean): ViewState {
  if (changes.length * REBUILT_SHARE >= state.entities.size) return rebuiltState(state, changes);
  if (!isShared) {
    applyChanges(state, changes);
    return state;
  }
  const copy = copiedState(state);
  state.indexes.moveTo(copy.indexes);
  applyChanges(copy, changes);
  return copy;
}

/** From this many changes on they are made in turns: one takes up to a tenth of a millisecond. */
const MANY_CHANGES = 500;

/** True when so much changes that everybody would wait for it. */
export function isWorthTurns(changes: readonly EntityChange[]): boolean {
  return changes.length >= MANY_CHANGES;
}

/** The state after many changes, made in turns. Until it is there the state before it stays as it is. */
export async function nextStateInTurns(
  state: ViewState,
  changes: readonly EntityChange[],
  pause: Pause,
): Promise<ViewState> {
  const entities = new Map<EntityRef, StoredEntity>();
  await eachInTurns(state.entities, pause, ([ref, stored]) => entities.set(ref, stored));
  const next = { ...state, entities, indexes: viewIndexes(state.kinds, entities, state.standIns) };
  const made = state.indexes.made();
  if (made.has("graph")) next.indexes.take({ graph: state.indexes.graph().copy() });
  await eachInTurns(changes, pause, (change) => applyChanges(next, [change]));
  await makeIndexes(next, made, pause, state.indexes);
  return next;
}

/** Makes, in turns, what reads of a state look things up in. No change may be applied meanwhile. */
export async function makeIndexes(
  state: ViewState,
  names: ReadonlySet<IndexName>,
  pause: Pause,
  others?: ViewIndexes,
): Promise<void> {
  await state.indexes.make(names, pause, others);
  if (names.has("findings")) await makeFindings(state, pause);
}

/** When one entity in this many changes, building everything anew takes less time than changing it. */
const REBUILT_SHARE = 4;

function rebuiltState(
  { kinds, entities, provenance, revision, lint, standIns }: ViewState,
  changes: readonly EntityChange[],
): ViewState {
  const after = new Map(entities);
  for (const { type, stored } of changes) {
    if (type === "removed") after.delete(stored.ref);
    else after.set(stored.ref, stored);
  }
  return viewState(kinds, after.values(), { revision, provenance, lint, standIns });
}

/** Changes a state in place: its entities and indexes. Only for a state that no other view reads. */
export function applyChanges(state: ViewState, changes: readonly EntityChange[]): void {
  for (const change of changes) {
    const { ref } = change.stored;
    if (change.type === "removed") state.entities.delete(ref);
    else state.entities.set(ref, change.stored);
  }
  state.indexes.apply(changes);
}

function viewIndexes(
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
