import { availableParallelism, cpus, loadavg, release, totalmem, type } from "node:os";

/** What the figures were taken on. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly node: string;
  readonly system: string;
  /** Processes that wanted a core in the last minute, ours not yet among them; above 0.5 the times are too long. */
  readonly load: number;
}

export function thisMachine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
    system: `${type()} ${release()}`,
    load: loadavg()[0] ?? 0,
  };
}
