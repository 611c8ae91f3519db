import { CatalogError } from "../errors.ts";
import type { Clock, RateBudget } from "../provider/entity-provider.ts";

/** When one source is read again by itself, and how long that may take. */
export interface SourceSchedule {
  /** The longest time from the end of one read to the start of the next; 10 minutes unless given. */
  readonly everyMs?: number;
  /** The longest wait after repeated failures, which double the time; 1 hour unless given. */
  readonly maxDelayMs?: number;
  /** The share of a wait that is left out at random, 0 to 1, so that machines do not read in step; 0.1 unless given. */
  readonly jitter?: number;
  /** A read that takes longer is broken off and counts as failed; 1 hour unless given. */
  readonly timeoutMs?: number;
  /**
   * The share of a rate limit, 0 to 1, that is left to others: with less than that left, the next read waits until the
   * limit is reset, but never longer than `maxDelayMs`. 0.1 unless given.
   */
  readonly rateReserve?: number;
  /** Follow the source between reads if it can be watched; false unless given. */
  readonly watch?: boolean;
}

/** When sources are read again by themselves. What is said here goes for every source that says nothing else. */
export interface ScheduleOptions extends SourceSchedule {
  /** How many sources are read at once; 4 unless given. */
  readonly concurrency?: number;
  /** What is different for single sources, by their names. */
  readonly sources?: Readonly<Record<string, SourceSchedule>>;
}

/** A job that runs again and again, as a source is read. */
export interface ScheduledJob {
  /** Resolves to true when it went well; must not reject. */
  run(): Promise<boolean>;
  /** What it last heard of the rate limit it runs under; null when it heard nothing. */
  rateLimit?(): RateBudget | null;
  /** The share of the first wait that is left out, so that jobs that began together take turns; 0 unless given. */
  readonly headStart?: number;
}

/** Runs that have been planned. */
export interface PlannedRuns {
  /** When the next run starts, in milliseconds since 1970; null while one is under way and after `stop`. */
  nextAt(): number | null;
  /** No further run starts, and no timer is left. */
  stop(): void;
}

/** What the passing of time is made of. */
export interface Timing {
  readonly clock: Clock;
  /** A number from 0 up to, but not including, 1. */
  readonly random: () => number;
}

/**
 * Runs a job again and again until stopped, never twice at once. Failures double the wait, a success resets it.
 */
export function scheduleRuns(job: ScheduledJob, { clock, random }: Timing, schedule: FullSchedule): PlannedRuns {
  let failures = 0;
  let stopped = false;
  let planned: { readonly atMs: number; readonly delayMs: number; readonly cancel: () => void } | null = null;

  function plan(headStart = 0): void {
    if (stopped) return;
    const delayMs = delayOf(headStart);
    planned = { atMs: clock.now() + delayMs, delayMs, cancel: clock.setTimer(() => void run(), delayMs) };
  }

  function delayOf(headStart: number): number {
    const { everyMs, jitter, maxDelayMs } = schedule;
    const longestMs = Math.max(maxDelayMs, everyMs);
    const waitMs = Math.min(everyMs * 2 ** Math.min(failures, MAX_DOUBLINGS), longestMs);
    const restMs = Math.min(restUntil(job.rateLimit?.() ?? null, schedule.rateReserve) - clock.now(), longestMs);
    return Math.round(Math.max(waitMs * (1 - headStart) * (1 - jitter * random()), restMs, 0));
  }

  async function run(): Promise<void> {
    planned = null;
    failures = (await job.run()) ? 0 : failures + 1;
    plan();
  }

  plan(job.headStart);
  return {
    nextAt() {
      if (!planned) return null;
      // The timer does not know that the clock was set: what is left of the wait is never more than all of it.
      return Math.min(Math.max(planned.atMs, clock.now()), clock.now() + planned.delayMs);
    },
    stop() {
      stopped = true;
      planned?.cancel();
      planned = null;
    },
  };
}

/** Beyond this many failures the wait is the longest one anyway. */
const MAX_DOUBLINGS = 16;

/** Until when a rate limit is to be left alone, in milliseconds since 1970; 0 when enough of it is left. */
function restUntil(budget: RateBudget | null, reserve: number): number {
  if (!budget || budget.remaining > budget.limit * reserve) return 0;
  const resetAt = Date.parse(budget.resetAt);
  return Number.isFinite(resetAt) ? resetAt : 0;
}

/** A schedule that says everything. */
export type FullSchedule = Required<SourceSchedule>;

const DEFAULT_SCHEDULE: FullSchedule = {
  everyMs: 600_000,
  maxDelayMs: 3_600_000,
  jitter: 0.1,
  timeoutMs: 3_600_000,
  rateReserve: 0.1,
  watch: false,
};

/** How many sources are read at once unless something else is said. */
export const DEFAULT_CONCURRENCY = 4;

/** @throws {CatalogError} `invalid-argument` for a schedule of a source that is not there, and for no place to read in */
export function checkSchedule({ concurrency = 1, sources = {} }: ScheduleOptions, names: readonly string[]): void {
  if (!(concurrency >= 1)) {
    throw new CatalogError("invalid-argument", `At ${concurrency} sources at once nothing is read. Give 1 or more.`);
  }
  const unknown = Object.keys(sources).find((name) => !names.includes(name));
  if (unknown === undefined) return;
  const message = `The schedule names the source "${unknown}", but the sources are: ${names.join(", ") || "none"}. Correct it.`;
  throw new CatalogError("invalid-argument", message, { suggestions: names });
}

/** The schedule of one source: its own, then the one for all, then the defaults. */
export function scheduleOf(source: string, options: ScheduleOptions = {}): FullSchedule {
  const { concurrency: _, sources = {}, ...all } = options;
  return { ...DEFAULT_SCHEDULE, ...all, ...(Object.hasOwn(sources, source) ? sources[source] : {}) };
}
