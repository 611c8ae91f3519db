import { strict as assert } from "node:assert";
import type { Benchmark } from "./benchmark.ts";
import type { CatalogPlan } from "./generator/plan-catalog.ts";
import { timeOnce } from "./measure.ts";
import { openGenerated } from "./opened.ts";

/** All whole-catalog rules over an open catalog; the first call, so that nothing is cached. */
export const validate: Benchmark = {
  name: "validate",
  processes: 3,
  async measure(job) {
    const { view, plan } = await openGenerated(job);
    const { ms, result: problems } = await timeOnce(() => view.problems());

    const reported = problems.filter(({ rule }) => /owner|dangling/.test(rule)).map(({ entity }) => entity ?? "");
    for (const name of [...plan.faults.badOwners, ...plan.faults.danglingDependencies]) {
      assert.ok(
        reported.includes(`component:default/${name}` as (typeof reported)[number]),
        `nothing is reported for ${name}`,
      );
    }
    const byHand = await timeOnce(() => danglingByHand(plan));
    return [
      {
        work: "validate: every rule over the whole catalog",
        unit: "ms",
        samples: [ms],
        peers: [{ name: "a loop that only looks up every ref in a Set", samples: [byHand.ms] }],
        checked: "every owner and dependency that was broken on purpose is reported",
      },
    ];
  },
};

function danglingByHand(plan: CatalogPlan): string[] {
  const refs = new Set([
    ...plan.services.map(({ name }) => `component:default/${name}`),
    ...plan.services.map(({ api }) => `api:default/${api}`),
    ...plan.services.map(({ resource }) => `resource:default/${resource}`),
    ...plan.groups.map(({ name }) => `group:default/${name}`),
  ]);
  return plan.services
    .flatMap(({ owner, dependencies }) => [`group:default/${owner}`, ...dependencies.map(({ target }) => target)])
    .filter((ref) => !refs.has(ref));
}
