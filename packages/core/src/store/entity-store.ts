import type { EntityRef } from "../model/entity-ref.ts";
import type { EntityChange, QuarantinedEntity, StoredDocument, StoredSource } from "../model/stored-entity.ts";

/** Counts up by one with every commit that changed something. */
export type Revision = number;

/** One entry of the change log. */
export interface LoggedChange {
  readonly revision: Revision;
  readonly at: string;
  readonly type: EntityChange["type"];
  readonly ref: EntityRef;
  readonly source: string;
  readonly location: string;
  readonly etag: string;
}

/** Everything a catalog keeps. `sources` are in no order; the catalog's own list of providers has the order. */
export interface StoredCatalog {
  readonly revision: Revision;
  readonly sources: readonly StoredSource[];
  readonly quarantine: readonly QuarantinedEntity[];
  /** Oldest first, at most {@link CHANGE_LOG_LIMIT}. */
  readonly log: readonly LoggedChange[];
}

/** How many entries the change log keeps. */
export const CHANGE_LOG_LIMIT = 10_000;

/** One step from a revision to the next: what replaces what. Everything in it is complete, nothing is a delta of a delta. */
export interface ChangeSet {
  /** The revision this leads to: one more than the last when `changes` is not empty, else the same. */
  readonly revision: Revision;
  readonly at: string;
  readonly changes: readonly LoggedChange[];
  /** Documents that replace those with the same source and key. */
  readonly documents: readonly { readonly source: string; readonly document: StoredDocument }[];
  /** Documents that are gone, by source and key. */
  readonly dropped: readonly { readonly source: string; readonly key: string }[];
  /** What is new about sources beside their documents; replaces these fields of the source as a whole. */
  readonly sources: readonly Omit<StoredSource, "documents">[];
  /** Sources that are gone with all they had. */
  readonly droppedSources: readonly string[];
  /** The new full list, present when it changed. */
  readonly quarantine?: readonly QuarantinedEntity[];
}

/** Where a catalog survives a restart. One writer at a time. */
export interface EntityStore {
  /** True when what it holds survives the process. */
  readonly durable: boolean;
  /** What was committed last; undefined when it holds nothing yet. */
  load(): Promise<StoredCatalog | undefined>;
  /** Keeps a step. It is durable when the promise resolves; when it rejects, the last state is still there. */
  commit(changeSet: ChangeSet): Promise<Revision>;
  /** Log entries after a revision, oldest first; undefined when the log no longer reaches back that far. */
  changes(since: Revision): Promise<readonly LoggedChange[] | undefined>;
  close(): Promise<void>;
}
