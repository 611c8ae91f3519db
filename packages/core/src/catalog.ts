import type { Catalog, CatalogEvent, PlanReport, RefreshReport } from "./catalog-contract.ts";
import { NOTHING_PLANNED, nothingReadable, planReport, quarantinedEntity, refusedRemovals } from "./catalog-reports.ts";
import { type CommittedStep, catalogWriter } from "./catalog-writer.ts";
import { CatalogError } from "./errors.ts";
import { defaultReadLimits, type ReadLimits } from "./ingest/read-limits.ts";
import type { ReadProgress } from "./ingest/read-source.ts";
import { readingTurns } from "./ingest/reading-turns.ts";
import { reasonText } from "./ingest/reason-text.ts";
import { defaultGuardLimits, type GuardLimits } from "./ingest/removal-guard.ts";
import {
  checkSchedule,
  DEFAULT_CONCURRENCY,
  type PlannedRuns,
  type ScheduleOptions,
  scheduleOf,
  scheduleRuns,
} from "./ingest/schedule.ts";
import type { SourceRecord } from "./ingest/source-record.ts";
import { checkRules, type SourceRule } from "./ingest/source-rules.ts";
import { timeSlices } from "./ingest/time-slices.ts";
import type { UnknownKinds } from "./ingest/validate-entity.ts";
import { type LintSettings, lintProfile } from "./lint/lint-settings.ts";
import { builtInKinds } from "./model/built-in-kinds.ts";
import { entityRef } from "./model/entity-ref.ts";
import { type KindDefinition, kindRegistry } from "./model/kind.ts";
import { policedStates } from "./policed-states.ts";
import type { Policy } from "./policy.ts";
import { type Provenance, provenanceTracker, sameProblems } from "./provenance.ts";
import type { EntityProvider } from "./provider/entity-provider.ts";
import { type Runtime, runtimeWith } from "./runtime.ts";
import { isViewOf, viewOf } from "./view-of.ts";
import { isWorthTurns, nextState, nextStateInTurns, viewState } from "./view-state.ts";
import { watchSource } from "./watch-source.ts";

/** How to open a catalog. Only `providers` is required. */
export interface OpenCatalogOptions<Kinds extends readonly KindDefinition[]> {
  /** The sources, the most trusted first: where two describe one entity, the earlier one is in force. */
  readonly providers: readonly EntityProvider[];
  /** The kinds the catalog knows; the built-in ones unless given. */
  readonly kinds?: Kinds;
  /** What becomes of a document whose kind is not known: a problem (`"reject"`, the default) or an entity as it is. */
  readonly unknownKinds?: UnknownKinds;
  /**
   * `"cached"` answers at once from a store that has data and reads the sources behind it; `"fresh"` waits for the
   * first read of every source. `"cached"` unless given; a store without data is always fresh.
   */
  readonly start?: "cached" | "fresh";
  /** When sources are read again, how many at once, for how long, and whether they are watched; `false` for never. */
  readonly schedule?: ScheduleOptions | false;
  /** How much a source may lose in one run before a person is asked. */
  readonly guard?: Partial<GuardLimits>;
  /** Limits on what one document may hold. */
  readonly limits?: Partial<ReadLimits>;
  /**
   * Hosts whose files a descriptor may name by their address, such as `$text: https://schemas.example.com/api.yaml`:
   * `schemas.example.com`, `*.example.com` for all hosts below it, `files.example.com:8443` for a port of its own.
   * None unless given.
   */
  readonly allowedHosts?: readonly string[];
  /** What may be described where, also in files that Location entities lead to; everything unless given. */
  readonly rules?: readonly SourceRule[];
  /** Which whole-catalog rules `problems()` goes by, how much they weigh, and further ones; all built-in ones unless given. */
  readonly lint?: LintSettings;
  /** Who may see what, for `as`; everybody sees everything unless given. Reads of the catalog itself do not go by it. */
  readonly policy?: Policy;
  /** Clock, logger, fetch and store; each has a working default. */
  readonly runtime?: Partial<Runtime>;
  /** Called while a source is read, once per document. */
  readonly onProgress?: ReadProgress;
}

