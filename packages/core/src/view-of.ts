import type { CatalogView, EntityOf, Origin, ViewChanges } from "./catalog-view.ts";
import { CatalogError } from "./errors.ts";
import { blastRadius } from "./graph/blast-radius.ts";
import { commonCauses } from "./graph/common-causes.ts";
import { coverage } from "./graph/coverage.ts";
import { cycles } from "./graph/cycles.ts";
import { exposure } from "./graph/exposure.ts";
import { owners, ownership } from "./graph/ownership.ts";
import { dependencyPath } from "./graph/path.ts";
import { singlePoints } from "./graph/single-points.ts";
import { dependencies, dependents } from "./graph/walk.ts";
import { ingestDocument } from "./ingest/ingest-document.ts";
import { defaultReadLimits } from "./ingest/read-limits.ts";
import { environmentsOf } from "./model/annotations.ts";
import { type EntityRef, type EntityRefInput, entityRef, isRestricted } from "./model/entity-ref.ts";
import { isJsonObject } from "./model/json.ts";
import type { KindDefinition } from "./model/kind.ts";
import type { Problem } from "./model/problem.ts";
import type { EntityChange, StoredEntity } from "./model/stored-entity.ts";
import { applyChanges, copiedState } from "./next-state.ts";
import { countFacets } from "./query/facets.ts";
import { queryEntities } from "./query/query.ts";
import { findingsOf, foundIn } from "./view-findings.ts";
import type { ViewState } from "./view-state.ts";

const states = new WeakMap<object, () => ViewState>();

/** The state a view reads from now; undefined for an object that is not a view of ours. */
export function stateOf(view: object): ViewState | undefined {
  return states.get(view)?.();
}

/** Registers an object that is a view and more, such as a catalog. */
export function isViewOf<View extends object>(view: View, read: () => ViewState): View {
  states.set(view, read);
  return view;
}

/** The reads over a state. `read` gives the state anew for each call, so that a catalog's own view moves on with it. */
export function viewOf<Kinds extends readonly KindDefinition[]>(read: () => ViewState): CatalogView<Kinds> {
  const view: CatalogView<Kinds> = {
    get revision() {
      return read().revision;
    },
    get isPartial() {
      return read().isPartial;
    },
    entity<const Ref extends EntityRefInput>(ref: Ref) {
      const state = read();
      const stored = foundIn(state, entityRef(ref));
      if (!stored) return undefined;
      const entity = { ...stored.entity, relations: state.indexes.graph().relationsOf(stored.ref) };
      return entity as EntityOf<Kinds, Ref>; // the kind's schema has accepted it
    },
    origin: (ref) => originOf(read(), storedOf(read(), ref)),
    resolve: (text, options) =>
      read()
        .indexes.names()
        .resolve(text, options, { incompleteSources: incompleteSources(read()) }),
    owner(ref) {
      const found = ownership(readContext(read()), storedOf(read(), ref).ref);
      return isRestricted(found.ref) ? { ...found, reason: "Whose a restricted entity is is not told." } : found;
    },
    owners: () => owners(readContext(read())),
    blastRadius(roots, options = {}) {
      const state = read();
      const refs = (isList(roots) ? roots : [roots]).map((root) => storedOf(state, root).ref);
      return blastRadius(state.indexes.graph(), refs, { ...inEnvironment(state), ...options }, readContext(state));
    },
    commonCauses(symptoms, options = {}) {
      const state = read();
      const refs = (isList(symptoms) ? symptoms : [symptoms]).map((symptom) => storedOf(state, symptom).ref);
      const healthy = (options.healthy ?? []).map((each) => storedOf(state, each).ref);
      return commonCauses(
        state.indexes.graph(),
        refs,
        { ...inEnvironment(state), ...options, healthy },
        readContext(state),
      );
    },
    exposure(ref, options) {
      const state = read();
      return exposure(
        state.indexes.graph(),
        storedOf(state, ref).ref,
        { ...inEnvironment(state), ...options },
        readContext(state),
      );
    },
    singlePoints(options) {
      const state = read();
      return singlePoints(state.indexes.graph(), { ...inEnvironment(state), ...options }, readContext(state));
    },
    cycles(options) {
      const state = read();
      return cycles(state.indexes.graph(), { ...inEnvironment(state), ...options }, readContext(state));
    },
    dependencies: (ref, options) =>
      dependencies(read().indexes.graph(), storedOf(read(), ref).ref, { ...inEnvironment(read()), ...options }),
    dependents: (ref, options) =>
      dependents(read().indexes.graph(), storedOf(read(), ref).ref, { ...inEnvironment(read()), ...options }),
    path: (from, to) =>
      dependencyPath(
        read().indexes.graph(),
        storedOf(read(), from).ref,
        storedOf(read(), to).ref,
        inEnvironment(read()),
      ),
    query: (options) => queryEntities(querySource(read()), options),
    facets: (fields, filter, { served } = {}) => countFacets({ ...querySource(read()), served }, fields, filter),
    match: (annotation, value) => read().indexes.annotations().match(annotation, value),
    search: (text, options) => read().indexes.texts().search(text, options),
    problems: () => problemsOf(read()),
    sources: () => read().provenance.statuses(),
    coverage: () => coverage(read().indexes.graph()),
    in: (environment) => {
      const state = inOneEnvironment(read(), environment);
      return viewOf<Kinds>(() => state);
    },
    with: (changes) => {
      const state = withChanges(read(), changes);
      return viewOf<Kinds>(() => state);
    },
  };
  return isViewOf(view, read);
}

