import { strict as assert } from "node:assert";
import type { CatalogView } from "@callboard/core";
import { DirectedGraph } from "graphology";
import { bfsFromNode } from "graphology-traversal";
import type { Benchmark, Peer } from "./benchmark.ts";
import type { CatalogPlan } from "./generator/plan-catalog.ts";
import { seededRandom } from "./generator/random.ts";
import { memoryMb, timeEach } from "./measure.ts";
import { openGenerated } from "./opened.ts";
import { effectsByHand, indexNeeds, type Need, needsOf } from "./peers/effects-by-hand.ts";

const ROOTS = 1_000;
const MOST_NEEDED = 50;
const CHECKED_ROOTS = 100;

/** What breaks, degrades or is delayed when any one thing is down, with the worst 200 in order and why. */
export const blastRadius: Benchmark = {
  name: "blast-radius",
  async measure(job) {
    const { view, plan } = await openGenerated(job);
    const needs = needsOf(plan);
    const roots = rootsOf(plan, needs);
    checkEffects(view, needs, roots);

    const mostNeeded = roots.slice(0, MOST_NEEDED);
    const any = seededRandom(plan.seed).shuffle([...roots]); // a peer that runs out of time has seen a fair share
    memoryMb(); // collects what the check has left
    const samplesOf = (chosen: readonly string[]) => timeEach(chosen, (root) => view.blastRadius(root));
    const [ofAny, ofMostNeeded] = [samplesOf(any), samplesOf(mostNeeded)];

    const graph = graphOf(needs); // only now: its millions of objects would slow down our garbage collection, too
    const checked = `all effects of ${CHECKED_ROOTS} roots equal a fixpoint by hand over the planned edges`;
    return [
      {
        work: "blast radius of any one thing",
        unit: "ms",
        samples: ofAny,
        peers: peersOn(graph, any),
        checked,
        target: { statistic: "p99", limit: 2 },
      },
      {
        work: `blast radius of the ${MOST_NEEDED} most needed things`,
        unit: "ms",
        samples: ofMostNeeded,
        peers: peersOn(graph, mostNeeded),
        checked,
      },
    ];
  },
};

function peersOn(graph: DirectedGraph, roots: readonly string[]): readonly Peer[] {
  return [
    {
      name: "graphology, breadth-first by hand: distances only",
      samples: timeEach(roots, (root) => reachedByHand(graph, root)),
    },
    {
      name: "graphology-traversal, bfsFromNode: distances only",
      samples: timeEach(roots, (root) => reachedByLibrary(graph, root)),
    },
    { name: "Backstage catalog client, 25 requests", recorded: 705, services: 20_000 },
  ];
}

/** The most needed things first, because they reach furthest, then any. */
function rootsOf(plan: CatalogPlan, needs: readonly Need[]): string[] {
  const existing = plan.services.flatMap(({ name, api, resource }) => [
    `component:default/${name}`,
    ...(api === null ? [] : [`api:default/${api}`]),
    ...(resource === null ? [] : [`resource:default/${resource}`]),
  ]);
  const counts = new Map(existing.map((ref) => [ref, 0]));
  for (const { needed } of needs) if (counts.has(needed)) counts.set(needed, (counts.get(needed) ?? 0) + 1);
  const byCount = [...counts].sort(([, a], [, b]) => b - a).map(([ref]) => ref);
  const any = seededRandom(plan.seed).shuffle(existing);
  return [...new Set([...byCount.slice(0, MOST_NEEDED), ...any])].slice(0, ROOTS);
}

function checkEffects(view: CatalogView, needs: readonly Need[], roots: readonly string[]): void {
  const index = indexNeeds(needs);
  for (const root of roots.slice(0, CHECKED_ROOTS)) {
    const { affected, total } = view.blastRadius(root, { limit: Number.POSITIVE_INFINITY });
    const byHand = effectsByHand(index, root);
    assert.equal(total, byHand.size, `${root} reaches ${total}, by hand ${byHand.size}`);
    for (const { ref, effect } of affected) assert.equal(effect, byHand.get(ref), `the effect of ${root} on ${ref}`);
  }
}

function graphOf(needs: readonly Need[]): DirectedGraph {
  const graph = new DirectedGraph();
  for (const { dependent, needed } of needs) graph.mergeEdge(dependent, needed);
  return graph;
}

function reachedByHand(graph: DirectedGraph, root: string): Map<string, number> {
  const distances = new Map([[root, 0]]);
  // A Map is walked in the order of insertion, also while it grows: it is the queue.
  for (const [ref, distance] of distances) {
    if (!graph.hasNode(ref)) continue;
    graph.forEachInNeighbor(ref, (dependent) => {
      if (!distances.has(dependent)) distances.set(dependent, distance + 1);
    });
  }
  return distances;
}

function reachedByLibrary(graph: DirectedGraph, root: string): Map<string, number> {
  const distances = new Map<string, number>();
  const visit = (ref: string, _: unknown, distance: number) => {
    distances.set(ref, distance);
  };
  if (graph.hasNode(root)) bfsFromNode(graph, root, visit, { mode: "inbound" });
  return distances;
}
