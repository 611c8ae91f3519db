import type { EntityRef } from "../model/entity-ref.ts";
import type { BlastRadiusContext, BlastRadiusOptions } from "./blast-radius.ts";
import { dominators } from "./dominators.ts";
import { edgeEffects } from "./edge-effects.ts";
import { type EdgeRows, row, turnedRows } from "./edge-rows.ts";
import { isDescribed, profileAt } from "./graph-index.ts";
import { type HardNeeds, hardNeeds } from "./hard-needs.ts";
import { loneFailures } from "./lone-failures.ts";
import type { RelationGraph } from "./relation-graph.ts";
import { compareText } from "./relations-of.ts";
import { stronglyConnected } from "./strongly-connected.ts";
import { checkNumbers } from "./walk.ts";

/** Which single points of failure to list. Everything is optional. */
export interface SinglePointOptions extends Pick<BlastRadiusOptions, "environment" | "relations" | "kinds"> {
  /** How many are listed; 20 unless given. */
  readonly limit?: number;
}

/** What takes most down when it alone fails. */
export interface SinglePoints {
  readonly revision: number;
  readonly environment?: string;
  /** How many there are, listed or not. */
  readonly total: number;
  /** The worst `limit`: by how many entry points they break, then how many of tier 1, then how much at all, then ref. */
  readonly points: readonly SinglePoint[];
  /** Why something is missing: there are more than `limit`, or it takes too long to look at all. */
  readonly truncated: { readonly reason: "limit" | "budget" } | null;
  /** Sources that were not read completely: what they hold may be missing here. */
  readonly incompleteSources: readonly string[];
}

/** An entity that nothing stands in for. */
export interface SinglePoint {
  readonly ref: EntityRef;
  readonly tier: number | null;
  /** How many entities break when it is down; what `blastRadius` of it says. */
  readonly breaks: number;
  /** How many of them customers see. */
  readonly entryPoints: number;
  /** How many of them are of tier 1. */
  readonly tierOne: number;
  /** How many things are needed through it only, by all that customers use: one fallback here covers all of them. */
  readonly dominates: number;
  /** Further single points, which only it needs, or which only those need: at most 10, by ref. They are not listed. */
  readonly behind: readonly EntityRef[];
  /** In a sentence. */
  readonly because: string;
}

const DEFAULT_LIMIT = 20;
const MOST_BEHIND = 10;

/** What a broken entity counts as; one may be both. */
const ENTRY_POINT = 1;
const TIER_ONE = 2;
const CLASSES = 4;

/**
 * Single points of failure: entities that break others when they alone are down, because those need them always and have
 * no stand-in: no `anyOf` group, no other provider of an API, no fallback.
 *
 * What only one thing needs, such as the database of one service, breaks that one and what that one breaks. So it is
 * named as `behind` it and not listed, where both are of the asked kinds. `dominates` looks further: at all that nothing
 * reaches in another way, from entry points and from what nothing needs.
 *
 * Looks at everything at once: 20,000 services take about half a second. In a catalog that would take more than a few
 * seconds, those that most entities need directly are looked at; where there are more than 8 edges for each entity, only
 * a part of them is. Then `truncated` says so.
 *
 * @throws {CatalogError} `invalid-argument` for a relation that does not exist, or a number that makes no sense
 */