/** @throws {CatalogError} `entity-not-found` with what was probably meant, and the sources that could still have it */
function storedOf(state: ViewState, input: EntityRefInput): StoredEntity {
  const ref = entityRef(input);
  const stored = foundIn(state, ref);
  if (stored) return stored;
  const names = state.indexes.names();
  const renamed = names.renamedTo(ref);
  const near = names.resolve(ref, { limit: 3 }).candidates.map((candidate) => candidate.ref);
  const suggestions = [...new Set([...renamed, ...near])];
  const incomplete = incompleteSources(state);
  const details = { suggestions, incompleteSources: incomplete };
  if (renamed.length > 0) {
    const message = `There is no ${ref} in the catalog any more: it was renamed to ${renamed.join(" or ")}. Use that ref.`;
    throw new CatalogError("entity-not-found", message, details);
  }
  const meant = suggestions.length > 0 ? ` Did you mean ${suggestions.join(" or ")}?` : "";
  const unread = incomplete.length > 0 ? ` Not all was read: ${incomplete.join(", ")}.` : "";
  throw new CatalogError("entity-not-found", `There is no ${ref} in the catalog.${meant}${unread}`, details);
}

function originOf({ provenance }: ViewState, stored: StoredEntity): Origin {
  const { ref, uid, etag, source, location, line, viewUrl, firstSeen, changed } = stored;
  const place = { source, location, line, viewUrl };
  const times = { firstSeen, lastSeen: provenance.lastSeen(stored), changed };
  return { ref, uid, etag, ...place, ...times, alsoClaimedBy: provenance.otherClaims(stored) };
}

function incompleteSources({ provenance }: ViewState): readonly string[] {
  return provenance.sources.filter(({ state }) => state !== "complete" && state !== "refused").map(({ name }) => name);
}

/** What answers are made from beside the question. */
function readContext(state: ViewState) {
  return { graph: state.indexes.graph(), revision: state.revision, incompleteSources: incompleteSources(state) };
}

function querySource({ indexes }: ViewState) {
  return { rows: indexes.columns().rows(), relations: (ref: EntityRef) => indexes.graph().relationsOf(ref) };
}

function inEnvironment({ environment }: ViewState): { readonly environment?: string } {
  return environment === undefined ? {} : { environment };
}

function isList(roots: EntityRefInput | readonly EntityRefInput[]): roots is readonly EntityRefInput[] {
  return Array.isArray(roots);
}

function problemsOf(state: ViewState): readonly Problem[] {
  return [...[...state.provenance.problems.values()].flat(), ...findingsOf(state)].sort(byPlace);
}

function byPlace(left: Problem, right: Problem): number {
  return (
    compareText(left.location, right.location) ||
    (left.line ?? 0) - (right.line ?? 0) ||
    (left.column ?? 0) - (right.column ?? 0) ||
    compareText(left.rule, right.rule)
  );
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The graph keeps what runs elsewhere: its walks leave that out themselves, and know it from what is not there. */
function inOneEnvironment(state: ViewState, environment: string): ViewState {
  const copy = copiedState(state);
  for (const [ref, { entity }] of state.entities) {
    if (environmentsOf(entity)?.includes(environment) === false) copy.entities.delete(ref);
  }
  return { ...copy, environment };
}

function withChanges(state: ViewState, { set = [], remove = [] }: ViewChanges): ViewState {
  const copy = copiedState(state);
  const removed = remove.map((ref) => removal(storedOf(state, ref)));
  const added = set.map(
    (entity, index): EntityChange => ({ type: "added", stored: whatIf(state, entity, `change ${index + 1}`) }),
  );
  applyChanges(copy, [...removed, ...added]);
  return copy;
}

/** Takes an entity as a source would, so that a what-if obeys the same rules as a file. */
function whatIf(state: ViewState, entity: unknown, location: string): StoredEntity {
  const { problems, claims } = ingestDocument({ location, entity: withoutRelations(entity) }, undefined, {
    source: "what-if",
    kinds: state.kinds,
    unknownKinds: "reject",
    limits: defaultReadLimits,
    now: new Date(0).toISOString(),
    known: (ref) => state.entities.get(ref),
  });
  const [stored] = claims;
  if (stored) return stored;
  const reasons = problems.map(({ message }) => message).join(" ");
  throw new CatalogError("invalid-argument", `The entity of ${location} is not valid. ${reasons}`);
}

/** An entity as a view gave it: its relations are worked out anew from what it says. */
function withoutRelations(entity: unknown): unknown {
  if (!isJsonObject(entity)) return entity;
  const { relations: _, ...written } = entity;
  return written;
}

function removal(stored: StoredEntity): EntityChange {
  return { type: "removed", stored, reason: "gone-from-source" };
}
