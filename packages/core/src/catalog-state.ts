import type { CatalogView } from "./catalog-view.ts";
import type { CatalogWriter } from "./catalog-writer.ts";
import { type Pause, timeSlices } from "./ingest/time-slices.ts";
import type { KindDefinition } from "./model/kind.ts";
import type { EntityChange } from "./model/stored-entity.ts";
import { isWorthTurns, nextState, nextStateInTurns } from "./next-state.ts";
import { policedStates } from "./policed-states.ts";
import type { Policy, Principal } from "./policy.ts";
import type { Provenance } from "./provenance.ts";
import type { Runtime } from "./runtime.ts";
import { makeFindings } from "./view-findings.ts";
import { viewOf } from "./view-of.ts";
import { INDEX_NAMES, type ViewState } from "./view-state.ts";

/** What a catalog reads from, as it goes from one revision to the next, and the views of it. */
export interface CatalogState<Kinds extends readonly KindDefinition[]> {
  /** The state now. */
  read(): ViewState;
  /** Goes on to the state after some changes, in turns where they are many; until then the one before is read. */
  follow(changes: readonly EntityChange[], news: () => Pick<ViewState, "revision" | "provenance">): Promise<void>;
  /** Takes over what is known of the sources, which changes more often than what they say. */
  learn(provenance: Provenance): void;
  /** The view of the state now, whatever follows; the same one until something does. */
  snapshot(): CatalogView<Kinds>;
  /** The view that a policy leaves to somebody. @throws {CatalogError} `invalid-query` */
  as(principal: Principal): Promise<CatalogView<Kinds>>;
  /** Makes, in turns, all that reads look things up in. */
  prepare(): Promise<void>;
}

export interface CatalogStateOptions extends Pick<CatalogWriter, "exclusively"> {
  readonly first: ViewState;
  /** Everybody sees everything where there is none. */
  readonly policy: Policy | undefined;
  readonly runtime: Pick<Runtime, "clock">;
  /** Aborts when the catalog is closed. */
  readonly signal: AbortSignal;
}

/** How often findings are begun anew because the catalog has changed meanwhile. */
const MAX_TRIES = 3;

export function catalogState<Kinds extends readonly KindDefinition[]>({
  first,
  policy,
  runtime,
  exclusively,
  signal,
}: CatalogStateOptions): CatalogState<Kinds> {
  let state = first;
  /** True while a snapshot reads the same maps: they are copied before the next change. */
  let isShared = false;
  const read = () => state;
  const policed = policedStates(read);
  const views = new WeakMap<object, CatalogView<Kinds>>();

  /** The one view of what is read, so that what somebody works out for a view is there for the next who asks. */
  function viewBy(key: object, readOne: () => ViewState): CatalogView<Kinds> {
    const view = views.get(key) ?? viewOf<Kinds>(readOne);
    views.set(key, view);
    return view;
  }

  async function makeAll(pause: Pause): Promise<void> {
    const made = state.indexes.made();
    // Steps under way are waited for, so only where there is something to make.
    if (INDEX_NAMES.some((name) => !made.has(name))) {
      await exclusively(() => state.indexes.make(new Set(INDEX_NAMES), pause));
    }
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const findings = state.indexes.findings();
      await makeFindings(state, pause);
      if (state.indexes.findings() === findings) return;
    }
  }

  return {
    read,
    async follow(changes, news) {
      const pause = timeSlices(runtime.clock);
      const followPoliced = await policed.follow(changes, pause);
      const next = isWorthTurns(changes)
        ? await nextStateInTurns(state, changes, pause)
        : nextState(state, changes, isShared);
      state = { ...next, ...news() };
      isShared = false;
      followPoliced();
    },
    learn(provenance) {
      state = { ...state, provenance };
    },
    snapshot() {
      isShared = true;
      const pinned = state;
      return viewBy(pinned, () => pinned);
    },
    async as(principal) {
      if (!policy) return viewBy(read, read);
      const decision = await policy.authorize(principal, "catalog.read");
      const readPoliced = await policed.under(decision, timeSlices(runtime.clock));
      return viewBy(readPoliced, readPoliced);
    },
    async prepare() {
      const pause = timeSlices(runtime.clock);
      const pauseWhileOpen = () => {
        signal.throwIfAborted();
        return pause();
      };
      await makeAll(pauseWhileOpen).catch((reason: unknown) => {
        if (!signal.aborted) throw reason;
      });
    },
  };
}
