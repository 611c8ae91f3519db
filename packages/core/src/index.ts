export { openCatalog } from "./catalog.ts";
export type {
  Catalog,
  CatalogEvent,
  History,
  PlanReport,
  RefreshReport,
  Removals,
} from "./catalog-contract.ts";
export type {
  CatalogView,
  EntityOf,
  Origin,
  OtherClaim,
  SourceHealth,
  SourceStatus,
  ViewChanges,
} from "./catalog-view.ts";
export {
  type BlastRadiusChange,
  type BlastRadiusSide,
  type ChangedEffect,
  compareBlastRadius,
} from "./compare-blast-radius.ts";
export { CatalogError, type CatalogErrorCode } from "./errors.ts";
export type { AffectedEntity, BlastRadius, BlastRadiusOptions } from "./graph/blast-radius.ts";
export type { CommonCause, ExplainedSymptom } from "./graph/common-cause.ts";
export type { CommonCauseOptions, CommonCauses } from "./graph/common-causes.ts";
export type { Coverage } from "./graph/coverage.ts";
export type { Cycle, CycleOptions, Cycles } from "./graph/cycles.ts";
export type { Effect, Mode } from "./graph/effects.ts";
export type { Exposure, ExposureOptions, Threat } from "./graph/exposure.ts";
export type { Contact, Owner, OwnerDetails, Ownership } from "./graph/ownership.ts";
export type { PathStep } from "./graph/path.ts";
export type { SinglePoint, SinglePointOptions, SinglePoints } from "./graph/single-points.ts";
export type { Reached, WalkOptions } from "./graph/walk.ts";
export { type HiddenTexts, hiddenTexts, MASK } from "./hidden-texts.ts";
export {
  type GuardedRequest,
  type GuardedRequestContext,
  type GuardedResponse,
  guardedRequest,
} from "./ingest/guarded-request.ts";
export { matchesPattern } from "./ingest/location-pattern.ts";
export { hasPlaceholders, type PlaceholderContext, resolvePlaceholders } from "./ingest/placeholders.ts";
export { isPublicAddress } from "./ingest/public-address.ts";
export { readDocuments } from "./ingest/read-documents.ts";
export { defaultReadLimits, type ReadLimits, repositoryReadLimits } from "./ingest/read-limits.ts";
export type { ReadProgress } from "./ingest/read-source.ts";
export type { GuardLimits } from "./ingest/removal-guard.ts";
export type { ScheduleOptions, SourceSchedule } from "./ingest/schedule.ts";
export { schemaFindings } from "./ingest/schema-findings.ts";
export type { AllowedEntity, RuleLocation, SourceRule } from "./ingest/source-rules.ts";
export {
  type UnknownKinds,
  type ValidationContext,
  type ValidationResult,
  validateEntity,
} from "./ingest/validate-entity.ts";
export { defineLintRule, type LintedCatalog, type LintFinding, type LintRule, type Need } from "./lint/lint-rule.ts";
export type { LintSettings, RuleSetting } from "./lint/lint-settings.ts";
export { nearestTexts } from "./lint/nearest-texts.ts";
export { lintRules } from "./lint/rules.ts";
export { annotation, tierOf } from "./model/annotations.ts";
export { builtInKinds } from "./model/built-in-kinds.ts";
export type { EdgeNote, Evidence, Needs, When } from "./model/edge-notes.ts";
export type { Entity, EntityLink, EntityMetadata, EntityRelation } from "./model/entity.ts";
export {
  type EntityRef,
  type EntityRefContext,
  type EntityRefInput,
  type EntityRefParts,
  entityRef,
  entityRefParts,
  isRestricted,
  parseEntityRef,
  shortName,
} from "./model/entity-ref.ts";
export type { JsonObject, JsonValue } from "./model/json.ts";
export {
  defineKind,
  type KindDefinition,
  type KindOptions,
  type KindRegistry,
  kindRegistry,
  type LocationFields,
  type RelationField,
} from "./model/kind.ts";
export { type LocationRef, parseLocationRef } from "./model/location-ref.ts";
export { fieldName, type Problem, type Severity } from "./model/problem.ts";
export { escapeHidden } from "./model/quoted.ts";
export type { DeclaredRelation, FailureFlow, RelationType } from "./model/relation.ts";
export type {
  QuarantinedEntity,
  RemovalReason,
  SkippedLocations,
  SourceState,
  StoredDocument,
  StoredEntity,
  StoredSource,
} from "./model/stored-entity.ts";
export type { OpenCatalogOptions } from "./open-catalog-options.ts";
export { allowAll, type Decision, type Permission, type Policy, type Principal } from "./policy.ts";
export type {
  Clock,
  EntityProvider,
  Logger,
  ProvideContext,
  RateBudget,
  ReadContext,
  ReadDocument,
  ReadProblem,
  SourceChange,
  SourceDocument,
  WatchContext,
} from "./provider/entity-provider.ts";
export { compilePredicate } from "./query/compile-predicate.ts";
export type { Facets, FacetValue } from "./query/facets.ts";
export type { ServedFields } from "./query/field.ts";
export { type Filter, parseFilter } from "./query/filter.ts";
export type { Order } from "./query/order.ts";
export type { Predicate } from "./query/predicate.ts";
export type { QueryOptions, QueryResult } from "./query/query.ts";
export { selectFields } from "./query/select-fields.ts";
export { type Runtime, systemClock } from "./runtime.ts";
export type { Candidate, NameMatch } from "./search/candidate.ts";
export { editDistance } from "./search/edit-distance.ts";
export type { Resolution, ResolveOptions } from "./search/resolve.ts";
export type { SearchHit, SearchOptions } from "./search/search-index.ts";
export { exportSnapshot, type OpenSnapshotOptions, openSnapshot } from "./snapshot.ts";
export { type CatalogState, catalogState } from "./store/catalog-state.ts";
export { type DecodedSnapshot, type SnapshotDecoder, snapshotDecoder } from "./store/decode-snapshot.ts";
export { changeSetChunks, snapshotChunks } from "./store/encode-snapshot.ts";
export type { ChangeSet, EntityStore, LoggedChange, Revision, StoredCatalog } from "./store/entity-store.ts";
export { memoryStore } from "./store/memory-store.ts";
