import { type RelationGraph, relationGraph } from "./graph/relation-graph.ts";
import type { Pause } from "./ingest/time-slices.ts";
import { type LintProfile, lintProfile } from "./lint/lint-settings.ts";
import type { EntityRef } from "./model/entity-ref.ts";
import type { KindRegistry } from "./model/kind.ts";
import type { Problem } from "./model/problem.ts";
import type { EntityChange, StoredEntity } from "./model/stored-entity.ts";
import { noProvenance, type Provenance } from "./provenance.ts";
import { type AnnotationIndex, annotationIndex } from "./query/annotation-index.ts";
import { type NameIndex, nameIndex } from "./search/name-index.ts";
import { type SearchIndex, searchIndex } from "./search/search-index.ts";
import type { Revision } from "./store/entity-store.ts";

/** What a view reads from: the entities of one revision and everything worked out from them. */
export interface ViewState {
  readonly kinds: KindRegistry;
  readonly revision: Revision;
  readonly entities: Map<EntityRef, StoredEntity>;
  readonly indexes: ViewIndexes;
  readonly provenance: Provenance;
  /** The whole-catalog rules that `problems()` goes by. */
  readonly lint: LintProfile;
  /** The environment that walks use unless told otherwise. */
  readonly environment: string | undefined;
  /** True when a policy decides what is in it. */
  readonly isPartial: boolean;
}

/** Indexes made at the first read that needs one, then kept up to date. */
export interface ViewIndexes {
  graph(): RelationGraph;
  names(): NameIndex;
  texts(): SearchIndex;
  annotations(): AnnotationIndex;
  /** Findings of the whole-catalog rules, worked out once per revision. */
  findings(lint: () => readonly Problem[]): readonly Problem[];
  apply(changes: readonly EntityChange[]): void;
  /**
   * Hands what was made to the indexes of a copy that lives on: keeping them up to date is cheap, making them is not.
   * What was left behind makes its own when asked for something that needs one.
   */
  moveTo(other: ViewIndexes): void;
  take(made: MadeIndexes): void;
  /** What has been made of them. */
  made(): MadeIndexes;
  /** Makes, in turns, those that another state has made. */
  makeLike(other: MadeIndexes, pause: Pause): Promise<void>;
}

interface MadeIndexes {
  readonly graph?: RelationGraph | undefined;
  readonly names?: NameIndex | undefined;
  readonly texts?: SearchIndex | undefined;
  readonly annotations?: AnnotationIndex | undefined;
}

export interface ViewStateOptions {
  readonly revision?: Revision;
  readonly provenance?: Provenance;
  readonly lint?: LintProfile;
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
    indexes: viewIndexes(kinds, byRef),
    provenance: options.provenance ?? noProvenance,
    lint: options.lint ?? lintProfile(),
    environment: undefined,
    isPartial: false,
  };
}

/** A state of its own with the same content and graph; its other indexes are made when first needed. */
export function copiedState(state: ViewState): ViewState {
  const entities = new Map(state.entities);
  const indexes = viewIndexes(state.kinds, entities);
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
const MANY_CHANGES = 200;

/** True when so much changes, in indexes that are in use, that everybody would wait for it. */
export function isWorthTurns({ indexes }: ViewState, changes: readonly EntityChange[]): boolean {
  return changes.length >= MANY_CHANGES && indexes.made().graph !== undefined;
}

/** The state after many changes, made in turns. Until it is there the state before it stays as it is. */
export async function nextStateInTurns(
  state: ViewState,
  changes: readonly EntityChange[],
  pause: Pause,
): Promise<ViewState> {
  const next = copiedState(state);
  for (const change of changes) {
    applyChanges(next, [change]);
    const turn = pause();
    if (turn) await turn;
  }
  await next.indexes.makeLike(state.indexes.made(), pause);
  return next;
}

/** When one entity in this many changes, building everything anew takes less time than changing it. */
const REBUILT_SHARE = 4;

function rebuiltState(
  { kinds, entities, provenance, revision, lint }: ViewState,
  changes: readonly EntityChange[],
): ViewState {
  const after = new Map(entities);
  for (const { type, stored } of changes) {
    if (type === "removed") after.delete(stored.ref);
    else after.set(stored.ref, stored);
  }
  return viewState(kinds, after.values(), { revision, provenance, lint });
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

function viewIndexes(kinds: KindRegistry, entities: ReadonlyMap<EntityRef, StoredEntity>): ViewIndexes {
  let made: MadeIndexes = {};
  let findings: readonly Problem[] | undefined;
  const filled = <Index extends { set(stored: StoredEntity): void }>(index: Index): Index => {
    for (const stored of entities.values()) index.set(stored);
    return index;
  };
  return {
    graph() {
      const graph = made.graph ?? relationGraph(kinds, entities.values());
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
    findings(lint) {
      findings ??= lint();
      return findings;
    },
    apply(changes) {
      findings = undefined;
      const indexes = [made.names, made.texts, made.annotations].filter((index) => index !== undefined);
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
      other.take({ ...made, graph: undefined });
      made = { graph: made.graph };
    },
    take(taken) {
      made = { ...taken, graph: taken.graph ?? made.graph };
    },
    made: () => made,
    async makeLike(other, pause) {
      const names = other.names && nameIndex(kinds);
      const texts = other.texts && searchIndex(kinds);
      const annotations = other.annotations && annotationIndex();
      for (const stored of entities.values()) {
        for (const index of [names, texts, annotations]) index?.set(stored);
        const turn = pause();
        if (turn) await turn;
      }
      made = { ...made, names, texts, annotations };
    },
  };
}
