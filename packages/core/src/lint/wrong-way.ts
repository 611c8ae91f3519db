import { readEdgeNotes } from "../ingest/edge-notes.ts";
import { entityKind } from "../ingest/entity-kind.ts";
import { type EntityRef, entityRefParts } from "../model/entity-ref.ts";
import { isJsonObject } from "../model/json.ts";
import { fieldName } from "../model/problem.ts";
import type { LintedCatalog, LintFinding, LintRule, Need } from "./lint-rule.ts";

/**
 * A provider that lists its consumer in `dependsOn`, or a consumer that lists its provider in `dependencyOf`. The edge
 * "P needs C" counts as written backwards when the rest of the catalog says the contrary:
 *
 * - C needs an API that P provides, P needs none that C provides, and C is not what P needs at build time only, as a
 *   client library is; or
 * - C says, or is said, to need P, and only C is of a kind that is expected to need anything, as a component is and a
 *   database is not.
 *
 * Two components that need each other are a circle and nothing else. An edge is also taken as meant when both ends
 * declare it, or when `spec.edges` describes it.
 */
export const wrongWay: LintRule = {
  id: "wrong-way",
  severity: "warning",
  description: "A consumer is listed as a dependency of its provider: dependsOn and dependencyOf are mixed up.",
  *check(catalog): Iterable<LintFinding> {
    const evidence = evidenceIn(catalog);
    let meant: PairSet | undefined;
    for (const need of catalog.needs()) {
      if (need.relation !== "dependsOn") continue;
      const contrary = evidence.against(need);
      if (contrary === undefined) continue;
      meant ??= meantEdges(catalog);
      if (meant.has(need.needer, need.needed)) continue;
      yield {
        stored: need.stored,
        path: need.path,
        message: `${fieldName(need.path)}: ${contrary}, so ${need.needer} hardly needs ${need.needed}. Remove it, or describe the edge in spec.edges if it is meant.`,
      };
    }
  },
};

interface Evidence {
  /** Why a dependency looks written backwards, as the beginning of a sentence; undefined when it does not. */
  against(need: Need): string | undefined;
}

function evidenceIn(catalog: LintedCatalog): Evidence {
  const provided = providedByEntity(catalog);
  // Made for the few entities that are asked about, and once for each.
  const needed = new Map<EntityRef, ReadonlySet<EntityRef>>();

  return {
    against({ needer: provider, needed: consumer }) {
      if (provider === consumer) return undefined;
      const api = apiBetween(consumer, provider);
      if (api !== undefined && !isBuildOnly(consumer) && apiBetween(provider, consumer) === undefined) {
        return `${consumer} needs ${api}, which ${provider} provides`;
      }
      if (!isExpectedToNeed(consumer) || isExpectedToNeed(provider) || !neededBy(consumer).has(provider))
        return undefined;
      return `${consumer} needs ${provider}`;
    },
  };

  function neededBy(ref: EntityRef): ReadonlySet<EntityRef> {
    const known = needed.get(ref) ?? new Set(catalog.needsOf(ref).map((need) => need.needed));
    needed.set(ref, known);
    return known;
  }

  /** The first API that one needs and the other provides. Goes through the shorter of both lists. */
  function apiBetween(consumer: EntityRef, provider: EntityRef): EntityRef | undefined {
    const apis = provided.get(provider);
    if (!apis) return undefined;
    const needs = neededBy(consumer);
    const [few, many] = apis.size < needs.size ? [apis, needs] : [needs, apis];
    for (const ref of few) if (many.has(ref)) return ref;
    return undefined;
  }

  function isExpectedToNeed(ref: EntityRef): boolean {
    return catalog.kinds.ofRef(entityRefParts(ref).kind)?.declaresDependencies ?? true;
  }

  function isBuildOnly(ref: EntityRef): boolean {
    const type = catalog.get(ref)?.entity.spec?.type;
    const buildTypes = catalog.kinds.ofRef(entityRefParts(ref).kind)?.buildTypes ?? [];
    return typeof type === "string" && buildTypes.includes(type);
  }
}

/** What each entity serves, such as the APIs of a component: what takes over its state. */
function providedByEntity({ needs, kinds }: LintedCatalog): ReadonlyMap<EntityRef, ReadonlySet<EntityRef>> {
  const provided = new Map<EntityRef, Set<EntityRef>>();
  for (const { needer, needed, relation } of needs()) {
    if (kinds.relation(relation)?.relation.failureFlows !== "to-target") continue;
    const known = provided.get(needed);
    if (known) known.add(needer);
    else provided.set(needed, new Set([needer]));
  }
  return provided;
}

/** Edges that somebody has looked at: declared by both ends, or described in `spec.edges`. */
function meantEdges(catalog: LintedCatalog): PairSet {
  const declared = pairSet();
  const meant = pairSet();
  for (const { needer, needed, relation } of catalog.needs()) {
    if (relation !== "dependsOn") continue;
    // No document declares an edge twice.
    if (declared.has(needer, needed)) meant.add(needer, needed);
    else declared.add(needer, needed);
  }
  for (const { entity } of catalog.entities) {
    if (!isJsonObject(entity.spec?.edges)) continue;
    const { of, notes } = readEdgeNotes(entity, entityKind(entity, catalog.kinds) ?? null);
    for (const needed of notes.keys()) meant.add(of, needed);
  }
  return meant;
}

interface PairSet {
  has(needer: EntityRef, needed: EntityRef): boolean;
  add(needer: EntityRef, needed: EntityRef): void;
}

function pairSet(): PairSet {
  const byNeeder = new Map<EntityRef, Set<EntityRef>>();
  return {
    has: (needer, needed) => byNeeder.get(needer)?.has(needed) ?? false,
    add(needer, needed) {
      const known = byNeeder.get(needer);
      if (known) known.add(needed);
      else byNeeder.set(needer, new Set([needed]));
    },
  };
}
