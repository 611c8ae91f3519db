import { eachInTurns, type Pause, someInTurns } from "./ingest/time-slices.ts";
import { type EntityRef, restrictedRef } from "./model/entity-ref.ts";
import type { EntityChange, StoredEntity } from "./model/stored-entity.ts";
import { isWorthTurns, makeIndexes, nextState } from "./next-state.ts";
import type { Decision } from "./policy.ts";
import type { Provenance } from "./provenance.ts";
import { compilePredicate } from "./query/compile-predicate.ts";
import { relationsFrom } from "./query/matching-rows.ts";
import { type Predicate, parsePredicate } from "./query/predicate.ts";
import { type Redaction, redactionOf } from "./redaction.ts";
import { type IndexName, type ViewState, viewState } from "./view-state.ts";
import { visibleProvenance } from "./visible-provenance.ts";

/** What everybody with one decision may see, kept up to date as the catalog changes. */
export interface PolicedStates {
  /**
   * The state that a decision leaves of the catalog's, each time it is called: as if there were nothing else. It is
   * made in turns where it is not there, so that only who holds on to it while much changes has it made in one go.
   *
   * @throws {CatalogError} `invalid-query` for a condition that cannot be read
   */
  under(decision: Decision, pause: Pause): Promise<() => ViewState>;
  /** Looks at what is about to change, in turns where it is much. Call what it gives when the catalog has changed. */
  follow(changes: readonly EntityChange[], pause: Pause): Promise<() => void>;
}

/** Decisions whose states are kept; those of others are worked out again. */
const MAX_DECISIONS = 64;
/** How often a state is begun anew because the catalog has changed meanwhile. */
const MAX_TRIES = 3;

interface PolicedState {
  /** The state as it is read; the same function for everybody. */
  readonly read: () => ViewState;
  readonly isVisible: (stored: StoredEntity) => boolean;
  readonly isRedacted: (stored: StoredEntity) => boolean;
  /** True when what is visible also depends on other entities. */
  readonly readsRelations: boolean;
  /** What stands for each redacted entity, as long as the decision is kept. */
  readonly standInRefs: Map<EntityRef, EntityRef>;
  /** Null where it has to be worked out again. */
  made: MadeState | null;
  /** Set while that is done in turns. */
  making: Promise<void> | null;
  /** What its reads look things up in. */
  used: ReadonlySet<IndexName>;
}

/** Entities of a catalog, by how much may be known of them; those that are not there may not. */
interface Sorted {
  readonly visible: StoredEntity[];
  readonly redacted: StoredEntity[];
}

interface MadeState {
  readonly redaction: Redaction | null;
  readonly state: ViewState;
}

