import fc from "fast-check";
import type { FuzzTarget } from "./fuzz-target.ts";

/** What a target did in the time it was given. */
export interface FuzzReport {
  readonly target: string;
  readonly runs: number;
  readonly slowestMs: number;
  /** The shortest input found that does not hold, and why; null when all held. */
  readonly failure: string | null;
}

/** No input may keep a reader busy for longer. */
const LONGEST_RUN_MS = 1000;
const RUNS_PER_SEED = 500;

/** Runs a target with ever new inputs until its time is over, or one does not hold. A seed gives the same inputs again. */
export async function runTarget(
  target: FuzzTarget,
  { milliseconds, seed }: { readonly milliseconds: number; readonly seed: number },
): Promise<FuzzReport> {
  const end = performance.now() + milliseconds;
  let runs = 0;
  let slowestMs = 0;
  const property = fc.asyncProperty(target.inputs, async (input) => {
    const start = performance.now();
    const startOfWork = process.cpuUsage();
    await target.run(input);
    // A machine with other work to do is not an input that takes long.
    const { user, system } = process.cpuUsage(startOfWork);
    const took = Math.min(performance.now() - start, (user + system) / 1000);
    runs++;
    slowestMs = Math.max(slowestMs, took);
    if (took > LONGEST_RUN_MS) throw new Error(`It took ${Math.round(took)} ms.`);
    const polluted = ownKeys(Object.prototype).filter((key) => !CLEAN.has(key));
    if (polluted.length > 0) throw new Error(`Object.prototype has ${polluted.map(String).join(", ")}.`);
  });
  for (let round = 0; performance.now() < end; round++) {
    const left = Math.max(1, end - performance.now());
    const details = await fc.check(property, {
      seed: seed + round,
      numRuns: RUNS_PER_SEED,
      interruptAfterTimeLimit: left,
      markInterruptAsFailure: false,
    });
    if (details.failed && !details.interrupted) {
      return { target: target.name, runs, slowestMs, failure: failureOf(details) };
    }
  }
  return { target: target.name, runs, slowestMs, failure: null };
}

function failureOf(details: fc.RunDetails<[unknown]>): string {
  return `${String(details.errorInstance)}\n${fc.defaultReportMessage(details) ?? ""}`;
}

const ownKeys = (object: object) => Reflect.ownKeys(object);
const CLEAN: ReadonlySet<PropertyKey> = new Set(ownKeys(Object.prototype));
