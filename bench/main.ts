import { rmSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { benchmarks } from "./benchmarks.ts";
import { type Figure, figureOf } from "./figure.ts";
import { writeCatalog } from "./generator.ts";
import { thisMachine } from "./machine.ts";
import { type CatalogSize, reportText } from "./report.ts";
import { runBenchmark } from "./run-benchmark.ts";
import { updateDocument } from "./update-document.ts";

const USAGE = `npm run bench -- [NAME…] [--services 2000,20000] [--seed 1] [--json FILE] [--document FILE]
Names, or the beginning of one: ${benchmarks.map(({ name }) => name).join(", ")}; all unless given.
The table goes to stdout; --json writes the same figures to a file, and "-" to stdout instead of the
table; --document puts the table into a Markdown file that has a place for it, such as docs/performance.md.`;

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    services: { type: "string", default: "2000,20000" },
    seed: { type: "string", default: "1" },
    json: { type: "string" },
    document: { type: "string" },
    help: { type: "boolean", default: false },
  },
});
const sizes = values.services.split(",").map(Number);
const seed = Number(values.seed);
const unknown = positionals.filter((part) => !benchmarks.some(({ name }) => name.startsWith(part)));

if (values.help) {
  console.log(USAGE);
} else if (unknown.length > 0 || !sizes.every((size) => size >= 100) || !Number.isInteger(seed)) {
  console.error(`Cannot run ${process.argv.slice(2).join(" ")}. Sizes start at 100 services.\n${USAGE}`);
  process.exitCode = 2;
} else {
  await measureAll();
}

async function measureAll(): Promise<void> {
  const machine = thisMachine(); // before anything runs: its load is that of others
  const figures: Figure[] = [];
  const catalogs: CatalogSize[] = [];
  for (const services of sizes) {
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
  const report = { machine, seed, catalogs, figures };
  if (values.json !== "-") console.log(reportText(report));
  if (values.document !== undefined) await updateDocument(values.document, reportText(report));
  if (values.json === "-") console.log(JSON.stringify(report, null, 2));
  else if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(report, null, 2)}\n`);
}

async function measureSize(services: number, folder: string): Promise<Figure[]> {
  const job = { services, seed, folder: join(folder, "files"), snapshotFile: join(folder, "catalog.snapshot") };
  const isChosen = (name: string) => positionals.length === 0 || positionals.some((part) => name.startsWith(part));
  const figures: Figure[] = [];
  for (const [index, benchmark] of benchmarks.entries()) {
    if (index > 0 && !isChosen(benchmark.name)) continue;
    // The first one is needed for its snapshot even when nobody asked for its figures: once is enough then.
    const runs = isChosen(benchmark.name) ? benchmark : { ...benchmark, processes: 1 };
    console.error(`${services} services: ${benchmark.name}`);
    const measurements = await runBenchmark(runs, job);
    if (isChosen(benchmark.name)) {
      figures.push(...measurements.map((measurement) => figureOf(benchmark.name, services, measurement)));
    }
  }
  return figures;
}
