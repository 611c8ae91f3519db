import { strict as assert } from "node:assert";
import { openCatalog } from "@callboard/core";
import type { Benchmark } from "./benchmark.ts";
import { filesInMemory } from "./files-in-memory.ts";
import { planCatalog } from "./generator/plan-catalog.ts";
import { memoryMb } from "./measure.ts";

const READS = 200;
const WARM_UP = 20;
const CHANGED_EVERY = 100;
/** The share that memory may grow by, once it is warm. */
const GROWTH = 0.05;

/** A source is read again and again, with a hundredth of it changed each time: what stays in memory. */
export const reread: Benchmark = {
  name: "reread",
  async measure(job) {
    const plan = planCatalog(job);
    const { provider, change } = filesInMemory(plan, true);
    const catalog = await openCatalog({ providers: [provider], schedule: false });
    const readAgain = async (times: number) => {
      for (let read = 0; read < times; read++) {
        change(CHANGED_EVERY);
        const [report] = await catalog.refresh();
        assert.equal(report?.removed, 0);
        assert.ok((report?.changed ?? 0) > 0, "something has changed");
      }
    };
    await readAgain(WARM_UP);
    const before = memoryMb();
    await readAgain(READS);
    const after = memoryMb();
    assert.equal(catalog.query({ limit: 1 }).total, plan.entities);
    await catalog.close();
    return [
      {
        work: `memory grown by ${READS} reads: RSS`,
        unit: "MB",
        samples: [after.rss - before.rss],
        checked: "every read finds changes, and no entity is lost",
        target: { statistic: "median", limit: before.rss * GROWTH },
      },
    ];
  },
};
