import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Benchmark, Job, Measurement, Peer } from "./benchmark.ts";

const TIME_LIMIT_MS = 240_000;
/** A graph of a million entities is built four times, one of which takes a minute. */
const LONG_TIME_LIMIT_MS = 1_800_000;
/** Documents and peers of such a graph are larger than what Node allows unless told. */
const LARGE_HEAP = "--max-old-space-size=12000";

/**
 * Measures in fresh processes, so that no benchmark pays for another's garbage or gains from its warm code.
 *
 * @throws when an answer was wrong, or the process did not end in time
 */
export async function runBenchmark(benchmark: Benchmark, job: Job): Promise<readonly Measurement[]> {
  const runs: (readonly Measurement[])[] = [];
  for (let run = 0; run < (benchmark.processes ?? 1); run++) runs.push(await runOnce(benchmark, job));
  const [first = []] = runs;
  return first.map((measurement, index) => {
    const same = runs.flatMap((run) => run[index] ?? []);
    const peers = (measurement.peers ?? []).map((_, place) =>
      mergePeers(same.flatMap((other) => other.peers?.[place] ?? [])),
    );
    return {
      ...measurement,
      samples: same.flatMap(({ samples }) => samples),
      peers: peers.flatMap((peer) => peer ?? []),
    };
  });
}

function mergePeers(peers: readonly Peer[]): Peer | undefined {
  const [first] = peers;
  if (!first || "recorded" in first) return first;
  return { name: first.name, samples: peers.flatMap((peer) => ("samples" in peer ? peer.samples : [])) };
}

function runOnce({ name, sizes }: Benchmark, job: Job): Promise<readonly Measurement[]> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL("./child.ts", import.meta.url)), [name, JSON.stringify(job)], {
      timeout: sizes ? LONG_TIME_LIMIT_MS : TIME_LIMIT_MS,
      execArgv: sizes ? [...process.execArgv, LARGE_HEAP] : process.execArgv,
      killSignal: "SIGKILL",
    });
    let measurements: readonly Measurement[] | undefined;
    child.on("message", (message) => {
      measurements = message as readonly Measurement[]; // child.ts sends nothing else
    });
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      if (code === 0 && measurements) resolve(measurements);
      else reject(new Error(`Benchmark ${name} of size ${job.services} ended with ${signal ?? `code ${code}`}.`));
    });
  });
}
