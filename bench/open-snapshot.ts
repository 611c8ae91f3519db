import { strict as assert } from "node:assert";
import { readFile } from "node:fs/promises";
import { openSnapshot } from "@callboard/core";
import { type Benchmark, entitiesJsonFile } from "./benchmark.ts";
import { planCatalog } from "./generator/plan-catalog.ts";
import { memoryMb, timeOnce } from "./measure.ts";

/** From one snapshot file to a view, and on to the first answer of every kind, in a fresh process. */
export const openFromSnapshot: Benchmark = {
  name: "open-snapshot",
  processes: 5,
  async measure({ services, seed, snapshotFile }) {
    const plan = planCatalog({ services, seed });
    const [first] = plan.services;
    assert.ok(first);
    const ref = `component:${first.name}`;

    const opening = await timeOnce(async () => openSnapshot(await readFile(snapshotFile)));
    const view = opening.result;
    const answering = await timeOnce(() => [
      view.owner(ref),
      view.blastRadius(ref),
      view.resolve(first.name),
      view.search(first.name),
    ]);
    const memory = memoryMb();
    assert.equal(view.query({ limit: 0 }).total, plan.entities);

    const parsing = await timeOnce(async () => JSON.parse(await readFile(entitiesJsonFile(snapshotFile), "utf8")));
    assert.equal(parsing.result.length, plan.entities);
    const checked = "as many entities as planned";
    const peers = [{ name: "JSON.parse of the entities alone", samples: [parsing.ms] }];
    const target = { statistic: "median", limit: 1_000, moonshot: 400 } as const;
    return [
      { work: "open from a snapshot file", unit: "ms", samples: [opening.ms], peers, checked, target },
      {
        work: "… and the first owner, blast radius, name and search",
        unit: "ms",
        samples: [opening.ms + answering.ms],
        peers,
        checked,
      },
      {
        work: "memory of the whole catalog after that: RSS",
        unit: "MB",
        samples: [memory.rss],
        checked,
        target: { statistic: "median", limit: 450, moonshot: 250 },
      },
      { work: "memory of the whole catalog after that: heap", unit: "MB", samples: [memory.heap], checked },
    ];
  },
};
