import { CatalogError } from "./errors.ts";
import { claimIndex } from "./ingest/claims.ts";
import { furtherFiles } from "./ingest/further-files.ts";
import type { IngestContext } from "./ingest/ingest-document.ts";
import {
  applyStep,
  type IngestStep,
  loadClaims,
  onlyChanged,
  planConfirmation,
  planForgetting,
  planReading,
  planRestore,
} from "./ingest/ingest-step.ts";
import { readHint, type SourceHint } from "./ingest/read-hint.ts";
import { type ReadProgress, readSource } from "./ingest/read-source.ts";
import { reasonText } from "./ingest/reason-text.ts";
import type { GuardLimits } from "./ingest/removal-guard.ts";
import type { SourceContext, SourceReading } from "./ingest/source-reading.ts";
import { type SourceRecord, sourceRecord } from "./ingest/source-record.ts";
import { allowedEntities, type SourceRule } from "./ingest/source-rules.ts";
import { timeSlices } from "./ingest/time-slices.ts";
import { withinTime } from "./ingest/within-time.ts";
import type { EntityRef } from "./model/entity-ref.ts";
import type { EntityChange, QuarantinedEntity, StoredEntity, StoredSource } from "./model/stored-entity.ts";
import type { EntityProvider, ReadContext } from "./provider/entity-provider.ts";
import { keepQuarantine } from "./quarantine.ts";
import type { Runtime } from "./runtime.ts";
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

/** The one place where the catalog changes: it reads, guards and commits, one step after the other. */
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
  /** Resolves when no step is under way. */
  idle(): Promise<void>;
}

