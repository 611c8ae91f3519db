import { rmSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Benchmark } from "./benchmark.ts";
import { benchmarks } from "./benchmarks.ts";
import { type Figure, figureOf } from "./figure.ts";
import { writeCatalog } from "./generator.ts";
import { thisMachine } from "./machine.ts";
import { type CatalogSize, reportText } from "./report.ts";
import { runBenchmark } from "./run-benchmark.ts";
import { scenarios } from "./simulator/scenarios.ts";
import { simulate } from "./simulator/simulate.ts";
import { simulationText } from "./simulator/simulation-text.ts";
import { updateDocument } from "./update-document.ts";

const SIMULATE = "simulate";
const SIMULATED_COMPANIES = [300, 350, 400, 450, 500, 600, 700, 800, 900, 1_000];

const USAGE = `npm run bench -- [NAME…] [--services 2000,20000] [--entities 20000,200000,1000000] [--seed 1] [--json FILE] [--document FILE]
Names, or the beginning of one: ${benchmarks.map(({ name }) => name).join(", ")}; all unless given.
${SIMULATE}, alone: how right blast radii are, by a simulator of failures; its table belongs in docs/blast-radius.md.
The table goes to stdout; --json writes the same figures to a file, and "-" to stdout instead of the
table; --document puts the table into a Markdown file that has a place for it, such as docs/performance.md.`;

const catalogBenchmarks = benchmarks.filter(({ sizes: own }) => own === undefined);

const SKELETON_FILES = 200;
const SIGNALS = ["SIGINT", "SIGTERM"] as const;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    services: { type: "string", default: "2000,20000" },
    entities: { type: "string", default: "20000,200000,1000000" },
    seed: { type: "string", default: "1" },
    json: { type: "string" },
    document: { type: "string" },
    help: { type: "boolean", default: false },
  },
});
const sizes = values.services.split(",").map(Number);
const graphSizes = values.entities.split(",").map(Number);
const seed = Number(values.seed);
const isSimulation = positionals.length === 1 && positionals[0] === SIMULATE;
const unknown = isSimulation ? [] : positionals.filter((part) => !benchmarks.some(({ name }) => name.startsWith(part)));

if (values.help) {
  console.log(USAGE);
} else if (
  unknown.length > 0 ||
  !sizes.every((size) => size >= 100) ||
  !graphSizes.every((size) => size >= 10_000) ||
  !Number.isInteger(seed)
) {
  console.error(
    `Cannot run ${process.argv.slice(2).join(" ")}. Sizes start at 100 services and 10,000 entities.\n${USAGE}`,
  );
  process.exitCode = 2;
} else if (isSimulation) {
  await simulateFailures();
} else {
  await measureAll();
}

async function simulateFailures(): Promise<void> {
  const options = { seed, companies: SIMULATED_COMPANIES, failuresPerCompany: 1_000 / SIMULATED_COMPANIES.length };
  const results = await simulate(scenarios, options);
  await put(simulationText(options, results), { ...options, results });
}

async function measureAll(): Promise<void> {
  const machine = thisMachine(); // before anything runs: its load is that of others
  const figures: Figure[] = [];
  const catalogs: CatalogSize[] = [];
  for (const services of catalogBenchmarks.some(isChosen) ? sizes : []) {
    const folder = await mkdtemp(join(tmpdir(), "callboard-bench-"));
    const interrupted = () => {
      rmSync(folder, { recursive: true, force: true });
      process.exit(130);
    };
    for (const signal of SIGNALS) process.on(signal, interrupted);
    try {
      const { plan, files, bytes } = await writeCatalog(join(folder, "files"), { services, seed });
      catalogs.push({ services, entities: plan.entities, files, bytes });
      figures.push(...(await measureSize(services, folder)));
    } finally {
      for (const signal of SIGNALS) process.off(signal, interrupted);
      await rm(folder, { recursive: true, force: true });
    }
  }
  for (const entities of graphSizes) figures.push(...(await measureOthers("entities", entities)));
  figures.push(...(await measureOthers("files", SKELETON_FILES)));
  const report = { machine, seed, catalogs, figures };
  await put(reportText(report), report);
}

/** Puts the table and the figures where the command line wants them. */
async function put(table: string, report: object): Promise<void> {
  if (values.json !== "-") console.log(table);
  if (values.document !== undefined) await updateDocument(values.document, table);
  if (values.json === "-") console.log(JSON.stringify(report, null, 2));
  else if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(report, null, 2)}\n`);
}

async function measureSize(services: number, folder: string): Promise<Figure[]> {
  const job = { services, seed, folder: join(folder, "files"), snapshotFile: join(folder, "catalog.snapshot") };
  const figures: Figure[] = [];
  for (const [index, benchmark] of catalogBenchmarks.entries()) {
    if (index > 0 && !isChosen(benchmark)) continue;
    // The first one is needed for its snapshot even when nobody asked for its figures: once is enough then.
    const runs = isChosen(benchmark) ? benchmark : { ...benchmark, processes: 1 };
    console.error(`${services} services: ${benchmark.name}`);
    const measurements = await runBenchmark(runs, job);
    if (isChosen(benchmark)) {
      figures.push(...measurements.map((measurement) => figureOf(benchmark.name, services, measurement)));
    }
  }
  return figures;
}

/** The benchmarks that need no catalog, of one kind and size. */
async function measureOthers(sizes: NonNullable<Benchmark["sizes"]>, size: number): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const benchmark of benchmarks) {
    if (benchmark.sizes !== sizes || !isChosen(benchmark)) continue;
    console.error(`${size} ${sizes}: ${benchmark.name}`);
    const measurements = await runBenchmark(benchmark, { services: size, seed, folder: "", snapshotFile: "" });
    figures.push(...measurements.map((measurement) => figureOf(benchmark.name, size, measurement)));
  }
  return figures;
}

function isChosen({ name }: Benchmark): boolean {
  return positionals.length === 0 || positionals.some((part) => name.startsWith(part));
}
