import type { EntityRef } from "./model/entity-ref.ts";
import type { EntityChange, StoredEntity } from "./model/stored-entity.ts";
import type { Decision } from "./policy.ts";
import type { Provenance } from "./provenance.ts";
import { compilePredicate } from "./query/compile-predicate.ts";
import { parsePredicate } from "./query/predicate.ts";
import { relationsFrom } from "./query/query.ts";
import type { SourceFacts } from "./source-health.ts";
import { nextState, type ViewState, viewState } from "./view-state.ts";

/** What everybody with one decision may see, kept up to date as the catalog changes. */
export interface PolicedStates {
  /** The state that a decision leaves of the catalog's, each time it is called: as if there were nothing else. */
  under(decision: Decision): () => ViewState;
  /** Takes over what has changed in the catalog. */
  follow(changes: readonly EntityChange[]): void;
}

/** Decisions whose states are kept; those of others are worked out again. */
const MAX_DECISIONS = 64;

interface PolicedState {
  readonly isVisible: (stored: StoredEntity) => boolean;
  /** True when what is visible also depends on other entities. */
  readonly readsRelations: boolean;
  state: ViewState;
}

/** @param read the catalog's own state now */
export function policedStates(read: () => ViewState): PolicedStates {
  /** By decision, the one asked for longest ago first. */
  const kept = new Map<string, PolicedState>();

  function keptFor(key: string, decision: Decision): PolicedState {
    const policed = kept.get(key) ?? made(decision);
    kept.delete(key);
    kept.set(key, policed);
    const [oldest] = kept.keys();
    if (kept.size > MAX_DECISIONS && oldest !== undefined) kept.delete(oldest);
    return policed;
  }

  function made(decision: Decision): PolicedState {
    const base = read();
    const isVisible = visibility(decision, read);
    const entities = [...base.entities.values()].filter(isVisible);
    const state = viewState(base.kinds, entities, { revision: base.revision, lint: base.lint });
    const readsRelations = typeof decision === "object" && JSON.stringify(decision.when).includes("relations");
    return { isVisible, readsRelations, state };
  }

  return {
    under(decision) {
      // Nothing to leave out, so nothing to work out; that a policy was asked is said all the same.
      if (decision === "allow") return () => ({ ...read(), isPartial: true });
      const key = JSON.stringify(decision);
      return () => {
        const { state } = keptFor(key, decision);
        return { ...state, provenance: visibleProvenance(read().provenance, state.entities), isPartial: true };
      };
    },
    follow(changes) {
      for (const [key, policed] of kept) {
        if (policed.readsRelations) {
          kept.delete(key);
          continue;
        }
        const visible = visibleChanges(changes, policed);
        // What changed unseen leaves no trace, in the revision neither.
        if (visible.length > 0) {
          policed.state = { ...nextState(policed.state, visible, false), revision: read().revision };
        }
      }
    },
  };
}

function visibility(decision: Decision, read: () => ViewState): (stored: StoredEntity) => boolean {
  if (decision === "allow") return () => true;
  if (decision === "deny") return () => false;
  const relationsOf = relationsFrom({ entities: [], relations: (ref) => read().indexes.graph().relationsOf(ref) });
  const matches = compilePredicate(parsePredicate(decision.when), relationsOf);
  return ({ entity }) => matches(entity);
}

/** The changes as they look from where only some entities can be seen. */
function visibleChanges(changes: readonly EntityChange[], { state, isVisible }: PolicedState): readonly EntityChange[] {
  return changes.flatMap((change): readonly EntityChange[] => {
    const before = state.entities.get(change.stored.ref);
    if (change.type === "removed") return before ? [change] : [];
    if (isVisible(change.stored)) return [before ? change : { type: "added", stored: change.stored }];
    return before ? [{ type: "removed", stored: before, reason: "gone-from-source" }] : [];
  });
}

/** Provenance that says nothing of what cannot be seen: no count, no place, no reason that could name it. */
function visibleProvenance(provenance: Provenance, entities: ReadonlyMap<EntityRef, StoredEntity>): Provenance {
  let counts: ReadonlyMap<string, { readonly entities: number; readonly documents: number }> | undefined;
  const problems = new Map(
    Array.from(provenance.problems, ([source, found]) => [
      source,
      found.filter(({ entity }) => entity !== null && entities.has(entity)),
    ]),
  );
  const visible = <Facts extends SourceFacts>(facts: Facts): Facts => {
    counts ??= countBySource(entities.values());
    const state = facts.state === "refused" ? "complete" : facts.state;
    return {
      ...facts,
      state,
      ...(counts.get(facts.name) ?? { entities: 0, documents: 0 }),
      problems: problems.get(facts.name)?.length ?? 0,
      reason: state === "complete" || facts.reason === null ? null : "Not all of it was read.",
      skipped: { count: 0, first: [] },
      refusedRemovals: 0,
    };
  };
  return {
    ...provenance,
    get sources() {
      return provenance.sources.map(visible);
    },
    statuses: () =>
      provenance.statuses().map((status) => {
        const { state, health } = status;
        return { ...visible(status), health: state === "refused" ? "fresh" : health };
      }),
    problems,
  };
}

function countBySource(entities: Iterable<StoredEntity>) {
  const locations = new Map<string, Set<string>>();
  const counts = new Map<string, { entities: number; documents: number }>();
  for (const { source, location } of entities) {
    const known = locations.get(source) ?? new Set();
    locations.set(source, known.add(location));
    counts.set(source, { entities: (counts.get(source)?.entities ?? 0) + 1, documents: known.size });
  }
  return counts;
}