export function singlePoints(
  graph: RelationGraph,
  { environment, relations, kinds, limit = DEFAULT_LIMIT }: SinglePointOptions,
  { revision, incompleteSources }: BlastRadiusContext,
): SinglePoints {
  checkNumbers({ limit });
  const effects = edgeEffects(graph, { environment, relations });
  const needs = hardNeeds(graph, effects);
  const needers = turnedRows(needs.all);
  const aloneNeeders = turnedRows(needs.alone);
  const wanted = kinds && new Set(kinds.map((kind) => kind.toLowerCase()));
  const { ref } = graph.ids;
  const direct = (entity: number) => row(needers, entity).length;

  const groups = stronglyConnected(needs.all);
  const candidates: number[] = [];
  for (let entity = 0; entity < needs.all.size; entity++) {
    if (direct(entity) === 0 || !isDescribed(graph, entity)) continue;
    const { kind, traits } = profileAt(graph, entity);
    if (traits.standsFor.length === 0 && (wanted?.has(kind) ?? true)) candidates.push(entity);
  }
  candidates.sort((a, b) => direct(b) - direct(a) || compareText(ref(a), ref(b)));
  const { down, done } = loneFailures(needs, groups, candidates, CLASSES, (entity) => classOf(graph, entity));
  const counted = (index: number, flag: number) =>
    down.reduce((sum, counts, each) => ((each & flag) === flag ? sum + (counts[index] ?? 0) : sum), 0);
  const found = new Map<number, Counts>();
  for (let index = 0; index < done; index++) {
    const entity = candidates[index] as number; // `done` is at most their number
    const breaks = counted(index, 0);
    if (breaks === 0) continue;
    found.set(entity, { breaks, entryPoints: counted(index, ENTRY_POINT), tierOne: counted(index, TIER_ONE) });
  }

  const entries: number[] = [];
  for (let entity = 0; entity < needs.all.size; entity++) {
    if (profileAt(graph, entity).entryPoint) entries.push(entity);
  }
  const { dominated } = dominators(needs.alone, entries);
  const headOf = outermost(soleNeeders(needs, needers, groups), found);
  const behind = new Map<number, EntityRef[]>();
  for (const entity of found.keys()) {
    const head = headOf(entity);
    if (head !== entity) behind.set(head, [...(behind.get(head) ?? []), ref(entity)]);
  }
  const heads = [...found].filter(([entity]) => headOf(entity) === entity);
  heads.sort(
    ([a, countsA], [b, countsB]) =>
      countsB.entryPoints - countsA.entryPoints ||
      countsB.tierOne - countsA.tierOne ||
      countsB.breaks - countsA.breaks ||
      compareText(ref(a), ref(b)),
  );
  return {
    revision,
    ...(environment !== undefined && { environment }),
    total: heads.length,
    points: heads.slice(0, limit).map(([entity, counts]) => ({
      ref: ref(entity),
      tier: profileAt(graph, entity).tier,
      ...counts,
      dominates: dominated[entity] ?? 0,
      behind: (behind.get(entity) ?? []).sort().slice(0, MOST_BEHIND),
      because: inWords(row(aloneNeeders, entity).filter((each) => isDescribed(graph, each)).length, counts.breaks),
    })),
    truncated:
      done < candidates.length || !needs.isComplete
        ? { reason: "budget" }
        : heads.length > limit
          ? { reason: "limit" }
          : null,
    incompleteSources: [...incompleteSources],
  };
}

type Counts = Pick<SinglePoint, "breaks" | "entryPoints" | "tierOne">;

/** The class to count an entity in: whether customers see it and whether it is of tier 1; -1 for a mere mention. */
function classOf(graph: RelationGraph, entity: number): number {
  if (!isDescribed(graph, entity)) return -1;
  const { entryPoint, tier } = profileAt(graph, entity);
  return (entryPoint ? ENTRY_POINT : 0) + (tier === 1 ? TIER_ONE : 0);
}

/**
 * By entity: the only one that needs it, where that one breaks without it; {@link NOBODY} where there is no such one, and
 * where both are in a circle.
 */
function soleNeeders({ alone, all }: HardNeeds, needers: EdgeRows, groups: readonly Int32Array[]): Int32Array {
  const groupOf = new Int32Array(all.size);
  for (const [index, group] of groups.entries()) for (const each of group) groupOf[each] = index;
  const sole = new Int32Array(all.size).fill(NOBODY);
  for (let entity = 0; entity < all.size; entity++) {
    const [needer = NOBODY] = row(needers, entity);
    const isSole = needer !== NOBODY && row(needers, entity).every((each) => each === needer);
    if (isSole && groupOf[needer] !== groupOf[entity] && row(alone, needer).includes(entity)) sole[entity] = needer;
  }
  return sole;
}

const NOBODY = -1;

/** Looks up the last of the found ones on the way from a found one over sole needers, which may be itself. */
function outermost(sole: Int32Array, found: ReadonlyMap<number, unknown>): (entity: number) => number {
  const known = new Map<number, number>();
  return (entity) => {
    const way: number[] = [];
    let at = entity;
    while (at !== NOBODY && !known.has(at)) {
      way.push(at);
      at = sole[at] ?? NOBODY;
    }
    let last = known.get(at) ?? NOBODY;
    for (const each of way.reverse()) {
      if (last === NOBODY && found.has(each)) last = each;
      known.set(each, last);
    }
    return known.get(entity) ?? entity;
  };
}

function inWords(direct: number, breaks: number): string {
  const many = breaks === 1 ? "1 entity breaks with it" : `${breaks} entities break with it`;
  if (direct === 0) return `${many}, because all that stand in for one another need it`;
  const who =
    direct === breaks ? "each needs it directly" : `${direct} of them ${direct === 1 ? "needs" : "need"} it directly`;
  return `${many}, ${who}; nothing stands in for it`;
}
