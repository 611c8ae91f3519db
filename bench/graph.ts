import { strict as assert } from "node:assert";
import { eachEdge } from "../packages/core/src/graph/adjacency.ts";
import type { StoredEntity } from "../packages/core/src/model/stored-entity.ts";
import type { Benchmark, Measurement, Peer } from "./benchmark.ts";
import { seededRandom } from "./generator/random.ts";
import { type GraphDocuments, graphDocuments } from "./graph/graph-documents.ts";
import { loadGraph, type MeasuredGraph, namesIn, packNames } from "./graph/graph-index.ts";
import { graphologyPeers, mapOfSets } from "./graph/graph-peers.ts";
import { type RandomGraph, randomGraph, refOf } from "./graph/random-graph.ts";
import { memoryMb, timeEach } from "./measure.ts";
import { effectsByHand, indexNeeds } from "./peers/effects-by-hand.ts";

/** The size that the targets are promised for. */
const TARGET_ENTITIES = 1_000_000;
const LARGE_SHARE = 0.3;
const SMALL = 1_000;
const ROOTS_TRIED = 20_000;
const NOTED = 0.1;
const EDITS = 2_000;

/** The impact index alone, against what else a program could keep a graph in: how it loads, walks and changes. */
export const graph: Benchmark = {
  name: "graph",
  sizes: "entities",
  async measure({ services: entities, seed }) {
    const edges = randomGraph(entities, seed);
    const said = (step: string) => console.error(`  ${entities} entities: ${step}`);
    said("documents without notes");
    const plain = measurePlain(edges, seed);
    said("documents with notes");
    const noted = measureNoted(edges, seed);
    said("peers");
    return [...withPeers(plain, edges), ...noted];
  },
};

/** What is measured on a graph without notes; the peers come later, because their objects slow down everybody. */
interface PlainFigures {
  readonly loadMs: number;
  /** Numbering the names of both ends of each edge and packing the edges, without documents to derive them from. */
  readonly packMs: number;
  readonly bytes: number;
  readonly large: Root;
  readonly small: Root;
  readonly edits: readonly number[];
}

type Distances = ReadonlyMap<string, number>;

interface Root {
  readonly ref: string;
  readonly distances: Distances;
  readonly reach: readonly number[];
  readonly answer: readonly number[];
}

function measurePlain(edges: RandomGraph, seed: number): PlainFigures {
  const { documents } = graphDocuments(edges, { seed });
  const { ms: loadMs, result: index } = timed(() => loadGraph(documents));
  const measureRoot = (ref: string): Root => ({
    ref,
    distances: new Map(Array.from(index.reached(ref), ([reached, { distance }]) => [reached, distance])),
    reach: timeEach([ref], (root) => index.reach(root)),
    answer: timeEach([ref], (root) => index.answer(root)),
  });
  const large = measureRoot(rootReaching(index, Math.round(edges.entities * LARGE_SHARE), edges, seed));
  const small = measureRoot(rootReaching(index, SMALL, edges, seed));
  const edits = timeEach(editsOf(documents, edges, seed), (edited) => index.graph.set(edited));
  const names = namesIn(edges);
  const { ms: packMs, result: packed } = timed(() => packNames(edges, names));
  assert.equal(edgesIn(packed), edges.needed.length, "edges packed");
  return { loadMs, packMs, bytes: bytesPerEntity(edges, seed), large, small, edits };
}

function edgesIn({ in: incoming }: ReturnType<typeof packNames>): number {
  return incoming.start.reduce((count, _, entity) => {
    let own = 0;
    eachEdge(incoming, entity, () => own++);
    return count + own;
  }, 0);
}

/** What the graph takes beside the documents, with nothing but four needs for each entity. */
function bytesPerEntity(edges: RandomGraph, seed: number): number {
  const { documents } = graphDocuments(edges, { owned: false, seed });
  const { heapBefore, heapAfter } = timed(() => loadGraph(documents));
  return ((heapAfter - heapBefore) * 1e6) / edges.entities;
}

/** Documents that take turns to have a need less and to have it again. */
function editsOf(documents: readonly StoredEntity[], edges: RandomGraph, seed: number): readonly StoredEntity[] {
  const random = seededRandom(seed);
  const components = documents.slice(documents.length - edges.entities);
  return Array.from({ length: EDITS / 2 }, () => random.pick(components)).flatMap((stored) => {
    const { entity } = stored;
    const dependsOn = Array.isArray(entity.spec?.dependsOn) ? entity.spec.dependsOn.slice(1) : [];
    return [{ ...stored, entity: { ...entity, spec: { ...entity.spec, dependsOn } } }, stored];
  });
}

