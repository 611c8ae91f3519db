import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type EdgeRows, edgeRows } from "../../src/graph/edge-rows.ts";
import { isCircle, shortestCircle, stronglyConnected } from "../../src/graph/strongly-connected.ts";

function rowsOf(size: number, ...edges: readonly (readonly [from: number, to: number])[]): EdgeRows {
  return edgeRows(size, (from, visit) => {
    for (const [start, to] of edges) if (start === from) visit(to);
  });
}

const groupsOf = (edges: EdgeRows) => stronglyConnected(edges).map((group) => [...group].sort());

describe("stronglyConnected", () => {
  it("puts what leads to one another in a group, behind all that the group leads to", () => {
    const edges = rowsOf(5, [0, 1], [1, 2], [2, 1], [2, 3], [4, 4]);
    expect(groupsOf(edges)).toEqual([[3], [1, 2], [0], [4]]);
  });

  it("puts each thing in one group, and two in the same exactly when each leads to the other", () => {
    const edge = fc.tuple(fc.nat(7), fc.nat(7));
    fc.assert(
      fc.property(fc.array(edge, { maxLength: 16 }), (list) => {
        const groups = groupsOf(rowsOf(8, ...list));
        expect(groups.flat().sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
        const reach = reachable(8, list);
        for (const group of groups) {
          const mutual = reach.flatMap((to, from) =>
            to.has(group[0] ?? -1) && reach[group[0] ?? -1]?.has(from) ? [from] : [],
          );
          expect(group).toEqual(mutual);
        }
      }),
    );
  });

  it("S12: ends on a chain and on a ring of a million", () => {
    const size = 1_000_000;
    const chain = edgeRows(size, (from, visit) => (from + 1 < size ? visit(from + 1) : undefined));
    expect(stronglyConnected(chain).length).toBe(size);
    const ring = edgeRows(size, (from, visit) => visit((from + 1) % size));
    expect(stronglyConnected(ring).length).toBe(1);
  });
});

describe("isCircle", () => {
  it("is true for several things, and for one that leads to itself", () => {
    const edges = rowsOf(4, [0, 1], [1, 0], [2, 2]);
    expect(stronglyConnected(edges).map((group) => [group.length, isCircle(edges, group)])).toEqual([
      [2, true],
      [1, true],
      [1, false],
    ]);
  });
});

describe("shortestCircle", () => {
  it("takes a shorter way round that does not go through the first member", () => {
    const edges = rowsOf(4, [0, 1], [1, 2], [2, 3], [3, 0], [3, 2]);
    expect(shortestCircle(edges, [0, 1, 2, 3])).toEqual([2, 3]);
  });

  it("gives one thing for one that leads to itself, and nothing for what is no circle", () => {
    const edges = rowsOf(2, [0, 0], [0, 1]);
    expect([shortestCircle(edges, [0]), shortestCircle(edges, [1])]).toEqual([[0], []]);
  });
});

function reachable(size: number, edges: readonly (readonly [number, number])[]): readonly ReadonlySet<number>[] {
  return Array.from({ length: size }, (_, start) => {
    const seen = new Set([start]);
    for (const from of seen) for (const [at, to] of edges) if (at === from) seen.add(to);
    return seen;
  });
}
