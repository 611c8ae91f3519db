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
    for (const [question, kind] of Object.entries(LISTS)) {
      const { outcome, intent, filter } = askQuestion(view, question);
      assert.deepEqual([outcome, intent, filter?.kind], ["answer", "list", kind], question);
    }
    // A service has two more entities: 3,300 of them are a catalog of 10,000, and 33,000 one of 100,000.
    const target = { at: job.services, statistic: "p95" as const, limit: job.services <= 3_300 ? 10 : 20 };
    return [
      ...Object.values(ASKED).map((question) => ({
        work: `ask: ${question({ name: "NAME" })}`,
        unit: "ms" as const,
        samples: timeEach(services, (service) => askQuestion(view, question(service))),
        checked: `${CHECKED} answers have the intent, the entity and, where asked, the planned owner`,
        target,
      })),
      ...Object.keys(LISTS).map((question) => ({
        work: `ask: ${question}`,
        unit: "ms" as const,
        samples: timeEach(services, () => askQuestion(view, question)),
        checked: "the answer is a list of the kind that was asked for",
        target,
      })),
    ];
  },
};

/** Lists over the whole catalog, by question, and the kind that each lists. */
const LISTS = {
  "services without a runbook": "component",
  "deprecated apis": "api",
} as const;

/** Questions by the intent that each should be understood as. */
const ASKED = {
  owner: ({ name }) => `who owns ${name}?`,
  dependencies: ({ name }) => `what does ${name} depend on?`,
  blast_radius: ({ name }) => `what breaks if ${name} goes down?`,
  oncall: ({ name }) => `it is 3am and ${name} is on its knees, which poor soul gets dragged out of bed`,
} satisfies Record<string, (service: Pick<PlannedService, "name">) => string>;
