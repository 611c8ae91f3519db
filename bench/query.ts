import { strict as assert } from "node:assert";
import type { Entity } from "@callboard/core";
import type { Benchmark } from "./benchmark.ts";
import { timeEach } from "./measure.ts";
import { openGenerated } from "./opened.ts";

const LIMIT = 20;

/** The first page, in order, of the entities that two fields select. */
export const query: Benchmark = {
  name: "query",
  async measure(job) {
    const { view, plan } = await openGenerated(job);
    const { items } = view.query({ limit: plan.entities });
    const types = ["service", "website", "worker", "library", "mobile-app"];
    const page = (type: string) =>
      view.query({ filter: { kind: "component", "spec.type": type }, order: ["metadata.name"], limit: LIMIT });
    for (const type of types) {
      assert.deepEqual(page(type).items.map(nameOf), pageByHand(items, type).map(nameOf));
    }
    return [
      {
        work: `query: two fields, ordered by name, first ${LIMIT}`,
        unit: "ms",
        samples: timeEach(types, page),
        peers: [{ name: "Array.filter and sort", samples: timeEach(types, (type) => pageByHand(items, type)) }],
        checked: "the same entities in the same order",
      },
    ];
  },
};

function pageByHand(entities: readonly Entity[], type: string): Entity[] {
  return entities
    .filter(({ kind, spec }) => kind === "Component" && spec?.type === type)
    .sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
    .slice(0, LIMIT);
}

function nameOf({ metadata }: Entity): string {
  return metadata.name;
}