function withPeers(
  { loadMs, packMs, bytes, large, small, edits }: PlainFigures,
  edges: RandomGraph,
): readonly Measurement[] {
  const sets = timed(() => [mapOfSets(edges)]);
  const graphology = timed(() => graphologyPeers(edges));
  const peers = [...graphology.result, ...sets.result];
  for (const { ref, distances } of [large, small]) {
    for (const peer of peers) assertSame(peer.distances(ref), distances, `${peer.name}: what ${ref} reaches`);
  }
  const checked = "every entity reached, and its distance, equal those of all three peers";
  const builds: readonly [string, Timed<unknown>][] = [
    ["graphology, from names", graphology],
    ["Map of Sets, from names", sets],
  ];
  const walks = (ref: string): readonly Peer[] =>
    peers.map(({ name, walk }) => ({ name, samples: timeEach([ref], walk) }));
  const at = TARGET_ENTITIES;
  return [
    {
      work: "graph: load from documents, with owners",
      unit: "ms",
      samples: [loadMs],
      peers: builds.map(([name, { ms }]) => ({ name, samples: [ms] })),
      checked,
      target: { statistic: "median", limit: 2_500, at },
    },
    {
      work: "… of which numbering names and packing edges, without deriving relations from documents",
      unit: "ms",
      samples: [packMs],
      checked: "as many edges as the graph has",
    },
    {
      work: "graph: memory per entity with 4 edges, without names and documents",
      unit: "bytes",
      samples: [bytes],
      // Of the first one that is built the heap says nothing: it loses what the measurements before have left.
      peers: [
        {
          name: "graphology, from names",
          samples: [((graphology.heapAfter - graphology.heapBefore) * 1e6) / edges.entities],
        },
      ],
      checked,
      target: { statistic: "median", limit: 100, at },
    },
    {
      work: `graph: ${count(large.distances.size - 1)} reached: distance, effect and reason of each`,
      unit: "ms",
      samples: large.reach,
      peers: walks(large.ref),
      checked,
      target: { statistic: "median", limit: 12, at },
    },
    {
      work: "… and the first 200 in order with paths, totals by owner",
      unit: "ms",
      samples: large.answer,
      checked,
      target: { statistic: "median", limit: 42, at },
    },
    {
      work: `graph: ${count(small.distances.size - 1)} reached: distance, effect and reason of each`,
      unit: "ms",
      samples: small.reach,
      peers: walks(small.ref),
      checked,
      target: { statistic: "median", limit: 0.05, at },
    },
    { work: "… and the first 200 in order with paths, totals by owner", unit: "ms", samples: small.answer, checked },
    {
      work: "graph: change what one entity needs",
      unit: "ms",
      samples: edits,
      checked,
      target: { statistic: "median", limit: 0.05, at },
    },
  ];
}

/** As `assert.deepEqual`, which takes minutes for maps of this size. */
function assertSame(actual: Distances, expected: Distances, what: string): void {
  assert.equal(actual.size, expected.size, what);
  for (const [ref, distance] of actual) assert.equal(distance, expected.get(ref), `${what}: ${ref}`);
}

/** The same graph where a tenth of the edges say when they are needed. */
function measureNoted(edges: RandomGraph, seed: number): readonly Measurement[] {
  const given = graphDocuments(edges, { noted: NOTED, seed });
  const index = loadGraph(given.documents);
  const root = rootReaching(index, Math.round(edges.entities * LARGE_SHARE), edges, seed);
  checkEffects(index, given, root);
  const checked = "the effect of the root on every entity equals that of a fixpoint by hand";
  const measure = (work: string, samples: readonly number[]): Measurement => ({ work, unit: "ms", samples, checked });
  return [
    measure(
      `graph: ${count(index.reach(root))} reached, a tenth of the edges with notes: distance, effect and reason of each`,
      timeEach([root], (ref) => index.reach(ref)),
    ),
    ...(["read-only", "slow"] as const).map((mode) =>
      measure(
        `… in mode ${mode}`,
        timeEach([root], (ref) => index.reach(ref, mode)),
      ),
    ),
    measure(
      "… and the first 200 in order with paths, totals by owner",
      timeEach([root], (ref) => index.answer(ref)),
    ),
  ];
}

/** An entity whose failure reaches as many others as wanted, within a twentieth. */
function rootReaching(index: MeasuredGraph, wanted: number, edges: RandomGraph, seed: number): string {
  const random = seededRandom(seed);
  for (let tries = 0; tries < ROOTS_TRIED; tries++) {
    const ref = refOf(random.integer(edges.entities));
    if (Math.abs(index.reach(ref, "down", wanted * 4) - wanted) <= wanted / 20) return ref;
  }
  return assert.fail(`Nothing reaches ${wanted} others.`);
}

function checkEffects(index: MeasuredGraph, { needs }: GraphDocuments, root: string): void {
  const byHand = effectsByHand(indexNeeds(needs), root);
  const reached = index.reached(root);
  assert.equal(reached.size - 1, byHand.size, `how much ${root} affects`);
  for (const [ref, { effect }] of reached) {
    if (ref !== root) assert.equal(effect, byHand.get(ref), `the effect of ${root} on ${ref}`);
  }
}

function count(value: number): string {
  return value.toLocaleString("en-GB");
}

interface Timed<Result> {
  readonly ms: number;
  readonly heapBefore: number;
  readonly heapAfter: number;
  readonly result: Result;
}

function timed<Result>(work: () => Result): Timed<Result> {
  const heapBefore = memoryMb().heap;
  const before = performance.now();
  const result = work();
  const ms = performance.now() - before;
  return { ms, heapBefore, heapAfter: memoryMb().heap, result };
}
