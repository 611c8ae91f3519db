import { eachInTurns, type Pause } from "./ingest/time-slices.ts";
import type { EntityRef } from "./model/entity-ref.ts";
import type { EntityChange, StoredEntity } from "./model/stored-entity.ts";
import { makeFindings } from "./view-findings.ts";
import { type IndexName, type ViewIndexes, type ViewState, viewIndexes, viewState } from "./view-state.ts";

/** When one entity in this many changes, building everything anew takes less time than changing it. */
const REBUILT_SHARE = 4;

/** From this many changes on they are made in turns: one takes up to a tenth of a millisecond. */
const MANY_CHANGES = 500;

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

/** A state of its own with the same content and graph; its other indexes are made when first needed. */
export function copiedState(state: ViewState): ViewState {
  const entities = new Map(state.entities);
  const indexes = viewIndexes(state.kinds, entities, state.standIns);
  indexes.take({ graph: state.indexes.graph().copy() });
  return { ...state, entities, indexes };
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
