/** A company as it really is: what calls what when a request comes in. Nothing in it is an effect of a failure. */
export interface Company {
  readonly seed: number;
  /** Each calls only those before it. */
  readonly entities: readonly CompanyEntity[];
}

export interface CompanyEntity {
  /** Its full ref. */
  readonly ref: string;
  /** Its `spec.type`. */
  readonly type: string;
  /** Where it runs. */
  readonly environments: readonly Environment[];
  /** Which share of its requests changes something, from 0 to 1. */
  readonly writeShare: number;
  readonly calls: readonly Call[];
  /** The components that answer for an API, each for its own routes. */
  readonly providers: readonly number[];
}

/** What one entity does with another while it serves a request; numbers are places in {@link Company.entities}. */
export interface Call {
  readonly to: number;
  /**
   * What happens without an answer: the request fails; another way is tried; the message waits. A `build` call is made
   * while software is built and by no request.
   */
  readonly when: "always" | "fallback" | "async" | "build";
  /** What a request that reads does there, and one that writes. */
  readonly reading: Access;
  readonly writing: Access;
  /** Which share of the requests makes the call, from 0 to 1. */
  readonly share: number;
  /** Calls of one entity with the same name stand in for each other. */
  readonly group: string | null;
  readonly environments: readonly Environment[];
  /** How long a caller waits for an answer. */
  readonly timeoutMs: number;
  /** Which share of the requests succeeds the other way. */
  readonly fallbackSuccess: number;
  /** How many minutes of messages the queue holds. */
  readonly queueMinutes: number;
}

/** `any`: the called entity gets its usual mix of reads and writes; `none`: such requests do not call. */
export type Access = "read" | "write" | "any" | "none";

export const ENVIRONMENTS = ["prod", "staging"] as const;
export type Environment = (typeof ENVIRONMENTS)[number];
