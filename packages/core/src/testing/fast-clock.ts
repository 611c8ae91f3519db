import type { Clock } from "../provider/entity-provider.ts";
import { systemClock } from "../runtime.ts";

/** A clock on which time passes as it does, until it is told to pass faster. */
export interface FastClock extends Clock {
  /** How many times as fast time passes from now on; timers that wait already are not touched. */
  speedUp(speed: number): void;
}

/**
 * A clock for sources over real sockets, where a test can let neither time stand still nor wait for retries and time
 * limits.
 *
 * @param speed how many times as fast time passes; 1 unless given
 */
export function fastClock(speed = 1): FastClock {
  let current = speed;
  let sinceMs = systemClock.now();
  let shownMs = sinceMs;
  const now = () => shownMs + (systemClock.now() - sinceMs) * current;
  return {
    now,
    setTimer: (callback, delayMs) => systemClock.setTimer(callback, delayMs / current),
    speedUp(next) {
      shownMs = now();
      sinceMs = systemClock.now();
      current = next;
    },
  };
}
