import { word } from "./block-runs.ts";
import { compareText } from "./relations-of.ts";

/**
 * What items are ordered by: a number of 31 bits for each, rank above distance, both from 0; and a name for items of
 * the same number.
 */
export interface OrderOfItems {
  readonly orders: Int32Array;
  name(item: number): string;
}

const DISTANCE_BITS = 22;
const MAX_DISTANCE = (1 << DISTANCE_BITS) - 1;

/** The number that orders an item. Ranks are below 512; distances of more than 4 million are as good as that. */
export function orderOf(rank: number, distance: number): number {
  return (rank << DISTANCE_BITS) | Math.min(distance, MAX_DISTANCE);
}

/** Whether an item is nearer than another; of two as near the one that comes first. */
export function isNearer({ orders, name }: OrderOfItems, item: number, other: number): boolean {
  const order = word(orders, item);
  const otherOrder = word(orders, other);
  const nearness = (order & MAX_DISTANCE) - (otherOrder & MAX_DISTANCE) || order - otherOrder;
  return nearness < 0 || (nearness === 0 && name(item) < name(other));
}

/**
 * The first `limit` of many items. It counts before it sorts, so that only what is listed is sorted, and only the names
 * of those items are compared among which the end of the list falls.
 */
export function worstFirst(items: Int32Array, { orders, name }: OrderOfItems, limit: number): readonly number[] {
  const byRank = cut(items, (item) => word(orders, item) >> DISTANCE_BITS, limit);
  const byDistance = cut(byRank.tied, (item) => word(orders, item) & MAX_DISTANCE, limit - byRank.sure.length);
  const sure = [...byRank.sure, ...byDistance.sure];
  const chosen = [...sure, ...firstByName(byDistance.tied, name, limit - sure.length)];
  return chosen.sort((a, b) => word(orders, a) - word(orders, b) || compareText(name(a), name(b)));
}

interface Cut {
  /** Items that are among the first for sure. */
  readonly sure: Int32Array;
  /** Items of the rank in which the end of the list falls. */
  readonly tied: Int32Array;
}

function cut(items: Int32Array, rankOf: (item: number) => number, limit: number): Cut {
  if (items.length <= limit) return { sure: items, tied: items.subarray(0, 0) };
  let greatest = 0;
  for (const item of items) greatest = Math.max(greatest, rankOf(item));
  const counts = new Int32Array(greatest + 1);
  for (const item of items) counts[rankOf(item)] = word(counts, rankOf(item)) + 1;
  let last = 0;
  let before = 0;
  while (before + word(counts, last) <= limit) before += word(counts, last++);
  if (word(counts, last) === items.length) return { sure: items.subarray(0, 0), tied: items };
  const sure = new Int32Array(before);
  const tied = new Int32Array(word(counts, last));
  let sureCount = 0;
  let tiedCount = 0;
  for (const item of items) {
    const rank = rankOf(item);
    if (rank < last) sure[sureCount++] = item;
    else if (rank === last) tied[tiedCount++] = item;
  }
  return { sure, tied };
}

function firstByName(items: Int32Array, name: (item: number) => string, limit: number): readonly number[] {
  const first: { readonly item: number; readonly text: string }[] = [];
  if (limit === 0) return [];
  for (const item of items) {
    const text = name(item);
    const last = first[limit - 1];
    if (last && last.text <= text) continue;
    let place = first.length;
    while (place > 0 && (first[place - 1]?.text ?? "") > text) place--;
    first.splice(place, 0, { item, text });
    if (first.length > limit) first.pop();
  }
  return first.map(({ item }) => item);
}
