import type { z } from "zod";
import type { BlastRadius, BlastRadiusOptions } from "./graph/blast-radius.ts";
import type { CommonCauseOptions, CommonCauses } from "./graph/common-causes.ts";
import type { Coverage } from "./graph/coverage.ts";
import type { CycleOptions, Cycles } from "./graph/cycles.ts";
import type { Exposure, ExposureOptions } from "./graph/exposure.ts";
import type { Owner, Ownership } from "./graph/ownership.ts";
import type { PathStep } from "./graph/path.ts";
import type { SinglePointOptions, SinglePoints } from "./graph/single-points.ts";
import type { Reached, WalkOptions } from "./graph/walk.ts";
import type { Entity } from "./model/entity.ts";
import type { EntityRef, EntityRefInput } from "./model/entity-ref.ts";
import type { KindDefinition } from "./model/kind.ts";
import type { Problem } from "./model/problem.ts";
import type { SkippedLocations, SourceState } from "./model/stored-entity.ts";
import type { RateBudget } from "./provider/entity-provider.ts";
import type { Facets } from "./query/facets.ts";
import type { Filter } from "./query/filter.ts";
import type { QueryOptions, QueryResult } from "./query/query.ts";
import type { Resolution, ResolveOptions } from "./search/resolve.ts";
import type { SearchHit, SearchOptions } from "./search/search-index.ts";
import type { Revision } from "./store/entity-store.ts";

/** The entity type that a ref's kind promises under the registered kinds. */
export type EntityOf<Kinds extends readonly KindDefinition[], Ref> = EntityOfKind<
  KindNamed<Kinds[number], KindIn<Ref>>
>;

type EntityOfKind<Kind> = [Kind] extends [never]
  ? Entity
  : Kind extends KindDefinition<infer Name, infer Spec>
    ? Entity<Name, z.infer<Spec>>
    : Entity;

/** The kind that a ref names, as far as its type says. */
type KindIn<Ref> = Ref extends `${infer Kind}:${string}`
  ? Kind
  : Ref extends { readonly kind: infer Kind extends string }
    ? Kind
    : never;

/** Kind by kind, so that one whose name is not known leaves the others their types. */
type KindNamed<Kind, Name extends string> = string extends Name
  ? never
  : Kind extends KindDefinition<infer Own>
    ? Lowercase<Own> extends Lowercase<Name>
      ? Kind
      : never
    : never;

/**
 * The catalog as it is at one revision. Every read is synchronous, from memory, and returns plain data that survives
 * `structuredClone`. A ref that is not there throws `entity-not-found`, except from `entity`.
 */
