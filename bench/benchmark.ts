/** One thing that is measured, in fresh processes of its own. */
export interface Benchmark {
  /** How it is chosen on the command line. */
  readonly name: string;
  /** How many fresh processes measure it; their samples are put together. 1 unless given. */
  readonly processes?: number;
  /** `"entities"`, `"files"`: it needs no catalog, and has sizes of its own. */
  readonly sizes?: "entities" | "files";
  /**
   * Checks that the answers are right, then times them.
   *
   * @throws when an answer differs from the peer's: a wrong answer has no speed
   */
  measure(job: Job): Promise<readonly Measurement[]>;
}

/** What a benchmark works on. */
export interface Job {
  /** How many services the catalog has, entities the graph, or files the skeleton. */
  readonly services: number;
  readonly seed: number;
  /** The folder of the generated catalog files. */
  readonly folder: string;
  /** The catalog as one snapshot file; written by the benchmark `open-files`, which always runs first. */
  readonly snapshotFile: string;
}

/** Samples of one piece of work, and of peers that do the same work. Times are milliseconds, memory is megabytes. */
export interface Measurement {
  readonly work: string;
  readonly unit: "ms" | "MB" | "bytes";
  readonly samples: readonly number[];
  readonly peers?: readonly Peer[];
  /** What was compared with what before anything was timed. */
  readonly checked: string;
  readonly target?: Target;
}

export type Peer =
  | { readonly name: string; readonly samples: readonly number[] }
  /** A figure taken elsewhere, of a system that cannot run beside us, with this many services. */
  | { readonly name: string; readonly recorded: number; readonly services: number };

/** What the project promises, in the unit of the measurement. */
export interface Target {
  /** The size it is promised for; 20,000 services unless given. */
  readonly at?: number;
  readonly statistic: "median" | "p95" | "p99";
  readonly limit: number;
  readonly moonshot?: number;
}

/** Where the entities of a snapshot are as plain JSON, for the peer that only parses. */
export function entitiesJsonFile(snapshotFile: string): string {
  return `${snapshotFile}.entities.json`;
}
