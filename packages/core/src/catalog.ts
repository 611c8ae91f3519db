import type { Catalog, CatalogEvent, PlanReport, RefreshReport } from "./catalog-contract.ts";
import { NOTHING_PLANNED, nothingReadable, planReport, quarantinedEntity, refusedRemovals } from "./catalog-reports.ts";
import { catalogState } from "./catalog-state.ts";
import { type CommittedStep, catalogWriter } from "./catalog-writer.ts";
import { checkOptions } from "./check-options.ts";
import { CatalogError } from "./errors.ts";
import { defaultReadLimits } from "./ingest/read-limits.ts";
import { readingTurns } from "./ingest/reading-turns.ts";
import { reasonText } from "./ingest/reason-text.ts";
import { defaultGuardLimits } from "./ingest/removal-guard.ts";
import { checkSchedule, DEFAULT_CONCURRENCY, type PlannedRuns, scheduleOf, scheduleRuns } from "./ingest/schedule.ts";
import type { SourceRecord } from "./ingest/source-record.ts";
import { checkRules } from "./ingest/source-rules.ts";
import { lintProfile } from "./lint/lint-settings.ts";
import { builtInKinds } from "./model/built-in-kinds.ts";
import { entityRef } from "./model/entity-ref.ts";
import { type KindDefinition, kindRegistry } from "./model/kind.ts";
import type { OpenCatalogOptions } from "./open-catalog-options.ts";
import { type Provenance, provenanceTracker, sameProblems } from "./provenance.ts";
import type { EntityProvider } from "./provider/entity-provider.ts";
import { runtimeWith } from "./runtime.ts";
import { isViewOf, viewOf } from "./view-of.ts";
import { viewState } from "./view-state.ts";
import { watchSource } from "./watch-source.ts";

/**
 * Opens a catalog over its sources. Resolves after the first read of every source, or at once from a store that has
 * data. A source that fails does not stop the others; `sources()` tells.
 *
 * @throws {CatalogError} `nothing-readable` when no source could be read and nothing was stored
 * @throws {CatalogError} `invalid-argument` for an option that is not of its form, for two providers of one name, for a
 * rule about a source that is not there, and for lint settings that name a rule that is not there
 */
export async function openCatalog<const Kinds extends readonly KindDefinition[] = typeof builtInKinds>(
  options: OpenCatalogOptions<Kinds>,
): Promise<Catalog<Kinds>> {
  checkOptions(options);
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

  const writer = await catalogWriter({
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
    ownedBy: (owner) => state.read().indexes.graph().targets(owner, "ownerOf").length,
    onProgress: options.onProgress,
    onCommitted: followStep,
    onSource: followSource,
  });
  for (const record of writer.records.values()) tracker.replace(record.name, record.documents.values(), []);
  const state = catalogState<Kinds>({
    first: viewState(kinds, writer.inForce(), {
      revision: stored?.revision ?? 0,
      provenance: provenance(),
      lint,
    }),
    policy: options.policy,
    runtime,
    exclusively: writer.exclusively,
    signal: stopping.signal,
  });
  /** The problems that listeners know of. */
  let announced = state.read().provenance.problems;

  function provenance(): Provenance {
    return tracker.current([...writer.records.values()], writer.contested());
  }

  async function followStep({ revision, at, source, step, changes, logged }: CommittedStep): Promise<void> {
    tracker.replace(source, step.documents, step.dropped);
    if (changes.length === 0) return;
    await state.follow(changes, () => ({ revision, provenance: provenance() }));
    emit({ type: "changed", revision, at, changes: logged });
  }

  function followSource(record: SourceRecord, isNews: boolean): void {
    const now = provenance();
    state.learn(now);
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
  const isCached = stored !== undefined && state.read().entities.size > 0 && options.start !== "fresh";
  if (isCached) void refresh().then(follow);
  else {
    const reports = await refresh();
    if (
      reports.length > 0 &&
      state.read().entities.size === 0 &&
      reports.every((report) => report.state === "failed")
    ) {
      await runtime.store.close();
      throw nothingReadable(reports);
    }
    follow();
  }

  const catalog: Catalog<Kinds> = {
    ...viewOf<Kinds>(state.read),
    get revision() {
      return state.read().revision;
    },
    isPartial: false,
    snapshot: state.snapshot,
    as: state.as,
    prepare: state.prepare,
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
      await writer.exclusively(async () => {}); // what is under way ends first
      await runtime.store.close();
    },
  };
  return isViewOf(catalog, state.read);
}

function rejectRepeatedNames(providers: readonly EntityProvider[]): void {
  const names = new Set<string>();
  for (const { name } of providers) {
    if (names.has(name))
      throw new CatalogError("invalid-argument", `Two providers are named "${name}". Give one of them another name.`);
    names.add(name);
  }
}