/**
 * Opens a catalog over its sources. Resolves after the first read of every source, or at once from a store that has
 * data. A source that fails does not stop the others; `sources()` tells.
 *
 * @throws {CatalogError} `nothing-readable` when no source could be read and nothing was stored
 * @throws {CatalogError} `invalid-argument` for two providers of one name, for a rule about a source that is not there,
 * and for lint settings that name a rule that is not there
 */
export async function openCatalog<const Kinds extends readonly KindDefinition[] = typeof builtInKinds>(
  options: OpenCatalogOptions<Kinds>,
): Promise<Catalog<Kinds>> {
  const { providers } = options;
  const runtime = runtimeWith(options.runtime);
  const kinds = kindRegistry(options.kinds ?? builtInKinds);
  rejectRepeatedNames(providers);
  const { allowedHosts = [], rules = [] } = options;
  const names = providers.map(({ name }) => name);
  checkRules(rules, names);
  const schedule = options.schedule === false ? {} : (options.schedule ?? {});
  checkSchedule(schedule, names);
  const lint = lintProfile(options.lint);
  const stored = await runtime.store.load();
  const stopping = new AbortController();
  const listeners = new Set<(event: CatalogEvent) => void>();
  const planned = new Map<string, PlannedRuns>();
  const tracker = provenanceTracker((source) => ({
    now: runtime.clock.now(),
    everyMs: options.schedule === false ? null : scheduleOf(source, schedule).everyMs,
    nextAt: planned.get(source)?.nextAt() ?? null,
    rateLimit: writer.records.get(source)?.rateLimit ?? null,
  }));
  let closed = false;

  const writer = catalogWriter({
    providers,
    runtime,
    stored,
    ingest: {
      kinds,
      unknownKinds: options.unknownKinds ?? "reject",
      limits: { ...defaultReadLimits, ...options.limits },
    },
    allowedHosts,
    rules,
    guard: { ...defaultGuardLimits, ...options.guard },
    timeoutMs: (source) => scheduleOf(source, schedule).timeoutMs,
    ownedBy: (owner) => state.indexes.graph().targets(owner, "ownerOf").length,
    onProgress: options.onProgress,
    onCommitted: followStep,
    onSource: followSource,
  });
  for (const record of writer.records.values()) tracker.replace(record.name, record.documents.values(), []);
  let state = viewState(kinds, writer.inForce(), {
    revision: stored?.revision ?? 0,
    provenance: provenance(),
    lint,
  });
  /** The problems that listeners know of. */
  let announced = state.provenance.problems;
  /** True while a snapshot reads the same maps: they are copied before the next change. */
  let isShared = false;
  const policed = policedStates(() => state);

  function provenance(): Provenance {
    return tracker.current([...writer.records.values()], writer.contested());
  }

  async function followStep({ revision, at, source, step, changes, logged }: CommittedStep): Promise<void> {
    tracker.replace(source, step.documents, step.dropped);
    if (changes.length === 0) return;
    const next = isWorthTurns(state, changes)
      ? await nextStateInTurns(state, changes, timeSlices(runtime.clock))
      : nextState(state, changes, isShared);
    state = { ...next, revision, provenance: provenance() };
    isShared = false;
    policed.follow(changes);
    emit({ type: "changed", revision, at, changes: logged });
  }

  function followSource(record: SourceRecord, isNews: boolean): void {
    const now = provenance();
    state = { ...state, provenance: now };
    const before = announced;
    announced = now.problems;
    for (const status of now.statuses()) {
      const { name } = status;
      const isTurn = isNews && name === record.name;
      if (!isTurn && sameProblems(before.get(name), now.problems.get(name))) continue;
      if (isTurn && status.state !== "complete")
        runtime.logger.warn(`Source ${status.state}`, { source: name, reason: status.reason });
      emit({ type: "source", status });
    }
  }

  function emit(event: CatalogEvent): void {
    for (const listener of [...listeners]) {
      try {
        listener(event);
      } catch (reason) {
        runtime.logger.error("A change listener failed", { reason: reasonText(reason) });
      }
    }
  }

  async function readOne(source: string): Promise<RefreshReport> {
    const counts = { added: 0, changed: 0, removed: 0, moved: 0 };
    try {
      const step = await writer.refresh(source, stopping.signal);
      for (const { type } of step.changes) counts[type] += 1;
    } catch (reason) {
      runtime.logger.warn("A source could not be read", { source, reason: reasonText(reason) });
    }
    const record = writer.records.get(source);
    const { added, changed, removed } = counts;
    return {
      source,
      state: record?.state ?? "failed",
      reason: record?.reason ?? null,
      added,
      changed,
      removed,
      refusedRemovals: record?.held.size ?? 0,
    };
  }

  function sourcesNamed(source: string | undefined): readonly string[] {
    if (closed) throw new CatalogError("catalog-closed", "The catalog is closed. Open it again to read its sources.");
    return source === undefined ? names : [writer.checked(source)];
  }

  async function planOne(source: string): Promise<PlanReport> {
    try {
      const { step, reading } = await writer.plan(source, stopping.signal);
      return planReport(step, reading.incomplete);
    } catch (reason) {
      return { ...NOTHING_PLANNED, source, incomplete: reasonText(reason) };
    }
  }

  const refreshOne = readingTurns(readOne, schedule.concurrency ?? DEFAULT_CONCURRENCY);
  const refresh = async (source?: string) => Promise.all(sourcesNamed(source).map(refreshOne));

  function follow(): void {
    if (options.schedule === false || closed) return;
    const watching = { writer, runtime, refresh: refreshOne, signal: stopping.signal };
    for (const [index, provider] of providers.entries()) {
      const { name } = provider;
      const own = scheduleOf(name, schedule);
      const job = {
        run: async () => (await refreshOne(name)).state !== "failed",
        rateLimit: () => writer.records.get(name)?.rateLimit ?? null,
        headStart: index / providers.length,
      };
      planned.set(name, scheduleRuns(job, runtime, own));
      if (own.watch) void watchSource(provider, watching);
    }
  }

  await writer.forgetMissing();
  const isCached = stored !== undefined && state.entities.size > 0 && options.start !== "fresh";
  if (isCached) void refresh().then(follow);
  else {
    const reports = await refresh();
    if (reports.length > 0 && state.entities.size === 0 && reports.every((report) => report.state === "failed")) {
      await runtime.store.close();
      throw nothingReadable(reports);
    }
    follow();
  }

  const catalog: Catalog<Kinds> = {
    ...viewOf<Kinds>(() => state),
    get revision() {
      return state.revision;
    },
    isPartial: false,
    snapshot() {
      isShared = true;
      const pinned = state;
      return viewOf<Kinds>(() => pinned);
    },
    async as(principal) {
      const { policy } = options;
      return viewOf<Kinds>(policy ? policed.under(await policy.authorize(principal, "catalog.read")) : () => state);
    },
    refresh,
    plan: async (source) => Promise.all(sourcesNamed(source).map(planOne)),
    removals: () => ({
      refused: [...writer.records.values()].filter(({ held }) => held.size > 0).map(refusedRemovals),
      quarantined: Array.from(writer.quarantine.values(), quarantinedEntity),
    }),
    confirmRemovals: async (source) => {
      sourcesNamed(source);
      return (await writer.confirm(source)).changes.map((change) => change.stored.ref);
    },
    restore: async (ref) => (await writer.restore(entityRef(ref))).ref,
    async history(since = 0) {
      const changes = await runtime.store.changes(since);
      return { changes: changes ?? [], complete: changes !== undefined, durable: runtime.store.durable };
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async close() {
      if (closed) return;
      closed = true;
      stopping.abort();
      for (const runs of planned.values()) runs.stop();
      listeners.clear();
      await writer.idle();
      await runtime.store.close();
    },
  };
  return isViewOf(catalog, () => state);
}

function rejectRepeatedNames(providers: readonly EntityProvider[]): void {
  const names = new Set<string>();
  for (const { name } of providers) {
    if (names.has(name))
      throw new CatalogError("invalid-argument", `Two providers are named "${name}". Give one of them another name.`);
    names.add(name);
  }
}
