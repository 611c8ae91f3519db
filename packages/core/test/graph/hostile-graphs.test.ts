import { describe, expect, it } from "vitest";
import { adjacency } from "../../src/graph/adjacency.ts";
import { type BlastRadiusOptions, blastRadius } from "../../src/graph/blast-radius.ts";
import { blockPool } from "../../src/graph/block-pool.ts";
import { CODE_SHIFT, LAST_RUN } from "../../src/graph/block-runs.ts";
import { MAX_PATH } from "../../src/graph/explanation.ts";
import { dependencyPath } from "../../src/graph/path.ts";
import { type RelationGraph, relationGraph } from "../../src/graph/relation-graph.ts";
import { dependencies, dependents } from "../../src/graph/walk.ts";
import { kinds, refOf, stored } from "./stored.ts";

/** Components `c0`, `c1`, … each of which depends on those with the numbers given for it. */
function graphOf(count: number, needs: (index: number) => readonly number[]): RelationGraph {
  const component = (index: number) => {
    return stored(`component:c${index}`, { spec: { dependsOn: needs(index).map((other) => `component:c${other}`) } });
  };
  return relationGraph(
    kinds,
    Array.from({ length: count }, (_, index) => component(index)),
  );
}

function radius(graph: RelationGraph, root: string, options: BlastRadiusOptions = {}) {
  return blastRadius(graph, [refOf(root)], options, { revision: 1, incompleteSources: [] });
}

/** A graph in which each of many components depends on all others; its edges are written without documents. */
function completeGraph(count: number): RelationGraph {
  const graph = graphOf(count, (index) => (index === 0 ? [1] : []));
  const [[code] = [0]] = graph.classes.entries();
  const pool = blockPool(count * count);
  const start = new Int32Array(count);
  for (let from = 0; from < count; from++) {
    const block = pool.allocate(count);
    const { words } = pool;
    let at = block;
    words[at++] = (code << CODE_SHIFT) | LAST_RUN | (count - 1);
    for (let to = 0; to < count; to++) if (to !== from) words[at++] = to;
    start[from] = block;
  }
  const edges = adjacency(start, pool);
  return { ...graph, needs: { ...graph.needs, out: edges, in: edges } };
}

describe("walks of hostile graphs", () => {
  it("S12: visits each of a ring of 10,000 once", () => {
    const ring = graphOf(10_000, (index) => [(index + 1) % 10_000]);
    const { total, byDistance } = radius(ring, "component:c0");
    expect([total, byDistance.length, Math.max(...byDistance)]).toEqual([9_999, 10_000, 1]);
    expect(dependents(ring, refOf("component:c0"))).toHaveLength(9_999);
    expect(dependencies(ring, refOf("component:c0"))).toHaveLength(9_999);
    expect(dependencyPath(ring, refOf("component:c1"), refOf("component:c0"))).toHaveLength(9_999);
  });

  it("S12: visits an entity that needs itself, and two that need each other, once", () => {
    const selfish = graphOf(2, (index) => (index === 0 ? [0] : [0, 1]));
    expect(radius(selfish, "component:c0").affected.map(({ ref }) => ref)).toEqual(["component:default/c1"]);
    expect(dependents(selfish, refOf("component:c0")).map(({ ref }) => ref)).toEqual(["component:default/c1"]);
    const pair = graphOf(2, (index) => [1 - index]);
    expect(radius(pair, "component:c1").affected.map(({ ref }) => ref)).toEqual(["component:default/c0"]);
    expect(dependencies(pair, refOf("component:c1")).map(({ ref }) => ref)).toEqual(["component:default/c0"]);
  });

  it("S13: stops a walk of a complete graph of 3,000 at its budget, and says so with counts", () => {
    const complete = completeGraph(3_000);
    const cut = radius(complete, "component:c0", { maxEdges: 1_000_000 });
    expect([cut.truncated, cut.total, cut.affected.length]).toEqual([{ reason: "budget" }, 2_999, 200]);
    const whole = radius(complete, "component:c0");
    expect([whole.truncated, whole.byDistance]).toEqual([{ reason: "limit" }, [0, 2_999]]);
  });

  it("S13: counts what it knows to be affected when it stops early", () => {
    const chain = graphOf(1_000, (index) => (index === 0 ? [] : [index - 1]));
    const cut = radius(chain, "component:c0", { maxEdges: 10 });
    expect(cut.truncated).toEqual({ reason: "budget" });
    expect(cut.total).toBeGreaterThanOrEqual(10);
    expect(cut.total).toBeLessThan(20);
    expect(radius(chain, "component:c0", { maxEdges: 0 }).truncated).toEqual({ reason: "budget" });
  });

  it("follows a chain of 120,000 without running out of stack, and shortens its path", () => {
    const chain = graphOf(120_000, (index) => (index === 0 ? [] : [index - 1]));
    const { total, byDistance } = radius(chain, "component:c0", { limit: 1 });
    expect([total, byDistance.length]).toEqual([119_999, 120_000]);
    chain.set(
      stored("component:c119999", { metadata: { tags: ["tier-1"] }, spec: { dependsOn: ["component:c119998"] } }),
    );
    const [last] = radius(chain, "component:c0", { limit: 1 }).affected;
    expect([last?.ref, last?.distance, last?.path.length, last?.path.at(-1)?.ref]).toEqual([
      "component:default/c119999",
      119_999,
      MAX_PATH,
      "component:default/c0",
    ]);
    expect(dependencyPath(chain, refOf("component:c50000"), refOf("component:c0"))).toHaveLength(50_000);
  });

  it("counts the members of a group of 20,000 once each, not once for each other", () => {
    const members = Array.from({ length: 20_000 }, (_, index) => `resource:r${index}`);
    const edges = Object.fromEntries(members.map((member) => [member, { anyOf: "all" }]));
    const graph = relationGraph(kinds, [
      stored("component:web", { spec: { dependsOn: members, edges } }),
      ...members.map((member) => stored(member, { spec: { dependsOn: ["resource:root"] } })),
    ]);
    const { affected } = radius(graph, "resource:root", { kinds: ["component"] });
    expect(affected.map(({ effect, distance }) => [effect, distance])).toEqual([["breaks", 2]]);
  });
});
