import { CatalogError } from "../errors.ts";
import type { EntityRef } from "../model/entity-ref.ts";
import { type AffectedEntity, type AskedFor, affectedEntities } from "./affected-entities.ts";
import { existingOwners, nearestWhole, ownerNaming, wholeNaming } from "./affiliations.ts";
import { blindSpots } from "./blind-spots.ts";
import { edgeEffects } from "./edge-effects.ts";
import { type Effect, MODE_STATES, type Mode } from "./effects.ts";
import { explain } from "./explain.ts";
import type { RelationGraph } from "./relation-graph.ts";
import { rootParts } from "./root-parts.ts";
import { settle } from "./settle.ts";
import { shares } from "./shares.ts";
import { walkMemory } from "./walk-memory.ts";

export type { AffectedEntity } from "./affected-entities.ts";
export type { Effect, Mode } from "./effects.ts";

/** What to ask of a blast radius. Everything is optional. */
export interface BlastRadiusOptions extends AskedFor {
  /** What is wrong with the roots; `"down"` unless given. */
  readonly mode?: Mode;
  /** Counts only what runs, and only edges that exist, in this environment. */
  readonly environment?: string;
  /** Follows only these relations, under either of their names; all through which failure flows unless given. */
  readonly relations?: readonly string[];
  /** How many entities are listed; 200 unless given. Totals count everything. */
  readonly limit?: number;
  /** How many edges may be looked at before the answer is cut short; 5 million unless given. */
  readonly maxEdges?: number;
}

/** What fails, and how badly, when the roots do. Roots and what they stand for are neither counted nor listed. */
export interface BlastRadius {
  readonly revision: number;
  readonly roots: readonly EntityRef[];
  /** How many further entities the roots stand for: the parts of a system, what a group owns. */
  readonly rootParts: number;
  readonly mode: Mode;
  readonly environment?: string;
  /** How many entities are affected. */
  readonly total: number;
  readonly byEffect: Readonly<Record<Effect, number>>;
  /** How many are affected at each distance; the index is the number of hops, so that the first is always 0. */
  readonly byDistance: readonly number[];
  /** The worst `limit`: by effect, then tier, then distance, then ref. */
  readonly affected: readonly AffectedEntity[];
  /** What customers see, in the same order, at most `limit`. */
  readonly entryPoints: readonly AffectedEntity[];
  /** Most broken first, then most affected; `owner: null` is what nobody owns. */
  readonly byOwner: readonly OwnerShare[];
  readonly bySystem: readonly SystemShare[];
  readonly byDomain: readonly DomainShare[];
  /** Why something is missing: more than `limit` are affected, or the walk was stopped at `maxEdges`. */
  readonly truncated: { readonly reason: "limit" | "budget" } | null;
  readonly coverage: BlastRadiusCoverage;
}

/** How much of what is affected belongs together. */
interface Share {
  readonly breaks: number;
  readonly affected: number;
  /** Its affected entity with the fewest hops. */
  readonly nearest: EntityRef;
}

export interface OwnerShare extends Share {
  readonly owner: EntityRef | null;
}

export interface SystemShare extends Share {
  readonly system: EntityRef | null;
}

export interface DomainShare extends Share {
  readonly domain: EntityRef | null;
}

/** How far the answer can be trusted. */
export interface BlastRadiusCoverage {
  /** How many of `total` say what they need. */
  readonly declaring: number;
  /** How many entities there are that should. */
  readonly total: number;
  /** Entities close to a root that declare nothing, so that nobody knows whether they are affected; at most 20. */
  readonly blindSpots: readonly EntityRef[];
  /** Sources that were not read completely: what they hold may be missing here. */
  readonly incompleteSources: readonly string[];
}

/** What a blast radius says about the catalog it was asked of. */
export interface BlastRadiusContext {
  readonly revision: number;
  readonly incompleteSources: readonly string[];
}

const DEFAULT_LIMIT = 200;
/** As many as a walk sees in less than 50 ms where many lead to the same entities. */
const DEFAULT_MAX_EDGES = 5_000_000;

/**
 * What fails, and how badly, when `roots` do.
 *
 * @throws {CatalogError} `invalid-argument` for a mode or a relation that does not exist, or a number that makes no sense
 */
export function blastRadius(
  graph: RelationGraph,
  roots: readonly EntityRef[],
  options: BlastRadiusOptions,
  { revision, incompleteSources }: BlastRadiusContext,
): BlastRadius {
  const { mode = "down", environment, relations, limit = DEFAULT_LIMIT, maxEdges = DEFAULT_MAX_EDGES } = options;
  checkOptions(mode, options);
  const rootIds = [...new Set(roots.flatMap((root) => graph.ids.find(root) ?? []))];
  const parts = rootParts(graph, rootIds);
  const effects = edgeEffects(graph, { environment, relations });
  const memory = walkMemory(graph);
  const settled = settle(graph, effects, memory, [...rootIds, ...parts.keys()], MODE_STATES[mode], maxEdges);
  try {
    if (settled.isComplete && !settled.isExplained) explain(graph, effects, memory, settled);
    const affected = affectedEntities(graph, memory, settled, parts, options);
    const owners = ownerNaming(graph);
    const wholes = wholeNaming(graph);
    const byOwner = shares(affected, owners, memory)((key) => existingOwners(graph, owners, key));
    const byWhole = shares(affected, wholes, memory);
    return {
      revision,
      roots: [...new Set(roots)],
      rootParts: [...parts.keys()].filter((part) => graph.ids.stored(part)).length,
      mode,
      ...(environment !== undefined && { environment }),
      total: affected.total,
      byEffect: affected.byEffect,
      byDistance: affected.byDistance,
      affected: affected.worst(limit),
      entryPoints: affected.worstEntryPoints(limit),
      byOwner: byOwner.map((tally) => {
        return { owner: tally.to, breaks: tally.breaks, affected: tally.affected, nearest: tally.nearest };
      }),
      bySystem: byWhole((key) => nearestWhole(graph, wholes, key, "system")).map((tally) => {
        return { system: tally.to, breaks: tally.breaks, affected: tally.affected, nearest: tally.nearest };
      }),
      byDomain: byWhole((key) => nearestWhole(graph, wholes, key, "domain")).map((tally) => {
        return { domain: tally.to, breaks: tally.breaks, affected: tally.affected, nearest: tally.nearest };
      }),
      truncated: truncation(settled.isComplete, affected.total > limit),
      coverage: {
        ...graph.declared,
        blindSpots: blindSpots(graph, [...rootIds, ...parts.keys()], (entity) => memory.state[entity] !== 0),
        incompleteSources: [...incompleteSources],
      },
    };
  } finally {
    memory.clean(settled.slots);
  }
}

function truncation(isComplete: boolean, isCut: boolean): BlastRadius["truncated"] {
  if (!isComplete) return { reason: "budget" };
  return isCut ? { reason: "limit" } : null;
}

export function checkOptions(mode: string, options: BlastRadiusOptions): void {
  if (!Object.hasOwn(MODE_STATES, mode)) {
    const modes = Object.keys(MODE_STATES);
    throw new CatalogError("invalid-argument", `There is no mode "${mode}". Write ${modes.join(", ")}.`, {
      suggestions: modes,
    });
  }
  for (const name of ["limit", "maxDistance", "maxEdges"] as const) {
    const value = options[name];
    if (value === undefined || value >= 0) continue;
    throw new CatalogError("invalid-argument", `${name} is ${value}. Give a number from 0.`);
  }
}
