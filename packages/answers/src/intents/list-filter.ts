import {
  builtInKinds,
  type CatalogView,
  type Entity,
  type EntityRef,
  entityRef,
  entityRefParts,
  type Predicate,
} from "@callboard/core";
import type { MissingFact } from "../understand/missing-facts.ts";
import type { ListFilter } from "../understand/modifiers.ts";
import { isTier } from "../understand/read-filter.ts";

/** The condition that a filter puts on entities, but for the system or domain they are in. */
export function filterPredicate(view: CatalogView, { kind, type, lifecycle, tag, missing }: ListFilter): Predicate {
  return {
    $all: [
      ...(kind ? [{ kind }] : []),
      ...(type ? [{ "spec.type": type }] : []),
      ...(lifecycle ? [{ "spec.lifecycle": lifecycle }] : []),
      ...(tag ? [taggedWith(tag)] : []),
      ...(missing ? [lacks(view, missing, kind)] : []),
    ],
  };
}

/** Those of some entities that pass a filter, in their order. */
export function thatPass(view: CatalogView, refs: readonly EntityRef[], filter: ListFilter): readonly EntityRef[] {
  if (Object.keys(filter).length === 0) return refs;
  const condition = filterPredicate(view, filter);
  const names = [...new Set(refs.map((ref) => entityRefParts(ref).name))];
  const { items } = view.query({
    filter: { $all: [{ "metadata.name": { $in: names } }, condition] },
    limit: MANY_NAMESAKES * refs.length,
  });
  const passing = new Set(items.map(refOf));
  return refs.filter((ref) => passing.has(ref));
}

/** The ref of an entity as it is listed by a query. */
export function refOf({ kind, metadata: { name, namespace } }: Entity): EntityRef {
  return entityRef({ kind, name, ...(namespace && { namespace }) });
}

/** No name is shared by more entities than this, for each that is looked for. */
const MANY_NAMESAKES = 20;

/** A tier is a tag, or says the same as an annotation. */
function taggedWith(tag: string): Predicate {
  const tagged = { "metadata.tags": tag };
  if (!isTier(tag)) return tagged;
  return { $any: [tagged, { "metadata.annotations.callboard.dev/tier": tag.slice("tier-".length) }] };
}

/** What is not there, of the kinds that should have it unless a kind is asked for. */
function lacks(view: CatalogView, fact: MissingFact, kind: string | undefined): Predicate {
  const expected = EXPECTED_OF[fact];
  const absent = fact === "owner" ? ownerless(view) : { $not: { $any: TRACES[fact] } };
  return kind !== undefined || expected === null ? absent : { $all: [{ kind: { $in: expected } }, absent] };
}

/** Nobody is named as owner, or only somebody who is not in the catalog. Worked out once for each revision. */
function ownerless(view: CatalogView): Predicate {
  const before = known.get(view);
  if (before?.revision === view.revision) return before.condition;
  const condition = {
    $all: [
      { kind: { $in: OWNABLE } },
      { $any: [{ $not: { "spec.owner": { $exists: true } } }, { "spec.owner": { $in: danglingOwners(view) } }] },
    ],
  };
  known.set(view, { revision: view.revision, condition });
  return condition;
}

const known = new WeakMap<CatalogView, { readonly revision: number; readonly condition: Predicate }>();

/** The owners, as written, that lead to nobody. Only those that name no entity at first sight need a closer look. */
function danglingOwners(view: CatalogView): string[] {
  const written = (view.facets(["spec.owner"])["spec.owner"] ?? []).map(({ value }) => value);
  const suspects = written.filter((text) => !namesGroup(view, text));
  const { items } = view.query({ filter: { "spec.owner": { $in: suspects } }, limit: MAX_DANGLING });
  return suspects.filter((text) =>
    items.some((entity) => entity.spec?.owner === text && view.owner(refOf(entity)).status === "dangling"),
  );
}

const MAX_DANGLING = 1_000;

function namesGroup(view: CatalogView, text: string): boolean {
  const [ref] = view.resolve(text, { kinds: ["group"], limit: 1 }).candidates;
  return ref?.match === "ref" || (ref?.match === "name" && entityRefParts(ref.ref).name === text.toLowerCase());
}

const OWNABLE = builtInKinds
  .filter(({ relations }) => relations.some(({ type }) => type === "ownedBy"))
  .map(({ kind }) => kind);

const CODE = ["Component"];
const RUNNING = ["Component", "Resource"];

/** The kinds that are looked through when none was asked for; null for all of them. */
const EXPECTED_OF: Readonly<Record<MissingFact, readonly string[] | null>> = {
  owner: null,
  runbook: RUNNING,
  docs: CODE,
  dashboard: RUNNING,
  oncall: CODE,
  repo: CODE,
  channel: ["Group"],
  description: OWNABLE,
  system: ["Component", "API", "Resource"],
  lifecycle: ["Component", "API"],
  tags: RUNNING,
};

/** Where each fact shows: any one of these is enough. */
const TRACES: Readonly<Record<Exclude<MissingFact, "owner">, readonly Predicate[]>> = {
  runbook: links("runbook", "runbooks", "playbook", "run book"),
  docs: [...links("docs", "doc", "documentation", "techdocs", "wiki"), ...annotated("backstage.io/techdocs-ref")],
  dashboard: [
    ...links("dashboard", "dashboards", "grafana"),
    ...annotated("grafana/dashboard-selector", "datadoghq.com/dashboard-url"),
  ],
  oncall: annotated(
    "callboard.dev/on-call",
    "pagerduty.com/service-id",
    "pagerduty.com/integration-key",
    "opsgenie.com/team",
    "opsgenie.com/component-selector",
  ),
  repo: annotated(
    "github.com/project-slug",
    "gitlab.com/project-slug",
    "bitbucket.org/project-slug",
    "backstage.io/source-location",
  ),
  channel: annotated("callboard.dev/channel", "slack.com/channel-id"),
  description: [{ "metadata.description": { $exists: true } }],
  system: [{ "spec.system": { $exists: true } }],
  lifecycle: [{ "spec.lifecycle": { $exists: true } }],
  tags: [{ "metadata.tags": { $exists: true } }],
};

function links(...names: readonly string[]): Predicate[] {
  return [{ "metadata.links.type": { $in: names } }, { "metadata.links.title": { $in: names } }];
}

function annotated(...names: readonly string[]): Predicate[] {
  return names.map((name) => ({ [`metadata.annotations.${name}`]: { $exists: true } }));
}
