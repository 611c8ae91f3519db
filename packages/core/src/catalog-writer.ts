import { CatalogError } from "./errors.ts";
import { claimIndex } from "./ingest/claims.ts";
import { furtherFiles } from "./ingest/further-files.ts";
import type { IngestContext } from "./ingest/ingest-document.ts";
import {
  applyStep,
  claimsOf,
  type IngestStep,
  planConfirmation,
  planForgetting,
  planReading,
  planRestore,
} from "./ingest/ingest-step.ts";
import { readHint, type SourceHint } from "./ingest/read-hint.ts";
import { type ReadProgress, readSource } from "./ingest/read-source.ts";
import { reasonText } from "./ingest/reason-text.ts";
import type { GuardLimits } from "./ingest/removal-guard.ts";
import { sortedInTurns } from "./ingest/sorted-in-turns.ts";
import type { SourceContext, SourceReading } from "./ingest/source-reading.ts";
import { putDocument, type SourceRecord, sourceRecord } from "./ingest/source-record.ts";
import { allowedEntities, type SourceRule } from "./ingest/source-rules.ts";
import { eachInTurns, type Pause, timeSlices } from "./ingest/time-slices.ts";
import { withinTime } from "./ingest/within-time.ts";
import type { EntityRef } from "./model/entity-ref.ts";
import type { EntityChange, QuarantinedEntity, StoredEntity } from "./model/stored-entity.ts";
import type { EntityProvider, ReadContext } from "./provider/entity-provider.ts";
import { keepQuarantine } from "./quarantine.ts";
import type { Runtime } from "./runtime.ts";
import { confirmedTurn, keptTurn, type SourceTurn, sourceTurn, turnAfterHint, turnAfterRead } from "./source-turn.ts";
import { trimLog } from "./store/change-log.ts";
import type { ChangeSet, LoggedChange, Revision, StoredCatalog } from "./store/entity-store.ts";

/** What the writer works with, and whom it tells. */
export interface CatalogWriterOptions {
  readonly providers: readonly EntityProvider[];
  readonly runtime: Runtime;
  readonly ingest: Omit<IngestContext, "source" | "now" | "known" | "allowed">;
  /** Hosts whose files documents may name by their address. */
  readonly allowedHosts: readonly string[];
  readonly rules: readonly SourceRule[];
  readonly guard: GuardLimits;
  /** How long a source may take to be read. */
  readonly timeoutMs: (source: string) => number;
  readonly stored: StoredCatalog | undefined;
  /** How many entities an owner owns now. */
  readonly ownedBy: (owner: EntityRef) => number;
  readonly onProgress?: ReadProgress | undefined;
  /** Called when a step is kept by the store. No other step starts before it resolves. */
  readonly onCommitted: (step: CommittedStep) => Promise<void>;
  /** Called after each turn of a source; `isNews` when its state or reason is no longer what it was. */
  readonly onSource: (record: SourceRecord, isNews: boolean) => void;
}

export interface CommittedStep {
  readonly revision: Revision;
  readonly at: string;
  readonly source: string;
  readonly step: IngestStep;
  /** In order of refs. */
  readonly changes: readonly EntityChange[];
  readonly logged: readonly LoggedChange[];
}

/** The one place where the catalog changes: it reads, guards and commits, one step after the other, each in turns. */
export interface CatalogWriter {
  readonly records: ReadonlyMap<string, SourceRecord>;
  readonly quarantine: ReadonlyMap<EntityRef, QuarantinedEntity>;
  /** The name itself. @throws {CatalogError} `source-not-found` */
  checked(source: string): string;
  /** All descriptions of each ref that has more than one, the one in force first. */
  contested(): readonly (readonly StoredEntity[])[];
  /** What reading a source now would change; nothing is changed. */
  plan(source: string, signal: AbortSignal): Promise<{ readonly step: IngestStep; readonly reading: SourceReading }>;
  /** Reads a source and keeps what it says. */
  refresh(source: string, signal: AbortSignal): Promise<IngestStep>;
  /** Keeps what a hint says; false when only a full read can tell. */
  hint(source: string, hint: SourceHint, signal: AbortSignal): Promise<boolean>;
  confirm(source: string): Promise<IngestStep>;
  restore(ref: EntityRef): Promise<StoredEntity>;
  /** Lets go of sources that were kept but are no longer configured. */
  forgetMissing(): Promise<void>;
  /** Every entity in force. */
  inForce(): Iterable<StoredEntity>;
  /** Runs something while no step is under way; steps wait for it. `pause` lets other work go first now and then. */
  exclusively<T>(run: (pause: Pause) => Promise<T>): Promise<T>;
}

