import { word } from "./block-runs.ts";
import { type EdgeRows, row } from "./edge-rows.ts";

/**
 * The groups of things that lead to one another, each thing in one group; most are alone in theirs. A group comes after
 * all that it leads to. Tarjan's algorithm without recursion, so that a chain of any length is no problem: one step for
 * each thing and edge.
 */
export function stronglyConnected(edges: EdgeRows): readonly Int32Array[] {
  const { size, starts, targets } = edges;
  /** One more than the place of each in the order of first visits; 0 before. */
  const visited = new Int32Array(size);
  const lowest = new Int32Array(size);
  const nextEdge = new Int32Array(size);
  /** Things whose group is not known yet, and the way from where the walk began to where it is. */
  const open = new Int32Array(size);
  const way = new Int32Array(size);
  const isOpen = new Uint8Array(size);
  const groups: Int32Array[] = [];
  let visits = 0;
  let opened = 0;
  let depth = 0;

  function enter(thing: number): void {
    visits++;
    visited[thing] = visits;
    lowest[thing] = visits;
    nextEdge[thing] = word(starts, thing);
    open[opened++] = thing;
    isOpen[thing] = 1;
    way[depth++] = thing;
  }

  function lower(thing: number, to: number): void {
    if (to < word(lowest, thing)) lowest[thing] = to;
  }

  function leave(thing: number): void {
    depth--;
    if (depth > 0) lower(word(way, depth - 1), word(lowest, thing));
    if (word(lowest, thing) !== word(visited, thing)) return;
    const end = opened;
    do opened--;
    while (word(open, opened) !== thing);
    const group = open.slice(opened, end);
    for (const member of group) isOpen[member] = 0;
    groups.push(group);
  }

  for (let start = 0; start < size; start++) {
    if (word(visited, start) > 0) continue;
    enter(start);
    while (depth > 0) {
      const thing = word(way, depth - 1);
      const at = word(nextEdge, thing);
      if (at === word(starts, thing + 1)) {
        leave(thing);
        continue;
      }
      nextEdge[thing] = at + 1;
      const to = word(targets, at);
      if (word(visited, to) === 0) enter(to);
      else if (isOpen[to] === 1) lower(thing, word(visited, to));
    }
  }
  return groups;
}

/** True for a group in which something leads back to itself. */
export function isCircle(edges: EdgeRows, group: Int32Array): boolean {
  const [first] = group;
  return group.length > 1 || (first !== undefined && row(edges, first).includes(first));
}

/** How many edges are looked at for a shorter way round; a first one is found in any case. */
const MAX_LOOKED_AT = 100_000;

/**
 * A shortest way round within a group of {@link stronglyConnected} that is a circle: it leads from each to the next,
 * and from the last to the first. Of several as short the one through what stands first in `members`.
 *
 * @param members the group in the order in which to begin; in a very large one only the first of them are tried
 */
export function shortestCircle(edges: EdgeRows, members: readonly number[]): readonly number[] {
  const isMember = new Set(members);
  let shortest: readonly number[] = [];
  let looked = 0;

  function circleThrough(start: number): readonly number[] {
    const reachedFrom = new Map<number, number>();
    let layer = [start];
    for (let length = 1; layer.length > 0 && (shortest.length === 0 || length < shortest.length); length++) {
      const next: number[] = [];
      for (const from of layer) {
        for (const to of row(edges, from)) {
          looked++;
          if (to === start) return wayFrom(start, from, reachedFrom);
          if (!isMember.has(to) || reachedFrom.has(to)) continue;
          reachedFrom.set(to, from);
          next.push(to);
        }
      }
      layer = next;
    }
    return [];
  }

  for (const start of members) {
    if (shortest.length === 1 || (shortest.length > 0 && looked > MAX_LOOKED_AT)) break;
    const found = circleThrough(start);
    if (found.length > 0) shortest = found;
  }
  return shortest;
}

function wayFrom(start: number, last: number, reachedFrom: ReadonlyMap<number, number>): readonly number[] {
  const way: number[] = [];
  for (let at: number | undefined = last; at !== undefined && at !== start; at = reachedFrom.get(at)) way.push(at);
  return [start, ...way.reverse()];
}