export function catalogWriter(options: CatalogWriterOptions): CatalogWriter {
  const { providers, runtime, guard, ownedBy } = options;
  const byName = new Map(providers.map((provider) => [provider.name, provider]));
  const order = new Map(providers.map((provider, index) => [provider.name, index]));
  const claims = claimIndex((source) => order.get(source) ?? providers.length);
  const kept = new Map(options.stored?.sources.map((source) => [source.name, source]));
  const names = new Set([...byName.keys(), ...kept.keys()]);
  const records = new Map(Array.from(names, (name) => [name, sourceRecord(name, kept.get(name))]));
  for (const record of records.values()) loadClaims(record, claims);
  let quarantine: ReadonlyMap<EntityRef, QuarantinedEntity> = new Map(
    options.stored?.quarantine.map((entry) => [entry.stored.ref, entry]),
  );
  let revision = options.stored?.revision ?? 0;
  let last: Promise<unknown> = Promise.resolve();

  /** Steps run one after the other, whatever became of the one before. */
  function exclusively<T>(run: () => Promise<T>): Promise<T> {
    const result = last.then(run, run);
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
    turn: Turn = turnOf(record),
    gone = false,
  ): Promise<void> {
    const at = nowIso();
    const changes = [...step.changes].sort((left, right) => (left.stored.ref < right.stored.ref ? -1 : 1));
    const next = changes.length > 0 ? revision + 1 : revision;
    const logged = changes.map(({ type, stored }): LoggedChange => {
      const { ref, source, location, etag } = stored;
      return { revision: next, at, type, ref, source, location, etag };
    });
    const nextQuarantine = keepQuarantine(quarantine, changes, runtime.clock.now());
    const { name } = record;
    const changeSet: ChangeSet = {
      revision: next,
      at,
      changes: logged,
      documents: step.documents.map((document) => ({ source: name, document })),
      dropped: step.dropped.map((key) => ({ source: name, key })),
      sources: gone
        ? []
        : [{ name, ...keptTurn(turn), held: [...step.held.values()], restored: [...step.restored.values()] }],
      droppedSources: gone ? [name] : [],
      ...(nextQuarantine !== quarantine && { quarantine: [...nextQuarantine.values()] }),
    };
    await runtime.store.commit(changeSet);
    revision = next;
    quarantine = nextQuarantine;
    applyStep(record, step, claims);
    await options.onCommitted({ revision, at, source: name, step, changes, logged });
    settle(record, turn);
  }

  function settle(record: SourceRecord, turn: Turn): void {
    const isNews = record.state !== turn.state || record.reason !== turn.reason;
    Object.assign(record, turn);
    options.onSource(record, isNews);
  }

  async function refresh(source: string, signal: AbortSignal): Promise<IngestStep> {
    const record = recordOf(source);
    try {
      const reading = await read(source, signal);
      return await exclusively(async () => {
        signal.throwIfAborted();
        const changed = await onlyChanged(record, reading, timeSlices(runtime.clock));
        const step = planReading(record, changed, { claims, guard, ownedBy });
        await commit(record, step, turnAfterRead(record, step.refused, reading, nowIso()));
        return step;
      });
    } catch (reason) {
      if (!signal.aborted) settle(record, { ...turnOf(record), state: "failed", reason: reasonText(reason) });
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
    idle: () => exclusively(async () => {}),
    refresh,
    async plan(source, signal) {
      const reading = await read(source, signal);
      return { reading, step: planReading(recordOf(source), reading, { claims, guard, ownedBy }) };
    },
    async hint(source, hint, signal) {
      const record = recordOf(source);
      const stepsBefore = record.steps;
      const reading = await readHint(hint, sourceContext(source, readContext(signal)));
      if (!reading) return false;
      return exclusively(async () => {
        signal.throwIfAborted();
        if (record.steps !== stepsBefore) return false; // a full read that ended meanwhile may know better
        const step = planReading(record, reading, { claims, guard, ownedBy });
        const isRefusal = step.refused !== null || record.state === "refused";
        await commit(
          record,
          step,
          isRefusal ? { ...turnOf(record), ...stateAfter(step.refused, whyPartly(record)) } : turnOf(record),
        );
        return true;
      });
    },
    confirm: (source) =>
      exclusively(async () => {
        const record = recordOf(source);
        if (record.held.size === 0) {
          throw new CatalogError("nothing-to-confirm", `No removals of source "${source}" wait for confirmation.`);
        }
        const step = planConfirmation(record, claims);
        await commit(record, step, confirmedTurn(record));
        runtime.logger.info("Removals confirmed", { source, removed: step.changes.length });
        return step;
      }),
    restore: (ref) =>
      exclusively(async () => {
        const entry = quarantine.get(ref);
        if (!entry) {
          const message = `${ref} is not in quarantine. Removed entities wait there for 7 days; removals() lists them.`;
          throw new CatalogError("not-in-quarantine", message);
        }
        const record = recordOf(entry.stored.source);
        await commit(record, planRestore(record, entry.stored, claims));
        return entry.stored;
      }),
    forgetMissing: () =>
      exclusively(async () => {
        for (const record of [...records.values()].filter(({ name }) => !byName.has(name))) {
          await commit(record, planForgetting(record, claims), turnOf(record), true);
          records.delete(record.name);
        }
      }),
  };
}

/** How a source's last run ended, and when. */
type Turn = Pick<SourceRecord, "state" | "reason" | "lastReadAt" | "lastCompleteReadAt" | "skipped">;

function turnOf({ state, reason, lastReadAt, lastCompleteReadAt, skipped }: SourceRecord): Turn {
  return { state, reason, lastReadAt, lastCompleteReadAt, skipped };
}

/** A turn as a store keeps it: without what is not there. */
function keptTurn({ skipped, ...turn }: Turn): Omit<StoredSource, "name" | "documents" | "held" | "restored"> {
  return { ...turn, ...(skipped && { skipped }) };
}

function turnAfterRead(record: SourceRecord, refused: string | null, reading: SourceReading, at: string): Turn {
  const after = stateAfter(refused, reading.incomplete);
  const lastCompleteReadAt = after.state === "complete" ? at : record.lastCompleteReadAt;
  return { ...after, lastReadAt: at, lastCompleteReadAt, skipped: reading.skipped };
}

/** A person has said that what the last read found is right. */
function confirmedTurn(record: SourceRecord): Turn {
  const after = stateAfter(null, whyPartly(record));
  const lastCompleteReadAt = after.state === "complete" ? record.lastReadAt : record.lastCompleteReadAt;
  return { ...turnOf(record), ...after, lastCompleteReadAt };
}

/** What the last run could not read, in a sentence; null when there was nothing. */
function whyPartly({ skipped }: SourceRecord): string | null {
  const [first] = skipped?.first ?? [];
  return first ? `${first.location} could not be read: ${first.reason}` : null;
}

function stateAfter(refused: string | null, incomplete: string | null): Pick<Turn, "state" | "reason"> {
  if (refused !== null) return { state: "refused", reason: refused };
  return { state: incomplete === null ? "complete" : "incomplete", reason: incomplete };
}