/** A writer that goes on from what is stored, which it takes over in turns. */
export async function catalogWriter(options: CatalogWriterOptions): Promise<CatalogWriter> {
  const { providers, runtime, guard, ownedBy } = options;
  const byName = new Map(providers.map((provider) => [provider.name, provider]));
  const order = new Map(providers.map((provider, index) => [provider.name, index]));
  const claims = claimIndex((source) => order.get(source) ?? providers.length);
  const kept = new Map(options.stored?.sources.map((source) => [source.name, source]));
  const names = new Set([...byName.keys(), ...kept.keys()]);
  const records = new Map<string, SourceRecord>();
  const loading = timeSlices(runtime.clock);
  for (const name of names) {
    const stored = kept.get(name);
    const record = sourceRecord(name, stored);
    await eachInTurns(stored?.documents ?? [], loading, (document) => putDocument(record, document));
    await eachInTurns(claimsOf(record), loading, claims.add);
    records.set(name, record);
  }
  let quarantine: ReadonlyMap<EntityRef, QuarantinedEntity> = new Map(
    options.stored?.quarantine.map((entry) => [entry.stored.ref, entry]),
  );
  let revision = options.stored?.revision ?? 0;
  let last: Promise<unknown> = Promise.resolve();

  /** One after the other, whatever became of the one before. */
  function exclusively<T>(run: (pause: Pause) => Promise<T>): Promise<T> {
    const start = () => run(timeSlices(runtime.clock));
    const result = last.then(start, start);
    last = result.catch(() => {});
    return result;
  }

  const nowIso = () => new Date(runtime.clock.now()).toISOString();

  function ingestContext(source: string): IngestContext {
    const known = (ref: EntityRef) => claims.of(ref)[0]?.stored ?? quarantine.get(ref)?.stored;
    return { ...options.ingest, source, now: nowIso(), known, allowed: allowedEntities(options.rules, source) };
  }

  function sourceNamed(source: string): { readonly provider: EntityProvider; readonly record: SourceRecord } {
    const provider = byName.get(source);
    const record = records.get(source);
    if (provider && record) return { provider, record };
    const names = [...byName.keys()];
    const message = `There is no source "${source}". The sources are: ${names.join(", ") || "none"}.`;
    throw new CatalogError("source-not-found", message, { suggestions: names });
  }

  const recordOf = (source: string) => sourceNamed(source).record;

  async function read(source: string, signal: AbortSignal): Promise<SourceReading> {
    const { provider } = sourceNamed(source);
    const limits = { signal, clock: runtime.clock, timeoutMs: options.timeoutMs(source) };
    return withinTime(async (within) => {
      const context = readContext(within);
      return readSource(provider, context, sourceContext(source, context), options.onProgress);
    }, limits);
  }

  function readContext(signal: AbortSignal): ReadContext {
    const { clock, logger, fetch } = runtime;
    return { signal, fetch, logger, clock };
  }

  function sourceContext(source: string, context: ReadContext): SourceContext {
    const { provider, record } = sourceNamed(source);
    const hosts = { allowedHosts: options.allowedHosts, fetch: runtime.fetchFile };
    return { record, files: furtherFiles(provider, context, hosts), ingest: ingestContext(source) };
  }

  /** Keeps a step in the store, then makes it so in memory. A rejected commit leaves everything as it was. */
  async function commit(
    record: SourceRecord,
    step: IngestStep,
    pause: Pause,
    turn: SourceTurn = sourceTurn(record),
    gone = false,
  ): Promise<void> {
    const { name } = record;
    const at = nowIso();
    const changes = await sortedInTurns(step.changes, byRef, pause);
    const next = changes.length > 0 ? revision + 1 : revision;
    const logged: LoggedChange[] = [];
    await eachInTurns(changes, pause, ({ type, stored: { ref, source, location, etag } }) => {
      logged.push({ revision: next, at, type, ref, source, location, etag });
    });
    const nextQuarantine = await keepQuarantine(quarantine, changes, runtime.clock.now(), pause);
    const changeSet: ChangeSet = {
      revision: next,
      at,
      changes: trimLog(logged), // what the log would lose at once is not written
      documents: step.documents.map((document) => ({ source: name, document })),
      dropped: step.dropped.map((key) => ({ source: name, key })),
      sources: gone
        ? []
        : [{ name, ...keptTurn(turn), held: [...step.held.values()], restored: [...step.restored.values()] }],
      droppedSources: gone ? [name] : [],
      ...(nextQuarantine !== quarantine && { quarantine: [...nextQuarantine.values()] }),
    };
    await runtime.store.commit(changeSet);
    await applyStep(record, step, { claims, pause });
    revision = next;
    quarantine = nextQuarantine;
    await options.onCommitted({ revision, at, source: name, step, changes, logged });
    settle(record, turn);
  }

  function settle(record: SourceRecord, turn: SourceTurn): void {
    const isNews = record.state !== turn.state || record.reason !== turn.reason;
    Object.assign(record, turn);
    options.onSource(record, isNews);
  }

  async function refresh(source: string, signal: AbortSignal): Promise<IngestStep> {
    const record = recordOf(source);
    try {
      const reading = await read(source, signal);
      return await exclusively(async (pause) => {
        signal.throwIfAborted();
        const step = await planReading(record, reading, { claims, guard, ownedBy, pause });
        await commit(record, step, pause, turnAfterRead(record, step.refused, reading, nowIso()));
        return step;
      });
    } catch (reason) {
      // In its turn: what is known of the sources is whole only between steps.
      await exclusively(async () => {
        if (!signal.aborted) settle(record, { ...sourceTurn(record), state: "failed", reason: reasonText(reason) });
      });
      throw reason;
    }
  }

  return {
    records,
    get quarantine() {
      return quarantine;
    },
    checked: (source) => sourceNamed(source).provider.name,
    contested: claims.contested,
    inForce: claims.inForce,
    exclusively,
    refresh,
    async plan(source, signal) {
      const reading = await read(source, signal);
      const record = recordOf(source);
      return exclusively(async (pause) => {
        return { reading, step: await planReading(record, reading, { claims, guard, ownedBy, pause }) };
      });
    },
    async hint(source, hint, signal) {
      const record = recordOf(source);
      const stepsBefore = record.steps;
      const reading = await readHint(hint, sourceContext(source, readContext(signal)));
      if (!reading) return false;
      return exclusively(async (pause) => {
        signal.throwIfAborted();
        if (record.steps !== stepsBefore) return false; // a full read that ended meanwhile may know better
        const step = await planReading(record, reading, { claims, guard, ownedBy, pause });
        await commit(record, step, pause, turnAfterHint(record, step.refused));
        return true;
      });
    },
    confirm: (source) =>
      exclusively(async (pause) => {
        const record = recordOf(source);
        if (record.held.size === 0) {
          throw new CatalogError("nothing-to-confirm", `No removals of source "${source}" wait for confirmation.`);
        }
        const step = await planConfirmation(record, { claims, pause });
        await commit(record, step, pause, confirmedTurn(record));
        runtime.logger.info("Removals confirmed", { source, removed: step.changes.length });
        return step;
      }),
    restore: (ref) =>
      exclusively(async (pause) => {
        const entry = quarantine.get(ref);
        if (!entry) {
          const message = `${ref} is not in quarantine. Removed entities wait there for 7 days; removals() lists them.`;
          throw new CatalogError("not-in-quarantine", message);
        }
        const record = recordOf(entry.stored.source);
        await commit(record, await planRestore(record, entry.stored, { claims, pause }), pause);
        return entry.stored;
      }),
    forgetMissing: () =>
      exclusively(async (pause) => {
        for (const record of [...records.values()].filter(({ name }) => !byName.has(name))) {
          await commit(record, await planForgetting(record, { claims, pause }), pause, sourceTurn(record), true);
          records.delete(record.name);
        }
      }),
  };
}

function byRef({ stored: left }: EntityChange, { stored: right }: EntityChange): number {
  return left.ref < right.ref ? -1 : 1;
}