/** @param read the catalog's own state now */
export function policedStates(read: () => ViewState): PolicedStates {
  /** By decision, the one asked for longest ago first. */
  const kept = new Map<string, PolicedState>();

  function keptFor(key: string, decision: Decision): PolicedState {
    const policed = kept.get(key) ?? policedBy(decision);
    kept.delete(key);
    kept.set(key, policed);
    const [oldest] = kept.keys();
    if (kept.size > MAX_DECISIONS && oldest !== undefined) kept.delete(oldest);
    return policed;
  }

  function policedBy(decision: Decision): PolicedState {
    const { when = null, redacted = null } = typeof decision === "object" ? decision : {};
    return {
      read: reader(decision),
      isVisible: when ? matching(when, read) : () => false,
      isRedacted: redacted ? matching(redacted, read) : () => false,
      readsRelations: JSON.stringify(decision).includes("relations"),
      standInRefs: new Map(),
      made: null,
      making: null,
      used: usedByOthers(),
    };
  }

  /** What anybody looks things up in is likely to be asked for under the next decision too. */
  function usedByOthers(): ReadonlySet<IndexName> {
    const used = new Set<IndexName>(["graph"]);
    for (const policed of kept.values()) {
      for (const name of policed.made?.state.indexes.made() ?? policed.used) used.add(name);
    }
    return used;
  }

  /** Also for who asks long after others have taken the decision's place. */
  function reader(decision: Decision): () => ViewState {
    const key = JSON.stringify(decision);
    let last: { readonly made: MadeState; readonly of: Provenance; readonly state: ViewState } | undefined;
    return () => {
      const policed = keptFor(key, decision);
      policed.made ??= madeAtOnce(policed);
      const { made } = policed;
      const { provenance: of } = read();
      if (last?.made !== made || last.of !== of) {
        const provenance = visibleProvenance(of, made.state.entities, made.redaction);
        last = { made, of, state: { ...made.state, provenance, isPartial: true } };
      }
      return last.state;
    };
  }

  /** Makes a state as much changes, and leaves that to who reads it where the catalog does not stand still. */
  async function makeInTurns(policed: PolicedState, pause: Pause): Promise<void> {
    for (let tries = 0; tries < MAX_TRIES && !policed.made; tries += 1) {
      const whole = read();
      const sorted: Sorted = { visible: [], redacted: [] };
      await eachInTurns(whole.entities.values(), pause, (stored) => sortIn(sorted, stored, policed));
      const made = madeOf(whole, sorted, policed);
      await makeIndexes(made.state, policed.used, pause);
      if (read().revision === whole.revision) policed.made ??= made;
    }
  }

  function madeAtOnce(policed: PolicedState): MadeState {
    const whole = read();
    const sorted: Sorted = { visible: [], redacted: [] };
    for (const stored of whole.entities.values()) sortIn(sorted, stored, policed);
    return madeOf(whole, sorted, policed);
  }

  function madeOf(
    { kinds, revision, lint }: ViewState,
    { visible, redacted }: Sorted,
    { standInRefs }: PolicedState,
  ): MadeState {
    if (redacted.length === 0) return { redaction: null, state: viewState(kinds, visible, { revision, lint }) };
    // By uid, so that the numbers do not go by names or places.
    for (const { ref } of redacted.toSorted((a, b) => (a.uid < b.uid ? -1 : 1))) {
      if (!standInRefs.has(ref)) standInRefs.set(ref, restrictedRef(standInRefs.size + 1));
    }
    const redaction = redactionOf({ kinds, visible, redacted, standInRefs });
    const { standIns } = redaction;
    return { redaction, state: viewState(kinds, visible.map(redaction.shown), { revision, lint, standIns }) };
  }

  /** Nothing to leave out, so nothing to work out; that a policy was asked is said all the same. */
  const readWhole = () => ({ ...read(), isPartial: true });

  return {
    async under(decision, pause) {
      if (decision === "allow") return readWhole;
      const key = JSON.stringify(decision);
      const policed = keptFor(key, decision);
      if (!policed.made) {
        policed.making ??= makeInTurns(policed, pause).finally(() => {
          policed.making = null;
        });
        await policed.making;
      }
      return policed.read;
    },
    async follow(changes, pause) {
      const isMuch = isWorthTurns(changes);
      const unconcerned = new Set<MadeState>();
      for (const policed of isMuch ? [...kept.values()] : []) {
        const { made } = policed;
        if (made && !(await someInTurns(changes, pause, (change) => concerns(change, policed, made)))) {
          unconcerned.add(made);
        }
      }
      return () => {
        for (const policed of kept.values()) {
          const { readsRelations, made } = policed;
          if (!made || (isMuch && unconcerned.has(made))) continue;
          if (isMuch || readsRelations || changes.some((change) => concernsRedaction(change, policed, made))) {
            policed.used = made.state.indexes.made();
            policed.made = null;
            continue;
          }
          const visible = visibleChanges(changes, policed, made);
          // What changed unseen leaves no trace, in the revision neither.
          if (visible.length > 0) {
            const state = { ...nextState(made.state, visible, false), revision: read().revision };
            policed.made = { ...made, state };
          }
        }
      };
    },
  };
}

/** True where a change makes any difference to what may be known. */
function concerns(change: EntityChange, policed: PolicedState, made: MadeState): boolean {
  return (
    policed.readsRelations ||
    concernsRedaction(change, policed, made) ||
    visibleChanges([change], policed, made).length > 0
  );
}

function sortIn({ visible, redacted }: Sorted, stored: StoredEntity, { isVisible, isRedacted }: PolicedState): void {
  if (isVisible(stored)) visible.push(stored);
  else if (isRedacted(stored)) redacted.push(stored);
}

function matching(predicate: Predicate, read: () => ViewState): (stored: StoredEntity) => boolean {
  const relationsOf = relationsFrom({ relations: (ref) => read().indexes.graph().relationsOf(ref) });
  const matches = compilePredicate(parsePredicate(predicate), relationsOf);
  return ({ entity }) => matches(entity);
}

/** True where a change makes a difference to how other entities look, or to what stands for redacted ones. */
function concernsRedaction(
  { type, stored }: EntityChange,
  { isVisible, isRedacted }: PolicedState,
  { redaction, state }: MadeState,
): boolean {
  const isSeen = type !== "removed" && isVisible(stored);
  if (type !== "removed" && !isSeen && isRedacted(stored)) return !redaction?.hides(stored);
  if (!redaction) return false;
  return redaction.redacts(stored.ref) || (state.entities.has(stored.ref) !== isSeen && redaction.dependsOn(stored));
}

/** The changes as they look from where only some entities can be seen. */
function visibleChanges(
  changes: readonly EntityChange[],
  { isVisible }: PolicedState,
  { state, redaction }: MadeState,
): readonly EntityChange[] {
  return changes.flatMap((change): readonly EntityChange[] => {
    const before = state.entities.get(change.stored.ref);
    if (change.type === "removed") return before ? [change] : [];
    if (isVisible(change.stored)) {
      const stored = redaction ? redaction.shown(change.stored) : change.stored;
      return [before ? { ...change, stored } : { type: "added", stored }];
    }
    return before ? [{ type: "removed", stored: before, reason: "gone-from-source" }] : [];
  });
}
