import type { Clock } from "../provider/entity-provider.ts";

/** When sources are read again by themselves. */
export interface ScheduleOptions {
  /** Time from the end of one read to the start of the next; 10 minutes unless given. */
  readonly everyMs?: number;
  /** The longest wait after repeated failures, which double the time; 1 hour unless given. */
  readonly maxDelayMs?: number;
  /** Follow sources that can be watched between reads; false unless given. */
  readonly watch?: boolean;
}

const EVERY_MS = 600_000;
const MAX_DELAY_MS = 3_600_000;

/**
 * Runs a job again and again until stopped, never twice at once. Failures double the wait, a success resets it.
 *
 * @param job resolves to true when it went well; must not reject
 * @returns stops it: no further run starts and no timer is left
 */
export function scheduleRuns(job: () => Promise<boolean>, clock: Clock, options: ScheduleOptions = {}): () => void {
  const { everyMs = EVERY_MS, maxDelayMs = MAX_DELAY_MS } = options;
  let failures = 0;
  let stopped = false;
  let cancel = () => {};
  const plan = () => {
    if (stopped) return;
    const delayMs = Math.min(everyMs * 2 ** Math.min(failures, 16), Math.max(maxDelayMs, everyMs));
    cancel = clock.setTimer(() => void run(), delayMs);
  };
  const run = async () => {
    failures = (await job()) ? 0 : failures + 1;
    plan();
  };
  plan();
  return () => {
    stopped = true;
    cancel();
  };
}
