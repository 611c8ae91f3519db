import type { Job } from "./benchmark.ts";
import { benchmarks } from "./benchmarks.ts";

// One benchmark in a process of its own: started by run-benchmark.ts with its name and job, answers with one message.
const [name, job] = process.argv.slice(2);
const benchmark = benchmarks.find((candidate) => candidate.name === name);
if (!benchmark || job === undefined) throw new Error("Run main.ts instead: it starts this process.");
const measurements = await benchmark.measure(JSON.parse(job) as Job); // written by run-benchmark.ts
process.send?.(measurements);
