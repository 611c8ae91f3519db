import { describe, expect, it } from "vitest";
import { runTarget } from "../fuzz/run-target.ts";
import { fuzzTargets } from "../fuzz/targets.ts";

const SECONDS = 60;
const milliseconds = (SECONDS * 1000) / fuzzTargets.length;
/** Other inputs on each run; what fails names its seed. */
const seed = Date.now() % 2 ** 31;

describe("fuzzTargets", () => {
  it.each(fuzzTargets.map((target) => [target.name, target] as const))(
    "S48: %s hold for a share of a minute: nothing uncaught, no run over 1 s, no prototype polluted",
    async (_, target) => {
      const { failure, runs } = await runTarget(target, { milliseconds, seed });
      expect(failure).toBeNull();
      expect(runs).toBeGreaterThan(20);
    },
    10 * milliseconds,
  );
});
