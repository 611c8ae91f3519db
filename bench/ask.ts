import { strict as assert } from "node:assert";
import { ask as askQuestion } from "@callboard/answers";
import type { Benchmark } from "./benchmark.ts";
import type { PlannedService } from "./generator/plan-catalog.ts";
import { seededRandom } from "./generator/random.ts";
import { timeEach } from "./measure.ts";
import { openGenerated } from "./opened.ts";

const QUESTIONS = 200;
const CHECKED = 50;

/** From a question in words to its answer in words. */
export const ask: Benchmark = {
  name: "ask",
  async measure(job) {
    const { view, plan } = await openGenerated(job);
    const bad = new Set(plan.faults.badOwners);
    const services = seededRandom(plan.seed)
      .shuffle(plan.services.filter(({ name }) => !bad.has(name)))
      .slice(0, QUESTIONS);
    for (const [intent, question] of Object.entries(ASKED)) {
      for (const service of services.slice(0, CHECKED)) {
        const reply = askQuestion(view, question(service));
        const found = [reply.outcome, reply.intent, reply.entity];
        assert.deepEqual(found, ["answer", intent, `component:default/${service.name}`], question(service));
        if (intent === "owner")
          assert.ok(JSON.stringify(reply).includes(`group:default/${service.owner}`), service.name);
      }
    }
    return Object.values(ASKED).map((question) => ({
      work: `ask: ${question({ name: "NAME" })}`,
      unit: "ms" as const,
      samples: timeEach(services, (service) => askQuestion(view, question(service))),
      checked: `${CHECKED} answers have the intent, the entity and, where asked, the planned owner`,
      target: { statistic: "p95" as const, limit: 10 },
    }));
  },
};

/** Questions by the intent that each should be understood as. */
const ASKED = {
  owner: ({ name }) => `who owns ${name}?`,
  dependencies: ({ name }) => `what does ${name} depend on?`,
  blast_radius: ({ name }) => `what breaks if ${name} goes down?`,
} satisfies Record<string, (service: Pick<PlannedService, "name">) => string>;
