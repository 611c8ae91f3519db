import { strict as assert } from "node:assert";
import type { Benchmark } from "./benchmark.ts";
import { type Random, seededRandom } from "./generator/random.ts";
import { timeEach } from "./measure.ts";
import { openGenerated } from "./opened.ts";
import { nearestNames } from "./peers/nearest-names.ts";

const TYPED = 1_000;
const CHECKED = 40;

/** What a person meant by a name with one typing error in it. */
export const resolve: Benchmark = {
  name: "resolve",
  async measure(job) {
    const { view, plan } = await openGenerated(job);
    const random = seededRandom(plan.seed);
    const names = plan.services.map(({ name }) => name);
    const typed = Array.from({ length: TYPED }, () => misspell(random, random.pick(names)));
    const options = { kinds: ["component"] };
    for (const text of typed.slice(0, CHECKED)) {
      const nearest = nearestNames(text, names).names.map((name) => `component:default/${name}`);
      const offered = view
        .resolve(text, options)
        .candidates.slice(0, nearest.length)
        .map(({ ref }) => ref);
      assert.deepEqual([...offered].sort(), nearest.sort(), `the nearest names to ${text}`);
    }
    return [
      {
        work: "resolve a misspelt name",
        unit: "ms",
        samples: timeEach(typed, (text) => view.resolve(text, options)),
        peers: [
          {
            name: "edit distance to every name of a component",
            samples: timeEach(typed.slice(0, CHECKED), (text) => nearestNames(text, names)),
          },
        ],
        checked: `the first candidates for ${CHECKED} names are the nearest by edit distance`,
        target: { statistic: "p99", limit: 5 },
      },
    ];
  },
};

/** Leaves out, doubles, replaces or swaps one letter. */
function misspell(random: Random, name: string): string {
  const at = 1 + random.integer(name.length - 2);
  const before = name.slice(0, at);
  const letter = name.charAt(at);
  const after = name.slice(at + 1);
  switch (random.integer(4)) {
    case 0:
      return before + after;
    case 1:
      return before + letter + letter + after;
    case 2:
      return before + random.pick([..."abcdefghijklmnopqrstuvwxyz"]) + after;
    default:
      return before + after.charAt(0) + letter + after.slice(1);
  }
}
