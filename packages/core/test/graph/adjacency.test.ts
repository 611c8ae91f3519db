import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Adjacency, adjacency, eachEdge, eachRun, hasEdges } from "../../src/graph/adjacency.ts";
import { packAdjacency } from "../../src/graph/pack-adjacency.ts";

type Edge = readonly [from: number, code: number, to: number];

const ENTITIES = 6;
const edge = fc.tuple(fc.nat(ENTITIES - 1), fc.constantFrom(0, 1, 7, 40_000, 65_535), fc.nat(30));
const edges = fc.uniqueArray(edge, { maxLength: 120, selector: (each) => each.join(" "), size: "max" });

function edgesOf(held: Adjacency): string[] {
  const found: string[] = [];
  for (let from = 0; from < ENTITIES; from++)
    eachEdge(held, from, (to, code) => found.push([from, code, to].join(" ")));
  return found.sort();
}

function packed(some: readonly Edge[]): Adjacency {
  const column = (index: 0 | 1 | 2) => Int32Array.from(some, (each) => each[index]);
  return packAdjacency(ENTITIES, { length: some.length, from: column(0), code: column(1), to: column(2) });
}

const texts = (some: readonly Edge[]) => some.map((each) => each.join(" ")).sort();

describe("adjacency", () => {
  it("holds exactly the edges that were loaded, added and not removed", () => {
    fc.assert(
      fc.property(edges, fc.array(fc.nat(200), { maxLength: 200 }), fc.nat(120), (all, turns, loaded) => {
        const held = packed(all.slice(0, loaded));
        held.reserve(ENTITIES);
        const present = new Map(all.slice(0, loaded).map((each) => [each.join(" "), each]));
        for (const turn of turns) {
          const each = all[turn % Math.max(all.length, 1)];
          if (!each) continue;
          if (present.delete(each.join(" "))) held.remove(...each);
          else {
            present.set(each.join(" "), each);
            held.add(...each);
          }
        }
        expect(edgesOf(held)).toEqual(texts([...present.values()]));
        for (const each of present.values()) held.remove(...each);
        expect(Array.from({ length: ENTITIES }, (_, from) => hasEdges(held, from))).not.toContain(true);
      }),
      { numRuns: 300 },
    );
  });

  it("holds more edges of one class at one entity than a run can", () => {
    const many = Array.from({ length: 100_000 }, (_, to): Edge => [0, 3, to]);
    const held = packed(many);
    held.add(0, 3, 100_000);
    held.add(0, 4, 7);
    held.remove(0, 3, 99_999);
    const found = new Set<number>();
    eachEdge(held, 0, (to, code) => code === 3 && found.add(to));
    expect(found.size).toBe(100_000);
    expect(found.has(99_999)).toBe(false);
    expect(edgesOf(held)).toContain("0 4 7");
  });

  it("uses the memory of blocks again that grew or went away", () => {
    const held = adjacency();
    held.reserve(100);
    const round = () => {
      for (let from = 0; from < 100; from++) for (let to = 0; to < 20; to++) held.add(from, to % 3, to);
      for (let from = 0; from < 100; from++) for (let to = 0; to < 20; to++) held.remove(from, to % 3, to);
    };
    round();
    const { length } = held.words;
    for (let again = 0; again < 20; again++) round();
    expect(held.words.length).toBe(length);
  });

  it("is a copy of its own once copied", () => {
    const held = packed([[1, 0, 2]]);
    const copy = held.copy();
    copy.add(1, 0, 3);
    held.remove(1, 0, 2);
    expect(edgesOf(held)).toEqual([]);
    expect(edgesOf(copy)).toEqual(["1 0 2", "1 0 3"]);
  });

  it("refuses to remove an edge that is not there", () => {
    expect(() => packed([[1, 0, 2]]).remove(1, 0, 3)).toThrow(RangeError);
  });
});

describe("eachRun", () => {
  it("counts the edges of each class without a step for each, also where they need more than one run", () => {
    const many = Array.from({ length: 40_000 }, (_, to): Edge => [0, 3, to]);
    const held = packed([...many, [0, 5, 1], [1, 5, 1]]);
    const runs: (readonly [count: number, code: number])[] = [];
    eachRun(held, 0, (count, code) => runs.push([count, code]));
    expect(runs).toEqual([
      [32_767, 3],
      [7_233, 3],
      [1, 5],
    ]);
    eachRun(held, 2, () => expect.fail("Entity 2 has no edges."));
  });
});

describe("packAdjacency", () => {
  it("keeps the edges of each of many entities together, by class and then in the order given", () => {
    const entities = 10_000;
    const some = Array.from(
      { length: 40_000 },
      (_, index): Edge => [(index * 7919) % entities, (index * 31) % 3, index],
    );
    const column = (index: 0 | 1 | 2) => Int32Array.from(some, (each) => each[index]);
    const held = packAdjacency(entities, { length: some.length, from: column(0), code: column(1), to: column(2) });
    const found: Edge[] = [];
    for (let from = 0; from < entities; from++) eachEdge(held, from, (to, code) => found.push([from, code, to]));
    expect(found).toEqual(some.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]));
  });

  it("takes four bytes per edge and four per run of edges of one class", () => {
    const some: Edge[] = [
      [0, 1, 5],
      [1, 1, 5],
      [0, 1, 6],
      [0, 2, 6],
    ];
    expect(packed(some).words.length).toBe(1 + 4 + 3); // word 0 is no block; one run for each class of each entity
  });
});
