import { strict as assert } from "node:assert";
import { setTimeout as sleep } from "node:timers/promises";
import { type Catalog, openCatalog } from "@callboard/core";
import type { Benchmark } from "./benchmark.ts";
import { filesInMemory } from "./files-in-memory.ts";
import { type CatalogPlan, planCatalog } from "./generator/plan-catalog.ts";
import { seededRandom } from "./generator/random.ts";
import { summarise } from "./measure.ts";

/** How long look-ups are timed while nothing else happens. */
const IDLE_MS = 3_000;
/** Every so many files one has changed since the last read. */
const CHANGED_EVERY = 50;
/** An owner may take so many times as long while a source is read. */
const SLOWED_BY = 2;
/** Look-ups in one go, and how long there is nothing between two goes. */
const LOOKUPS = 20;
const PAUSE_MS = 2;

/** A source of one file for each service is read anew, every file parsed, while questions are asked. */
export const refresh: Benchmark = {
  name: "refresh",
  async measure(job) {
    const plan = planCatalog(job);
    const { provider, files, change } = filesInMemory(plan);
    const catalog = await openCatalog({ providers: [provider], schedule: false });
    const ask = asker(catalog, plan);
    ask();
    const idle = await whileAsking(ask, () => sleep(IDLE_MS));
    const changed = change(CHANGED_EVERY);
    const before = performance.now();
    const busy = await whileAsking(ask, () => catalog.refresh());
    const takenMs = performance.now() - before;
    const { changes } = await catalog.history(1);
    assert.equal(new Set(changes.map(({ location }) => location)).size, changed, "what changed is in the log");
    await catalog.close();
    const checked = `${changed} of ${files} files changed, each is in the log`;
    return [
      { work: "read every file of a source again", unit: "ms", samples: [takenMs], checked },
      {
        work: "… an owner looked up meanwhile",
        unit: "ms",
        samples: busy.lookupMs,
        peers: [{ name: "the same while nothing is read", samples: idle.lookupMs }],
        checked,
        target: { statistic: "p99", limit: SLOWED_BY * summarise(idle.lookupMs).p99 },
      },
      {
        work: "… how much later than asked for a turn comes meanwhile",
        unit: "ms",
        samples: busy.lagMs,
        peers: [{ name: "the same while nothing is read", samples: idle.lagMs }],
        checked,
        target: { statistic: "p99", limit: 50 },
      },
    ];
  },
};

/** Looks up some owners, one after the other; gives the milliseconds each took. */
function asker(catalog: Catalog, plan: CatalogPlan): () => number[] {
  const random = seededRandom(plan.seed);
  return () =>
    Array.from({ length: LOOKUPS }, () => {
      const ref = `component:${random.pick(plan.services).name}`;
      const before = performance.now();
      catalog.owner(ref);
      return performance.now() - before;
    });
}

/** Asks again and again until something has happened; also tells how late each pause ended. */
async function whileAsking(
  ask: () => number[],
  happens: () => Promise<unknown>,
): Promise<{ readonly lookupMs: readonly number[]; readonly lagMs: readonly number[] }> {
  const lookupMs: number[] = [];
  const lagMs: number[] = [];
  let isOver = false;
  const over = happens().finally(() => {
    isOver = true;
  });
  while (!isOver) {
    const before = performance.now();
    await sleep(PAUSE_MS);
    lagMs.push(Math.max(0, performance.now() - before - PAUSE_MS));
    for (const taken of ask()) lookupMs.push(taken);
  }
  await over;
  return { lookupMs, lagMs };
}
