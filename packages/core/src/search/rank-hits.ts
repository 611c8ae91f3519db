import { DEFAULT_NAMESPACE } from "../model/entity-ref.ts";
import type { Hit } from "./candidate.ts";

/** What decides between entities that a text fits equally well. */
export interface Ranking {
  /** Kinds in lower case, the first wins. */
  readonly prefer: readonly string[];
  /** The namespace that was asked for, if any. */
  readonly namespace: string | null;
}

/**
 * The best hits, best first, at most one for each entity. Hits of one sort go by
 * preferred kind, score, people last, namespace, ref.
 */
export function rankHits(hits: Iterable<Hit>, ranking: Ranking, limit: number): readonly Hit[] {
  const best: Hit[] = [];
  for (const hit of hits) {
    const worst = best.at(-1);
    if (best.length === limit && worst && compareHits(hit, worst, ranking) >= 0) continue;
    const same = best.findIndex(({ entity }) => entity === hit.entity);
    const replaced = best[same];
    if (replaced && compareHits(hit, replaced, ranking) >= 0) continue;
    if (replaced) best.splice(same, 1);
    const place = best.findIndex((other) => compareHits(hit, other, ranking) < 0);
    best.splice(place < 0 ? best.length : place, 0, hit);
    if (best.length > limit) best.pop();
  }
  return best;
}

/**
 * Those of several exact hits that the ranking cannot tell apart; one means that it decides. In this order: names given
 * on purpose before names from elsewhere, the preferred kind, the better match, the asked namespace, and of
 * entities that differ only in their namespace the one in `default`.
 */
export function undecided(hits: readonly Hit[], ranking: Ranking): readonly Hit[] {
  let left = lowest(hits, ({ tier }) => tier);
  left = lowest(left, ({ entity }) => preference(entity.kind, ranking));
  left = lowest(left, ({ score }) => -score);
  left = lowest(left, ({ entity }) => Number(entity.namespace !== ranking.namespace));
  const inDefault = new Set(left.filter(({ entity }) => entity.namespace === DEFAULT_NAMESPACE).map(withoutNamespace));
  return left.filter((hit) => hit.entity.namespace === DEFAULT_NAMESPACE || !inDefault.has(withoutNamespace(hit)));
}

/** Scores tell sorts of hits apart by tenths; within one sort the preferred kind counts for more than the score. */
const SORTS = 10;

function compareHits(a: Hit, b: Hit, ranking: Ranking): number {
  return (
    a.tier - b.tier ||
    Math.floor(b.score * SORTS) - Math.floor(a.score * SORTS) ||
    preference(a.entity.kind, ranking) - preference(b.entity.kind, ranking) ||
    b.score - a.score ||
    Number(a.entity.person) - Number(b.entity.person) ||
    nearness(a, ranking) - nearness(b, ranking) ||
    (a.entity.ref < b.entity.ref ? -1 : Number(a.entity.ref > b.entity.ref))
  );
}

function preference(kind: string, { prefer }: Ranking): number {
  const place = prefer.indexOf(kind);
  return place < 0 ? prefer.length : place;
}

function nearness({ entity }: Hit, { namespace }: Ranking): number {
  if (entity.namespace === namespace) return 0;
  return entity.namespace === DEFAULT_NAMESPACE ? 1 : 2;
}

function withoutNamespace({ entity }: Hit): string {
  return `${entity.kind}:${entity.name}`;
}

function lowest<Item>(items: readonly Item[], value: (item: Item) => number): readonly Item[] {
  const least = items.reduce((lowestYet, item) => Math.min(lowestYet, value(item)), Infinity);
  return items.filter((item) => value(item) === least);
}
