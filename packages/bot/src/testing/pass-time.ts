import type { TestClock } from "@callboard/core/testing";

/** Something that goes on in real time, whatever the clock says. */
interface Busy {
  /** What has begun and not ended. */
  readonly underWay: number;
  /** What has begun so far. */
  readonly total: number;
}

/**
 * Lets time pass on a clock while messages travel in real time.
 *
 * @param deliveries what the app is sent
 * @param calls what the app sends
 */
export function passTime(clock: TestClock, deliveries: Busy, calls: Busy) {
  return {
    /** Moves the clock in steps; what one step sends can be answered before the next. */
    async advance(byMs: number): Promise<void> {
      const endMs = clock.now() + byMs;
      if (deliveries.underWay > 0) await settled();
      for (let leftMs = byMs; leftMs > 0; leftMs = endMs - clock.now()) {
        const before = deliveries.total;
        await clock.advance(Math.min(leftMs, STEP_MS));
        if (deliveries.total > before) await settled();
      }
    },
    /** Resolves when nothing is under way and nothing has begun for so long. */
    async idle(quietMs = 40): Promise<void> {
      let last = calls.total + deliveries.total;
      let sinceMs = performance.now();
      while (deliveries.underWay > 0 || calls.underWay > 0 || performance.now() - sinceMs < quietMs) {
        await turn(2);
        const now = calls.total + deliveries.total;
        if (now !== last) sinceMs = performance.now();
        last = now;
      }
    },
  };

  /** Waits until nothing is under way, but not for an app that never answers. */
  async function settled(): Promise<void> {
    const untilMs = performance.now() + GRACE_MS;
    while ((deliveries.underWay > 0 || calls.underWay > 0) && performance.now() < untilMs) await turn(1);
  }
}

const STEP_MS = 1_000;

/** Real time that the app gets for what it was just sent. */
const GRACE_MS = 200;

function turn(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
