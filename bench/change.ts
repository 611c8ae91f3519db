import { strict as assert } from "node:assert";
import {
  type CatalogView,
  type EntityProvider,
  openCatalog,
  type SourceChange,
  type SourceDocument,
} from "@callboard/core";
import type { Benchmark } from "./benchmark.ts";
import { seededRandom } from "./generator/random.ts";
import { openGenerated } from "./opened.ts";

const CHANGES = 300;
const WARM_UP = 50;

/** One entity of a live catalog gets another owner: from its source's hint to answers of every kind that know it. */
export const change: Benchmark = {
  name: "change",
  async measure(job) {
    const { view, plan } = await openGenerated(job);
    const { provider, push } = pushableProvider(view);
    const catalog = await openCatalog({ providers: [provider], schedule: { watch: true } });
    const teams = plan.groups.filter(({ type }) => type === "team");
    const random = seededRandom(plan.seed);
    const taken: number[] = [];
    const answered: number[] = [];
    for (let round = 0; round < CHANGES; round++) {
      const { name, owner } = random.pick(plan.services);
      const team = random.pick(teams.filter((other) => other.name !== owner)).name;
      const document = documentOf(view, name, team);
      const changed = new Promise<void>((resolve) => {
        const stop = catalog.subscribe(({ type }) => {
          if (type !== "changed") return;
          stop();
          resolve();
        });
      });
      const before = performance.now();
      push({ type: "changed", document });
      await changed;
      const after = performance.now();
      const ownership = catalog.owner(`component:${name}`);
      catalog.blastRadius(`component:${name}`);
      catalog.resolve(name);
      catalog.search(name);
      if (round >= WARM_UP) {
        taken.push(after - before);
        answered.push(performance.now() - after);
      }
      assert.deepEqual(
        ownership.owners.map(({ ref }) => ref),
        [`group:default/${team}`],
      );
    }
    await catalog.close();
    const checked = "after each change the owner is the new one";
    return [
      {
        work: "change one entity: from its source's hint to the catalog",
        unit: "ms",
        samples: taken,
        checked,
        target: { statistic: "median", limit: 1 },
      },
      { work: "… then its owner, blast radius, name and a search", unit: "ms", samples: answered, checked },
    ];
  },
};

function documentOf(view: CatalogView, name: string, owner: string): SourceDocument {
  const { relations: _, ...entity } = view.entity(`component:${name}`) ?? assert.fail(`${name} is gone`);
  return { location: `bench:component:${name}`, entity: { ...entity, spec: { ...entity.spec, owner } } };
}

/** A source that holds what a view holds, and tells of changes when asked to. */
function pushableProvider(view: CatalogView): { provider: EntityProvider; push(change: SourceChange): void } {
  const waiting: SourceChange[] = [];
  let wake = () => {};
  const provider: EntityProvider = {
    name: "bench",
    async *provide() {
      for (const { relations: _, ...entity } of view.query({ limit: Number.MAX_SAFE_INTEGER }).items) {
        yield { location: `bench:${entity.kind.toLowerCase()}:${entity.metadata.name}`, entity };
      }
    },
    async *watch({ signal }) {
      signal.addEventListener("abort", () => wake());
      while (!signal.aborted) {
        const next = waiting.shift();
        if (next) yield next;
        else
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
      }
    },
  };
  return {
    provider,
    push(change) {
      waiting.push(change);
      wake();
    },
  };
}