export interface CatalogView<Kinds extends readonly KindDefinition[] = readonly KindDefinition[]> {
  readonly revision: Revision;
  /** True when a policy decides what is in this view, so that something may be missing without a word about it. */
  readonly isPartial: boolean;
  /** The entity as written, plus default namespace and relations; undefined when there is none. */
  entity<const Ref extends EntityRefInput>(ref: Ref): EntityOf<Kinds, Ref> | undefined;
  /** Where an entity was read, when, and when it last changed. */
  origin(ref: EntityRefInput): Origin;
  /** Finds what a person meant by a name. */
  resolve(text: string, options?: ResolveOptions): Resolution;
  /** Who owns an entity, how to reach them, and why that is so. */
  owner(ref: EntityRefInput): Ownership;
  /** Everyone who owns something, and how much, most first; `owner: null` counts what nobody owns. */
  owners(): readonly Owner[];
  /** What fails, and how badly, when the roots do. */
  blastRadius(roots: EntityRefInput | readonly EntityRefInput[], options?: BlastRadiusOptions): BlastRadius;
  /** What several symptoms have in common: entities whose failure would explain them, the likeliest first. */
  commonCauses(symptoms: EntityRefInput | readonly EntityRefInput[], options?: CommonCauseOptions): CommonCauses;
  /** What could take an entity down or make it worse, the worst first. */
  exposure(ref: EntityRefInput, options?: ExposureOptions): Exposure;
  /** What takes others down when it alone fails, most first. */
  singlePoints(options?: SinglePointOptions): SinglePoints;
  /** Every group of entities that need one another, once, with a shortest way round. */
  cycles(options?: CycleOptions): Cycles;
  /** What an entity needs, nearest first. */
  dependencies(ref: EntityRefInput, options?: WalkOptions): readonly Reached[];
  /** What needs an entity, nearest first. */
  dependents(ref: EntityRefInput, options?: WalkOptions): readonly Reached[];
  /** How `from` comes to need `to`, by the fewest hops; null when it does not. */
  path(from: EntityRefInput, to: EntityRefInput): readonly PathStep[] | null;
  /** Entities by filter, in order, a page at a time. */
  query(options?: QueryOptions): QueryResult;
  /** How often each value of the given fields occurs. */
  facets(fields: readonly string[], filter?: Filter, options?: Pick<QueryOptions, "served">): Facets;
  /** Entities that carry exactly this annotation value; from an index. */
  match(annotation: string, value: string): readonly EntityRef[];
  /** Full text over names, titles, descriptions, tags and aliases, best first. */
  search(text: string, options?: SearchOptions): readonly SearchHit[];
  /** All that is wrong with the data: what could not be read, and what the whole-catalog rules find. */
  problems(): readonly Problem[];
  sources(): readonly SourceStatus[];
  /** How many entities that should say what they need do so. */
  coverage(): Coverage;
  /** This view without what does not run in an environment; walks use that environment unless told otherwise. */
  in(environment: string): CatalogView<Kinds>;
  /** What if: this view with changes applied, without touching the catalog. */
  with(changes: ViewChanges): CatalogView<Kinds>;
}

/** Entities to set (as in a descriptor) and refs to take away, for {@link CatalogView.with}. */
export interface ViewChanges {
  readonly set?: readonly unknown[];
  readonly remove?: readonly EntityRefInput[];
}

/** Where an entity comes from. Times are ISO 8601 in UTC. */
export interface Origin {
  readonly ref: EntityRef;
  readonly uid: string;
  readonly etag: string;
  readonly source: string;
  readonly location: string;
  readonly line: number | null;
  readonly viewUrl: string | null;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly changed: string;
  /** Other descriptions of the same ref, which are not used while this one is there; usually none. */
  readonly alsoClaimedBy: readonly OtherClaim[];
}

/** A description of an entity that lost to another one. */
export interface OtherClaim {
  readonly source: string;
  readonly location: string;
  readonly line: number | null;
  /** Why the other one is used, in a sentence. */
  readonly reason: string;
}

/** How far what is known of a source can be believed. */
export type SourceHealth =
  /** Its last read was complete, and not long ago. */
  | "fresh"
  /** Its last complete read was longer ago than two of its intervals, or there was none yet. */
  | "stale"
  /** Its last read left something out, or would have removed too much. */
  | "degraded"
  /** Its last read failed. */
  | "failing";

/** How much of a source is known, and how fresh it is. */
export interface SourceStatus {
  readonly name: string;
  readonly health: SourceHealth;
  /** How its last read ended. */
  readonly state: SourceState;
  readonly entities: number;
  readonly documents: number;
  readonly problems: number;
  /** When the last run that ended without a throw ended. */
  readonly lastReadAt: string | null;
  /** When the last read that left nothing out ended. */
  readonly lastCompleteReadAt: string | null;
  /** How long ago that is, never less than 0. */
  readonly ageMs: number | null;
  /** When it is read next; null while it is read and where nothing is planned. */
  readonly nextReadAt: string | null;
  /** Why it is not complete, in a sentence. */
  readonly reason: string | null;
  /** Refs whose removal waits for `confirmRemovals`. */
  readonly refusedRemovals: number;
  /** What the last read could not read, and kept. */
  readonly skipped: SkippedLocations;
  /** How much of its rate limit was left when the service last told; null when it tells nothing. */
  readonly rateLimit: RateBudget | null;
}
