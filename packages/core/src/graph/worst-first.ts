import { word } from "./block-runs.ts";
import { compareText } from "./relations-of.ts";

/** Items by their place in a list, and what they are ordered by. */
export interface OrderedItems {
  /** A number of 31 bits for each, see {@link orderOf}. */
  readonly orders: Int32Array;
  /** Orders items of the same number. */
  name(item: number): string;
}

const DISTANCE_BITS = 22;
const MAX_DISTANCE = (1 << DISTANCE_BITS) - 1;
const RANK_BITS = 31 - DISTANCE_BITS;

/** The number that orders an item. Ranks are below 512; distances of more than 4 million are as good as that. */
export function orderOf(rank: number, distance: number): number {
  return (rank << DISTANCE_BITS) | Math.min(distance, MAX_DISTANCE);
}

/** The same by distance first: of two orders the one with the lower number is nearer. */
export function nearness(order: number): number {
  return ((order & MAX_DISTANCE) << RANK_BITS) | (order >> DISTANCE_BITS);
}

/**
 * The first `limit` of many items. It counts before it sorts, so that only what is listed is sorted, and only the names
 * of those items are compared among which the end of the list falls.
 */
export function worstFirst(items: Int32Array, { orders, name }: OrderedItems, limit: number): readonly number[] {
  const byRank = cut(items, orders, DISTANCE_BITS, limit);
  const byDistance = cut(byRank.tied, orders, 0, limit - byRank.sure.length);
  const sure = [...byRank.sure, ...byDistance.sure];
  const chosen = [...sure, ...firstByName(byDistance.tied, name, limit - sure.length)];
  return chosen
    .map((item) => ({ item, order: word(orders, item), text: name(item) }))
    .sort((a, b) => a.order - b.order || compareText(a.text, b.text))
    .map(({ item }) => item);
}

interface Cut {
  /** Items that are among the first for sure. */
  readonly sure: Int32Array;
  /** Items of the rank in which the end of the list falls. */
  readonly tied: Int32Array;
}

/** Cuts items by the part of their order from bit `shift` up to the next part; these loops see every item. */
function cut(items: Int32Array, orders: Int32Array, shift: number, limit: number): Cut {
  if (items.length <= limit) return { sure: items, tied: items.subarray(0, 0) };
  let greatest = 0;
  for (let at = 0; at < items.length; at++) {
    greatest = Math.max(greatest, (word(orders, word(items, at)) >> shift) & MAX_DISTANCE);
  }
  const counts = new Int32Array(greatest + 1);
  for (let at = 0; at < items.length; at++) {
    const part = (word(orders, word(items, at)) >> shift) & MAX_DISTANCE;
    counts[part] = word(counts, part) + 1;
  }
  let last = 0;
  let before = 0;
  while (before + word(counts, last) <= limit) before += word(counts, last++);
  if (word(counts, last) === items.length) return { sure: items.subarray(0, 0), tied: items };
  const sure = new Int32Array(before);
  const tied = new Int32Array(word(counts, last));
  let sureCount = 0;
  let tiedCount = 0;
  for (let at = 0; at < items.length; at++) {
    const item = word(items, at);
    const part = (word(orders, item) >> shift) & MAX_DISTANCE;
    if (part < last) sure[sureCount++] = item;
    else if (part === last) tied[tiedCount++] = item;
  }
  return { sure, tied };
}

function firstByName(items: Int32Array, name: (item: number) => string, limit: number): readonly number[] {
  const first: { readonly item: number; readonly text: string }[] = [];
  if (limit === 0) return [];
  for (let at = 0; at < items.length; at++) {
    const item = word(items, at);
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
