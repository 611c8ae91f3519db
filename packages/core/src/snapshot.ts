import type { CatalogView } from "./catalog-view.ts";
import { CatalogError } from "./errors.ts";
import { claimIndex } from "./ingest/claims.ts";
import { claimsOf } from "./ingest/ingest-step.ts";
import { scheduleOf } from "./ingest/schedule.ts";
import { putDocument, sourceRecord } from "./ingest/source-record.ts";
import { type LintSettings, lintProfile } from "./lint/lint-settings.ts";
import { builtInKinds } from "./model/built-in-kinds.ts";
import { type KindDefinition, kindRegistry } from "./model/kind.ts";
import type { Problem } from "./model/problem.ts";
import type { StoredEntity, StoredSource } from "./model/stored-entity.ts";
import { provenanceTracker } from "./provenance.ts";
import type { Clock } from "./provider/entity-provider.ts";
import { systemClock } from "./runtime.ts";
import { decodeSnapshot } from "./store/decode-snapshot.ts";
import { encodeSnapshot } from "./store/encode-snapshot.ts";
import type { StoredCatalog } from "./store/entity-store.ts";
import { stateOf, viewOf } from "./view-of.ts";
import { type ViewState, viewState } from "./view-state.ts";

/**
 * A view as the bytes of one file, to be opened where no source can be reached: in an incident, a function, a browser.
 *
 * @throws {CatalogError} `invalid-argument` for an object that is not a view of this package
 */
export function exportSnapshot(view: CatalogView): Uint8Array {
  const state = stateOf(view);
  if (!state) throw new CatalogError("invalid-argument", "Only a view made by this package can be exported.");
  return encodeSnapshot(storedCatalog(state));
}

/** How to read a snapshot. */
export interface OpenSnapshotOptions<Kinds extends readonly KindDefinition[]> {
  /** The kinds the view knows; the built-in ones unless given. */
  readonly kinds?: Kinds;
  /** Which whole-catalog rules `problems()` goes by; all built-in ones unless given. A snapshot does not hold them. */
  readonly lint?: LintSettings;
  /** By which `sources()` tells how old the snapshot is; the system's unless given. */
  readonly clock?: Clock;
}

/**
 * The view that a snapshot, or the file of a store, holds. Nothing is read but the bytes.
 *
 * @throws {CatalogError} `snapshot-corrupt`, `snapshot-too-new`; `invalid-argument` for lint settings as in `openCatalog`
 */
export function openSnapshot<const Kinds extends readonly KindDefinition[] = typeof builtInKinds>(
  bytes: Uint8Array,
  options: OpenSnapshotOptions<Kinds> = {},
): CatalogView<Kinds> {
  const lint = lintProfile(options.lint);
  const stored = decodeSnapshot(bytes);
  const { clock = systemClock } = options;
  // Nothing reads its sources again: it grows stale as a catalog would that had stopped to.
  const { everyMs } = scheduleOf("");
  const tracker = provenanceTracker(() => ({ now: clock.now(), everyMs, nextAt: null, rateLimit: null }));
  const order = stored.sources.map(({ name }) => name);
  const claims = claimIndex((source) => order.indexOf(source));
  const records = stored.sources.map((source) => {
    const record = sourceRecord(source.name, source);
    for (const document of source.documents) putDocument(record, document);
    for (const claim of claimsOf(record)) claims.add(claim);
    tracker.replace(source.name, source.documents, []);
    return record;
  });
  const provenance = tracker.current(records, claims.contested());
  const kinds = kindRegistry(options.kinds ?? builtInKinds);
  const state = viewState(kinds, claims.inForce(), { revision: stored.revision, provenance, lint });
  return viewOf<Kinds>(() => state);
}

function storedCatalog({ entities, provenance, revision }: ViewState): StoredCatalog {
  const documents = new Map(provenance.sources.map(({ name }) => [name, new Map<string, SnapshotDocument>()]));
  const at = (source: string, location: string): SnapshotDocument => {
    const ofSource = documents.get(source) ?? new Map<string, SnapshotDocument>();
    const document = ofSource.get(location) ?? { claims: [], problems: [], lastSeen: null };
    documents.set(source, ofSource.set(location, document));
    return document;
  };
  for (const stored of entities.values()) {
    const document = at(stored.source, stored.location);
    document.claims.push(stored);
    document.lastSeen = provenance.lastSeen(stored);
  }
  for (const [source, problems] of provenance.problems) {
    for (const problem of problems) at(source, problem.location).problems.push(problem);
  }
  const statuses = new Map(provenance.sources.map((status) => [status.name, status]));
  const sources = Array.from(documents, ([name, ofSource]): StoredSource => {
    const { state, reason, lastReadAt, lastCompleteReadAt, skipped } = statuses.get(name) ?? UNKNOWN_SOURCE;
    const storedDocuments = Array.from(ofSource, ([location, document]) => ({
      ...NO_VERSION,
      ...document,
      key: location,
      location,
    }));
    const turn = { state, reason, lastReadAt, lastCompleteReadAt, ...(skipped.count > 0 && { skipped }) };
    return { name, ...turn, documents: storedDocuments, held: [], restored: [] };
  });
  return { revision, sources, quarantine: [], log: [] };
}

/** A document as a snapshot keeps it: what is in force and what is wrong, without what only a next read would need. */
interface SnapshotDocument {
  readonly claims: StoredEntity[];
  readonly problems: Problem[];
  lastSeen: string | null;
}

const UNKNOWN_SOURCE = {
  state: "complete",
  reason: null,
  lastReadAt: null,
  lastCompleteReadAt: null,
  skipped: { count: 0, first: [] },
} as const;

const NO_VERSION = { version: null, scope: null };
