import { strict as assert } from "node:assert";
import type { Entity } from "@callboard/core";
import type { Benchmark } from "./benchmark.ts";
import { seededRandom } from "./generator/random.ts";
import { timeEach } from "./measure.ts";
import { openGenerated } from "./opened.ts";

/** Who owns one service, with the groups above, how to reach them and where it is written. */
export const owner: Benchmark = {
  name: "owner",
  async measure(job) {
    const { view, plan } = await openGenerated(job);
    const bad = new Set(plan.faults.badOwners);
    for (const service of plan.services) {
      const { status, owners } = view.owner(`component:${service.name}`);
      assert.equal(status, bad.has(service.name) ? "dangling" : "owned", service.name);
      if (status === "owned")
        assert.deepEqual(
          owners.map(({ ref }) => ref),
          [`group:default/${service.owner}`],
        );
    }
    const names = seededRandom(plan.seed)
      .shuffle(plan.services.map(({ name }) => name))
      .slice(0, 5_000);
    const { items } = view.query({ limit: plan.entities });
    return [
      {
        work: "owner of a service",
        unit: "ms",
        samples: timeEach(names, (name) => view.owner(`component:${name}`)),
        peers: [{ name: "scanning the entities twice", samples: timeEach(names, (name) => ownerByScan(items, name)) }],
        checked: "owner and status of every service are as planned",
        target: { statistic: "p99", limit: 0.02 },
      },
    ];
  },
};

function ownerByScan(entities: readonly Entity[], name: string): Entity | undefined {
  const service = entities.find(({ kind, metadata }) => kind === "Component" && metadata.name === name);
  const written = String(service?.spec?.owner).replace("group:default/", "");
  return entities.find(({ kind, metadata }) => kind === "Group" && metadata.name === written);
}
