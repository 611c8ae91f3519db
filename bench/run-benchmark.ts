import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Benchmark, Job, Measurement, Peer } from "./benchmark.ts";

const TIME_LIMIT_MS = 240_000;

/**
 * Measures in fresh processes, so that no benchmark pays for another's garbage or gains from its warm code.
 *
 * @throws when an answer was wrong, or the process did not end in time
 */
export async function runBenchmark(benchmark: Benchmark, job: Job): Promise<readonly Measurement[]> {
  const runs: (readonly Measurement[])[] = [];
  for (let run = 0; run < (benchmark.processes ?? 1); run++) runs.push(await runOnce(benchmark.name, job));
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

function runOnce(name: string, job: Job): Promise<readonly Measurement[]> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL("./child.ts", import.meta.url)), [name, JSON.stringify(job)], {
      timeout: TIME_LIMIT_MS,
      killSignal: "SIGKILL",
    });
    let measurements: readonly Measurement[] | undefined;
    child.on("message", (message) => {
      measurements = message as readonly Measurement[]; // child.ts sends nothing else
    });
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      if (code === 0 && measurements) resolve(measurements);
      else reject(new Error(`Benchmark ${name} with ${job.services} services ended with ${signal ?? `code ${code}`}.`));
    });
  });
}
