import { strict as assert } from "node:assert";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type CatalogView, exportSnapshot, openCatalog } from "@callboard/core";
import { fileProvider } from "@callboard/providers/file";
import { parseAllDocuments } from "yaml";
import { type Benchmark, entitiesJsonFile } from "./benchmark.ts";
import { type CatalogPlan, planCatalog } from "./generator/plan-catalog.ts";
import { catalogFiles } from "./generator.ts";
import { memoryMb, timeOnce } from "./measure.ts";

/** From a folder of YAML files to a catalog that answers, in a fresh process; writes the snapshot others start from. */
export const openFiles: Benchmark = {
  name: "open-files",
  processes: 3,
  async measure({ services, seed, folder, snapshotFile }) {
    const provider = fileProvider({ root: folder });
    const { ms, result: catalog } = await timeOnce(() => openCatalog({ providers: [provider], schedule: false }));
    const peakMb = (process.resourceUsage().maxRSS * 1024) / 1e6;
    const memory = memoryMb();

    const plan = planCatalog({ services, seed });
    checkHoldsAll(catalog, plan);
    const isFirst = !existsSync(snapshotFile);
    if (isFirst) {
      await writeFile(snapshotFile, exportSnapshot(catalog));
      await writeFile(entitiesJsonFile(snapshotFile), JSON.stringify(catalog.query({ limit: plan.entities }).items));
    }
    await catalog.close();

    // Parsing all files with the peer takes longer than all else here: once is enough.
    const parsing = isFirst ? [await parseAll(folder, plan)] : [];
    const checked = "every planned entity is there with its owner, and nothing else";
    return [
      {
        work: "open from YAML files",
        unit: "ms",
        samples: [ms],
        peers: [
          { name: "yaml: parseAllDocuments of the same files, nothing else", samples: parsing },
          { name: "Backstage, until 20,000 services are in its catalog", recorded: 441_000, services: 20_000 },
        ],
        checked,
        target: { statistic: "median", limit: 12_000, moonshot: 6_000 },
      },
      { work: "memory after opening from files: RSS", unit: "MB", samples: [memory.rss], checked },
      { work: "memory after opening from files: heap", unit: "MB", samples: [memory.heap], checked },
      { work: "memory while opening from files: highest RSS", unit: "MB", samples: [peakMb], checked },
    ];
  },
};

function checkHoldsAll(catalog: CatalogView, plan: CatalogPlan): void {
  assert.equal(catalog.query({ limit: 0 }).total, plan.entities);
  for (const { name, owner } of plan.services) {
    const written = catalog.entity(`component:${name}`)?.spec?.owner;
    assert.ok(
      written === owner || written === `group:default/${owner}`,
      `${name} has owner ${written}, planned was ${owner}`,
    );
  }
}

async function parseAll(folder: string, plan: CatalogPlan): Promise<number> {
  const paths = Array.from(catalogFiles(plan), ({ path }) => join(folder, path));
  const { ms, result } = await timeOnce(async () => {
    let documents = 0;
    for (const path of paths) {
      for (const document of parseAllDocuments(await readFile(path, "utf8"))) {
        document.toJS();
        documents += 1;
      }
    }
    return documents;
  });
  assert.equal(result, plan.entities);
  return ms;
}
