import { word } from "./block-runs.ts";
import { type EdgeRows, row, turnedRows } from "./edge-rows.ts";
import { stronglyConnected } from "./strongly-connected.ts";

/** What everything is reached through, from where a walk may begin. */
export interface Dominators {
  /** By thing: the last other one that every way to it leads through; {@link START} where there is none. */
  readonly through: Int32Array;
  /** By thing: how many others are reached through it only. */
  readonly dominated: Int32Array;
}

/** Stands for the common beginning of all ways. */
export const START = -1;

/**
 * The dominator tree of all things, from `entries`, from what nothing leads to, and from what is in a circle that nothing
 * leads into, so that everything is reached. The algorithm of Lengauer and Tarjan: time grows with the edges and a
 * logarithm, whatever their shape.
 */
export function dominators(edges: EdgeRows, entries: Iterable<number>): Dominators {
  const { size } = edges;
  const leading = turnedRows(edges);
  const isEntry = beginnings(edges, leading, entries);
  const { order, places, parents } = preorder(edges, isEntry);
  // From here on everything is named by its place in that order; 0 is the common beginning.
  const semi = Int32Array.from({ length: size + 1 }, (_, place) => place);
  const { best, link } = compressedForest(semi);
  const immediate = new Int32Array(size + 1);
  /** By place: the last of those whose semidominator it is, and by each of them the one before; 0 for none. */
  const lastWaiting = new Int32Array(size + 1);
  const previous = new Int32Array(size + 1);

  for (let place = size; place > 0; place--) {
    const thing = word(order, place);
    let least = isEntry[thing] === 1 ? 0 : place;
    for (const from of row(leading, thing)) least = Math.min(least, word(semi, best(word(places, from))));
    semi[place] = least;
    previous[place] = word(lastWaiting, least);
    lastWaiting[least] = place;
    const parent = word(parents, place);
    link(parent, place);
    for (let each = word(lastWaiting, parent); each !== 0; each = word(previous, each)) {
      const through = best(each);
      immediate[each] = word(semi, through) < word(semi, each) ? through : parent;
    }
    lastWaiting[parent] = 0;
  }
  for (let place = 1; place <= size; place++) {
    const through = word(immediate, place);
    if (through !== word(semi, place)) immediate[place] = word(immediate, through);
  }

  const through = new Int32Array(size).fill(START);
  const dominated = new Int32Array(size);
  for (let place = size; place > 0; place--) {
    const above = word(immediate, place);
    if (above === 0) continue;
    const thing = word(order, place);
    const on = word(order, above);
    through[thing] = on;
    dominated[on] = word(dominated, on) + word(dominated, thing) + 1;
  }
  return { through, dominated };
}

function beginnings(edges: EdgeRows, leading: EdgeRows, entries: Iterable<number>): Uint8Array {
  const isEntry = new Uint8Array(edges.size);
  for (const entry of entries) isEntry[entry] = 1;
  const groups = stronglyConnected(edges);
  const groupOf = new Int32Array(edges.size);
  for (const [index, group] of groups.entries()) for (const member of group) groupOf[member] = index;
  for (const [index, group] of groups.entries()) {
    const isLedInto = group.some((member) => row(leading, member).some((from) => groupOf[from] !== index));
    if (!isLedInto) for (const member of group) isEntry[member] = 1;
  }
  return isEntry;
}

/** All things in the order of a walk in depth, from place 1; by place, from which place each was reached. */
function preorder({ size, starts, targets }: EdgeRows, isEntry: Uint8Array) {
  const order = new Int32Array(size + 1);
  const places = new Int32Array(size);
  const parents = new Int32Array(size + 1);
  const nextEdge = starts.slice(0, size);
  let last = 0;

  function enter(thing: number, parent: number): number {
    last++;
    order[last] = thing;
    places[thing] = last;
    parents[last] = parent;
    return last;
  }

  for (let entry = 0; entry < size; entry++) {
    if (isEntry[entry] !== 1 || word(places, entry) > 0) continue;
    for (let place = enter(entry, 0); place > 0; ) {
      const thing = word(order, place);
      const at = word(nextEdge, thing);
      if (at === word(starts, thing + 1)) {
        place = word(parents, place);
        continue;
      }
      nextEdge[thing] = at + 1;
      const to = word(targets, at);
      if (word(places, to) === 0) place = enter(to, place);
    }
  }
  return { order, places, parents };
}

/** A forest of places that is asked for the one with the least `semi` on the way up; each question shortens the way. */
function compressedForest(semi: Int32Array) {
  const UNLINKED = -1;
  const above = new Int32Array(semi.length).fill(UNLINKED);
  const label = semi.slice();
  const way = new Int32Array(semi.length);

  return {
    link(parent: number, place: number): void {
      above[place] = parent;
    },
    /** The place with the least `semi` from here up to the root of its tree, which does not count itself. */
    best(place: number): number {
      let length = 0;
      let top = place;
      while (word(above, top) !== UNLINKED && word(above, word(above, top)) !== UNLINKED) {
        way[length++] = top;
        top = word(above, top);
      }
      while (length > 0) {
        const each = word(way, --length);
        const upper = word(above, each);
        if (word(semi, word(label, upper)) < word(semi, word(label, each))) label[each] = word(label, upper);
        above[each] = word(above, upper);
      }
      return word(label, place);
    },
  };
}
