import { parseArgs } from "node:util";
import { runTarget } from "./run-target.ts";
import { fuzzTargets } from "./targets.ts";

const HOUR = 3600;

const { values } = parseArgs({
  options: { seconds: { type: "string" }, target: { type: "string", multiple: true }, seed: { type: "string" } },
});
const seconds = Number(values.seconds ?? HOUR);
const seed = Number(values.seed ?? Date.now() % 2 ** 31);
const names = fuzzTargets.map(({ name }) => name);
const unknown = (values.target ?? []).filter((name) => !names.includes(name));
const chosen = fuzzTargets.filter(({ name }) => values.target?.includes(name) ?? true);

if (!(seconds > 0) || !Number.isInteger(seed) || unknown.length > 0) {
  console.error(`Usage: npm run fuzz -- [--seconds N] [--seed N] [--target NAME]…   Targets: ${names.join(", ")}.`);
  process.exitCode = 2;
} else {
  console.log(`${seconds} s for ${chosen.length} targets, seed ${seed}`);
  for (const target of chosen) {
    const report = await runTarget(target, { milliseconds: (seconds * 1000) / chosen.length, seed });
    const figures = `${report.runs} inputs, slowest ${report.slowestMs.toFixed(0)} ms`;
    console.log(`${target.name.padEnd(15)} ${report.failure === null ? "held" : "FAILED"}  ${figures}`);
    if (report.failure !== null) {
      console.log(report.failure);
      process.exitCode = 1;
    }
  }
}
