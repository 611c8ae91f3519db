import { describe, expect, it } from "vitest";
import { adjacency, eachEdge } from "../../src/graph/adjacency.ts";
import { type BlastRadius, type BlastRadiusOptions, blastRadius } from "../../src/graph/blast-radius.ts";
import { blockPool } from "../../src/graph/block-pool.ts";
import { CODE_SHIFT, LAST_RUN } from "../../src/graph/block-runs.ts";
import { commonCauses } from "../../src/graph/common-causes.ts";
import { MAX_PATH } from "../../src/graph/explanation.ts";
import { exposure } from "../../src/graph/exposure.ts";
import { dependencyPath } from "../../src/graph/path.ts";
import { type RelationGraph, relationGraph } from "../../src/graph/relation-graph.ts";
import { singlePoints } from "../../src/graph/single-points.ts";
import { dependencies, dependents } from "../../src/graph/walk.ts";
import type { EntityRef } from "../../src/model/entity-ref.ts";
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

/**
 * A graph of many components whose edges are written without documents.
 *
 * @param dependents how many components need each
 * @param dependent the number of one of those; nothing from `count`
 */
function numberedGraph(
  count: number,
  dependents: number,
  dependent: (needed: number, place: number) => number,
): RelationGraph {
  const graph = graphOf(2, (index) => (index === 0 ? [1] : []));
  graph.structure.reserve(count);
  const [[code] = [0]] = graph.classes.entries();
  const pool = blockPool(count * (dependents + 1));
  const start = new Int32Array(count);
  for (let needed = 0; needed < count; needed++) {
    if (dependent(needed, 0) >= count) continue;
    const block = pool.allocate(dependents + 1);
    const { words } = pool;
    words[block] = (code << CODE_SHIFT) | LAST_RUN | dependents;
    for (let place = 0; place < dependents; place++) words[block + place + 1] = dependent(needed, place);
    start[needed] = block;
  }
  const needs = { ...graph.needs, out: adjacency(new Int32Array(count)), in: adjacency(start, pool) };
  const refs: EntityRef[] = [];
  const ids = {
    ...graph.ids,
    size: count,
    find: (ref: string) => Number(ref.slice("component:default/c".length)),
    ref: (id: number) => (refs[id] ??= refOf(`component:c${id}`)),
  };
  return { ...graph, ids, needs, profileOf: new Int32Array(count).fill(graph.profileOf[0] ?? 0) };
}

