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
export function worstFirst({ orders, name }: OrderedItems, limit: number): readonly number[] {
  const { order, before, count } = endOfList(orders, limit);
  const sure = new Int32Array(before);
  const tied = new Int32Array(count);
  let sureCount = 0;
  let tiedCount = 0;
  for (let item = 0; item < orders.length; item++) {
    const each = word(orders, item);
    if (each > order) continue;
    if (each < order) sure[sureCount++] = item;
    else tied[tiedCount++] = item;
  }
  const named: NamedItem[] = [];
  for (let at = 0; at < before; at++) named.push(namedItem(word(sure, at), name));
  named.sort((a, b) => word(orders, a.item) - word(orders, b.item) || compareText(a.text, b.text));
  for (const last of firstByName(tied, name, limit - before)) named.push(last);
  return named.map(({ item }) => item);
}

interface NamedItem {
  readonly item: number;
  readonly text: string;
}

function namedItem(item: number, name: (item: number) => string): NamedItem {
  return { item, text: name(item) };
}

interface EndOfList {
  /** The order of the items among which a list of `limit` ends; above all where it takes all. */
  readonly order: number;
  /** How many items come before those. */
  readonly before: number;
  /** How many of those there are. */
  readonly count: number;
}

/** Finds the end of a list by the ranks of all items, and then by the distances of those of the last rank. */
function endOfList(orders: Int32Array, limit: number): EndOfList {
  if (orders.length <= limit) return { order: ALL, before: orders.length, count: 0 };
  const ranks = new Int32Array(1 << RANK_BITS);
  for (let item = 0; item < orders.length; item++) {
    const rank = word(orders, item) >> DISTANCE_BITS;
    ranks[rank] = word(ranks, rank) + 1;
  }
  const { part: rank, before: ofLowerRank } = partAt(ranks, limit);
  const ofRank = new Int32Array(word(ranks, rank));
  let farthest = 0;
  let found = 0;
  for (let item = 0; item < orders.length; item++) {
    const order = word(orders, item);
    if (order >> DISTANCE_BITS !== rank) continue;
    ofRank[found++] = order & MAX_DISTANCE;
    farthest = Math.max(farthest, order & MAX_DISTANCE);
  }
  const distances = new Int32Array(farthest + 1);
  for (let at = 0; at < found; at++) distances[word(ofRank, at)] = word(distances, word(ofRank, at)) + 1;
  const { part: distance, before } = partAt(distances, limit - ofLowerRank);
  return { order: orderOf(rank, distance), before: ofLowerRank + before, count: word(distances, distance) };
}

const ALL = 0x7fffffff;

/** The part in which the item at `place` is, of parts with so many items each, and how many items are before it. */
function partAt(counts: Int32Array, place: number): { readonly part: number; readonly before: number } {
  let part = 0;
  let before = 0;
  while (before + word(counts, part) <= place) before += word(counts, part++);
  return { part, before };
}

/** The first `limit` of some items by name, in order. */
function firstByName(items: Int32Array, name: (item: number) => string, limit: number): readonly NamedItem[] {
  const first: NamedItem[] = [];
  if (limit === 0) return first;
  let last: string | undefined;
  for (let at = 0; at < items.length; at++) {
    const item = word(items, at);
    const text = name(item);
    if (last !== undefined && last <= text) continue;
    let place = first.length;
    for (let before = first[place - 1]; before && before.text > text; before = first[place - 1]) place--;
    first.splice(place, 0, { item, text });
    if (first.length > limit) first.pop();
    if (first.length === limit) last = first[limit - 1]?.text;
  }
  return first;
}
