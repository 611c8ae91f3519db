import type { CatalogView, SourceStatus } from "./catalog-view.ts";
import type { EntityRef, EntityRefInput } from "./model/entity-ref.ts";
import type { KindDefinition } from "./model/kind.ts";
import type { Problem } from "./model/problem.ts";
import type { RemovalReason } from "./model/stored-entity.ts";
import type { Principal } from "./policy.ts";
import type { LoggedChange, Revision } from "./store/entity-store.ts";

/** A catalog that follows its sources. As a {@link CatalogView} it always shows the newest revision. */
export interface Catalog<Kinds extends readonly KindDefinition[] = readonly KindDefinition[]>
  extends CatalogView<Kinds> {
  /** The catalog as it is now, whatever changes later. */
  snapshot(): CatalogView<Kinds>;
  /**
   * The catalog as a principal may see it under the `policy` it was opened with: what is hidden is as if it were not
   * there, in every read. It follows the catalog; what is decided about the principal is decided now. Ask for it anew
   * for each request: it is made while other work goes first, and one that is held on to is made anew by a read.
   *
   * @throws {CatalogError} `invalid-query` when the policy gives a condition that cannot be read
   */
  as(principal: Principal): Promise<CatalogView<Kinds>>;
  /**
   * Makes what reads look things up in, and what `problems()` tells, which else the first of them waits for: seconds of
   * work for 20,000 services, during which other work goes first. A service calls it before it takes questions, and
   * before it asks for problems, which each change makes anew; a program that asks once does not.
   */
  prepare(): Promise<void>;
  /** Reads one source, or all, again. A source that fails keeps its last good entities and says so in its report. */
  refresh(source?: string): Promise<readonly RefreshReport[]>;
  /** What a refresh would change, without changing anything. A source that cannot be read says so in its report. */
  plan(source?: string): Promise<readonly PlanReport[]>;
  /** Removals that wait for a person, and removed entities that can still be put back. */
  removals(): Removals;
  /** Lets the refused removals of a source happen, once. @throws {CatalogError} `nothing-to-confirm`, `source-not-found` */
  confirmRemovals(source: string): Promise<readonly EntityRef[]>;
  /** Puts a removed entity back as it was; it stays until its source yields it again. @throws {CatalogError} `not-in-quarantine` */
  restore(ref: EntityRefInput): Promise<EntityRef>;
  /** What changed after a revision, oldest first, as far back as the change log reaches. */
  history(since?: Revision): Promise<History>;
  /**
   * Calls back after each change of entities, and when a source's state or what is wrong in it changes; returns the way
   * to stop. A callback that throws is logged.
   */
  subscribe(listener: (event: CatalogEvent) => void): () => void;
  /** Stops following the sources and closes the store. Reads still answer. */
  close(): Promise<void>;
}

export type CatalogEvent =
  | {
      readonly type: "changed";
      readonly revision: Revision;
      readonly at: string;
      readonly changes: readonly LoggedChange[];
    }
  | { readonly type: "source"; readonly status: SourceStatus };

/** How many entities a refresh changed. */
export interface RefreshReport {
  readonly source: string;
  readonly state: SourceStatus["state"];
  readonly reason: string | null;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly refusedRemovals: number;
}

/** What a refresh of one source would change. */
export interface PlanReport {
  readonly source: string;
  readonly added: readonly EntityRef[];
  readonly changed: readonly EntityRef[];
  readonly moved: readonly EntityRef[];
  readonly removed: readonly EntityRef[];
  /** Removals that the guard would refuse, and why; null when it would refuse none. */
  readonly refused: { readonly reason: string; readonly refs: readonly EntityRef[] } | null;
  readonly problems: readonly Problem[];
  /** Why the source could not be read completely; null when it could. */
  readonly incomplete: string | null;
}

export interface Removals {
  readonly refused: readonly {
    readonly source: string;
    readonly reason: string;
    readonly refs: readonly EntityRef[];
  }[];
  readonly quarantined: readonly {
    readonly ref: EntityRef;
    readonly source: string;
    readonly location: string;
    readonly reason: RemovalReason;
    readonly removedAt: string;
    /** Until when it can be put back. */
    readonly until: string;
  }[];
}

export interface History {
  readonly changes: readonly LoggedChange[];
  /** False when the log no longer reaches back to the revision asked for. */
  readonly complete: boolean;
  /** Without a durable store the log begins when the catalog was opened. */
  readonly durable: boolean;
}
