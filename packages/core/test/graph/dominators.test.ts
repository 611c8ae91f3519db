import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dominators, START } from "../../src/graph/dominators.ts";
import { edgeRows } from "../../src/graph/edge-rows.ts";

type Edge = readonly [from: number, to: number];

function rowsOf(size: number, edges: readonly Edge[]) {
  return edgeRows(size, (from, visit) => {
    for (const [start, to] of edges) if (start === from) visit(to);
  });
}

describe("dominators", () => {
  it("says what everything is reached through, and how much is reached through it only", () => {
    // 0 → 1 → {2, 3} → 4; 5 → 4
    const edges: readonly Edge[] = [
      [0, 1],
      [1, 2],
      [1, 3],
      [2, 4],
      [3, 4],
    ];
    const alone = dominators(rowsOf(6, edges), []);
    expect([...alone.through]).toEqual([START, 0, 1, 1, 1, START]);
    expect([...alone.dominated]).toEqual([4, 3, 0, 0, 0, 0]);
    const shared = dominators(rowsOf(6, [...edges, [5, 4]]), []);
    expect([...shared.through]).toEqual([START, 0, 1, 1, START, START]);
  });

  it("lets ways begin at entries, and within a circle that nothing leads into", () => {
    const edges: readonly Edge[] = [
      [0, 1],
      [1, 0],
      [1, 2],
      [2, 3],
    ];
    expect([...dominators(rowsOf(4, edges), []).through]).toEqual([START, START, 1, 2]);
    expect([...dominators(rowsOf(4, edges), [3]).through]).toEqual([START, START, 1, START]);
  });

  it("R22: agrees with taking each thing away and looking what cannot be reached any more, on 1,000 random graphs", () => {
    const edge = fc.tuple(fc.nat(8), fc.nat(8));
    const graph = fc.record({
      edges: fc.array(edge, { maxLength: 18 }),
      entries: fc.uniqueArray(fc.nat(8), { maxLength: 2 }),
    });
    fc.assert(
      fc.property(graph, ({ edges, entries }) => {
        const { through, dominated } = dominators(rowsOf(9, edges), entries);
        const begins = beginnings(edges, entries);
        const dominating = Array.from({ length: 9 }, (_, thing) => {
          const left = reached(edges, begins, thing);
          return Array.from({ length: 9 }, (_, other) => other).filter((other) => other !== thing && !left.has(other));
        });
        expect([...dominated]).toEqual(dominating.map((others) => others.length));
        for (const [thing, on] of through.entries()) {
          const above = dominating.flatMap((others, each) => (others.includes(thing) ? [each] : []));
          // The last one on every way is the one that all the others stand above.
          const last = above.find((each) =>
            above.every((other) => other === each || dominating[other]?.includes(each)),
          );
          expect(on).toBe(last ?? START);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("S13: ends quickly on a long chain with ways back to its beginning", () => {
    const size = 200_000;
    const half = size / 2;
    const edges = edgeRows(size, (from, visit) => {
      if (from + 1 < half) visit(from + 1);
      if (from < half) visit(half + from);
      if (from === 0) for (let to = half; to < size; to++) visit(to);
    });
    const { dominated } = dominators(edges, [0]);
    expect([dominated[0], dominated[1]]).toEqual([size - 1, half - 2]);
  });
});

function beginnings(edges: readonly Edge[], entries: readonly number[]): ReadonlySet<number> {
  const all = Array.from({ length: 9 }, (_, thing) => thing);
  const from = all.map((thing) => reached(edges, new Set([thing])));
  const isLedInto = (thing: number) => all.some((other) => from[other]?.has(thing) && !from[thing]?.has(other));
  return new Set([...entries, ...all.filter((thing) => !isLedInto(thing))]);
}

function reached(edges: readonly Edge[], begins: ReadonlySet<number>, without = -1): ReadonlySet<number> {
  const seen = new Set([...begins].filter((thing) => thing !== without));
  for (const at of seen) for (const [from, to] of edges) if (from === at && to !== without) seen.add(to);
  return seen;
}