const completeGraph = (count: number) =>
  numberedGraph(count, count - 1, (needed, place) => (place < needed ? place : place + 1));

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
    expect(radius(complete, "component:c0").truncated).toEqual({ reason: "budget" });
    const whole = radius(complete, "component:c0", { maxEdges: 10_000_000 });
    expect([whole.truncated, whole.byDistance]).toEqual([{ reason: "limit" }, [0, 2_999]]);
  });

  it("S13: stops what looks at a complete graph of 3,000 from its other end at a budget, and says so", () => {
    const { needs, ...rest } = completeGraph(3_000);
    const complete = { ...rest, needs: { ...needs, out: needs.in } };
    const context = { revision: 1, incompleteSources: [] };
    const [symptom, other] = [refOf("component:c0"), refOf("component:c1")];
    const threats = exposure(complete, symptom, {}, context);
    expect([threats.truncated, threats.total, threats.threats.length]).toEqual([{ reason: "budget" }, 2_999, 50]);
    const causes = commonCauses(complete, [symptom, other], {}, context);
    expect([causes.truncated, causes.total, causes.causes.length]).toEqual([{ reason: "budget" }, 3_000, 5]);
    const { truncated, points } = singlePoints(complete, {}, context);
    expect([truncated, points.length]).toEqual([{ reason: "budget" }, 20]);
  });

  it("S13: takes no more time for each of them than to visit every edge of a complete graph once", () => {
    const { needs, ...rest } = completeGraph(3_000);
    const complete = { ...rest, needs: { ...needs, out: needs.in } };
    const context = { revision: 1, incompleteSources: [] };
    const symptoms = Array.from({ length: 4 }, (_, index) => refOf(`component:c${index}`));
    const [symptom = refOf("component:c0")] = symptoms;
    const leastMs = (work: () => unknown) => {
      const samples = Array.from({ length: 6 }, () => {
        const before = process.cpuUsage();
        work();
        const { user, system } = process.cpuUsage(before);
        return (user + system) / 1_000;
      });
      return Math.min(...samples);
    };
    let edges = 0;
    const visited = leastMs(() => {
      for (let entity = 0; entity < 3_000; entity++) eachEdge(complete.needs.out, entity, () => edges++);
    });
    expect(edges).toBe(6 * 3_000 * 2_999);
    expect(leastMs(() => exposure(complete, symptom, {}, context))).toBeLessThan(visited);
    expect(leastMs(() => commonCauses(complete, symptoms, {}, context))).toBeLessThan(visited);
    expect(leastMs(() => singlePoints(complete, {}, context))).toBeLessThan(1.5 * visited); // with half of that to spare
  });

  it("S13: answers 50 questions at once within the budget of each, over 10 million edges", async () => {
    const crowded = numberedGraph(100_000, 100, (needed, place) => (needed * 7 + place * 997 + 1) % 100_000);
    const ask = (question: number) =>
      new Promise<BlastRadius>((resolve) => {
        setImmediate(() => resolve(radius(crowded, `component:c${question}`, { maxEdges: 100_000 })));
      });
    const answers = await Promise.all(Array.from({ length: 50 }, (_, question) => ask(question)));
    for (const { truncated, total, affected } of answers) {
      expect([truncated, affected.length]).toEqual([{ reason: "budget" }, 200]);
      expect(total).toBeGreaterThan(5_000);
      expect(total).toBeLessThan(90_000);
    }
    expect(radius(crowded, "component:c0").truncated).toEqual({ reason: "budget" });
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

  it("follows a chain of a million", () => {
    const chain = numberedGraph(1_000_000, 1, (needed) => needed + 1);
    const { total, byDistance, truncated, affected } = radius(chain, "component:c0", { limit: 1 });
    expect([total, byDistance.length, byDistance.at(-1), truncated]).toEqual([
      999_999,
      1_000_000,
      1,
      { reason: "limit" },
    ]);
    expect(affected.map(({ ref, distance }) => [ref, distance])).toEqual([["component:default/c1", 1]]);
  });

  it("leaves a root out that is not there, and answers for the others", () => {
    const pair = graphOf(2, (index) => (index === 0 ? [] : [0]));
    const roots = [refOf("component:gone"), refOf("component:c0")];
    const { total, roots: answered } = blastRadius(pair, roots, {}, { revision: 1, incompleteSources: [] });
    expect([total, answered]).toEqual([1, roots]);
    expect(radius(pair, "component:gone").total).toBe(0);
  });

  it("counts nothing at a distance of 0", () => {
    const pair = graphOf(2, (index) => (index === 0 ? [] : [0]));
    const { total, byDistance, affected, byOwner } = radius(pair, "component:c0", { maxDistance: 0 });
    expect({ total, byDistance, affected, byOwner }).toEqual({ total: 0, byDistance: [], affected: [], byOwner: [] });
    expect(dependents(pair, refOf("component:c0"), { maxDistance: 0 })).toEqual([]);
  });

  it("takes a group that contains its own entity for at risk while another member is down", () => {
    const edges = { "component:web": { anyOf: "any" }, "resource:db": { anyOf: "any" } };
    const graph = relationGraph(kinds, [
      stored("component:web", { spec: { dependsOn: ["component:web", "resource:db"], edges } }),
      stored("resource:db"),
    ]);
    expect(radius(graph, "resource:db").affected.map(({ ref, effect }) => [ref, effect])).toEqual([
      ["component:default/web", "at-risk"],
    ]);
    expect(radius(graph, "component:web").total).toBe(0);
  });

  it("makes no edge of a note that names one which is not declared", () => {
    const edges = { "resource:gone": { when: "fallback" }, "component:web": { anyOf: "any" } };
    const graph = relationGraph(kinds, [
      stored("component:web", { spec: { dependsOn: ["resource:db"], edges } }),
      stored("resource:db"),
    ]);
    expect(graph.relationsOf(refOf("component:web"))).toEqual([
      { type: "dependsOn", targetRef: "resource:default/db" },
    ]);
    expect(radius(graph, "resource:gone").total).toBe(0);
    expect(radius(graph, "resource:db").byEffect.breaks).toBe(1);
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
