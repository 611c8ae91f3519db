import type { Entity } from "./entity.ts";
import type { EntityRef } from "./entity-ref.ts";
import type { Problem } from "./problem.ts";

/** An entity and where it comes from. Plain data. Times are ISO 8601 in UTC. */
export interface StoredEntity {
  readonly ref: EntityRef;
  /** UUIDv5 of the ref: the same on every machine, before and after a removal. */
  readonly uid: string;
  /** Hash of the content: changes when, and only when, the entity as written changes. */
  readonly etag: string;
  /** As written, plus the default namespace. Without relations: those are worked out when read. */
  readonly entity: Entity;
  readonly source: string;
  readonly location: string;
  readonly line: number | null;
  readonly viewUrl: string | null;
  readonly firstSeen: string;
  /** When its content last changed: what the source says, else when the catalog first saw this content. */
  readonly changed: string;
  /** `[line, column]` of the values that declare relations, and of the name, by JSON pointer. */
  readonly positions: Readonly<Record<string, readonly [line: number, column: number]>>;
  /** Refs under which its document described it before, the latest first; absent when there are none. */
  readonly formerRefs?: readonly EntityRef[];
}

/** How the last run of a source ended. */
export type SourceState =
  /** Not read yet. */
  | "pending"
  /** The last run was complete. */
  | "complete"
  /** The last run left something out; what it left out keeps its last good entities. */
  | "incomplete"
  /** The last run failed; everything keeps its last good entities. */
  | "failed"
  /** The last run would have removed too much; the removals wait for a person. */
  | "refused";

/** What a source looked like after its last run; enough to judge the next one after a restart. */
export interface StoredSource {
  readonly name: string;
  /** The last run that ended without a throw, or null. */
  readonly lastReadAt: string | null;
  /** The last run that was complete, or null; absent where that was not kept yet. */
  readonly lastCompleteReadAt?: string | null;
  readonly state: SourceState;
  /** Why it is not complete, in a sentence; null when it is. */
  readonly reason: string | null;
  /** What the last run could not read; absent when there was nothing. */
  readonly skipped?: SkippedLocations;
  /** The documents of the source by location key: the version last read and the problems found. */
  readonly documents: readonly StoredDocument[];
  /** Entities it no longer yields whose removal the guard refused; they stay in the catalog. */
  readonly held: readonly StoredEntity[];
  /** Entities it no longer yields that a person put back; they stay until it yields them again. */
  readonly restored: readonly StoredEntity[];
}

/** Locations that are there and could not be read. */
export interface SkippedLocations {
  readonly count: number;
  /** The first few of them, and why. */
  readonly first: readonly { readonly location: string; readonly reason: string }[];
}

export interface StoredDocument {
  readonly key: string;
  readonly location: string;
  readonly version: string | null;
  readonly scope: string | null;
  /** The last read in which it was there, when that was not the source's last one; null when it was. */
  readonly lastSeen: string | null;
  readonly problems: readonly Problem[];
  /** Every entity it yields, also those another source's claim hides. */
  readonly claims: readonly StoredEntity[];
  /** Locations of the other files whose content is in its entities; absent when there are none. */
  readonly uses?: readonly string[];
}

/** An entity that left the catalog and can be put back. */
export interface QuarantinedEntity {
  readonly stored: StoredEntity;
  readonly removedAt: string;
  readonly reason: RemovalReason;
}

/** What happened to one entity in one revision. */
export type EntityChange =
  | { readonly type: "added"; readonly stored: StoredEntity }
  | { readonly type: "changed"; readonly stored: StoredEntity; readonly before: StoredEntity }
  /** The same content, read from another place. */
  | { readonly type: "moved"; readonly stored: StoredEntity; readonly before: StoredEntity }
  | { readonly type: "removed"; readonly stored: StoredEntity; readonly reason: RemovalReason };

export type RemovalReason = "gone-from-source" | "confirmed" | "source-removed";
