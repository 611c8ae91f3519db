import type { Clock } from "../provider/entity-provider.ts";

/** A clock that stands still until told otherwise. */
export interface TestClock extends Clock {
  /** Lets time pass: timers that fall due are called in order, each followed by what it set off. */
  advance(byMs: number): Promise<void>;
  /** Sets the clock forward or back without any time passing, as an operator or a time server does. */
  jump(byMs: number): void;
  /** How many timers wait; 0 after everything that set one has been closed. */
  readonly timers: number;
}

/** @param start the time it shows, in ISO 8601; the first of January 2026 unless given */
export function testClock(start = "2026-01-01T00:00:00.000Z"): TestClock {
  let passedMs = 0;
  let offsetMs = Date.parse(start);
  const timers = new Set<{ readonly dueMs: number; readonly callback: () => void }>();

  return {
    now: () => offsetMs + passedMs,
    setTimer(callback, delayMs) {
      const timer = { dueMs: passedMs + Math.max(0, delayMs), callback };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    async advance(byMs) {
      const endMs = passedMs + byMs;
      await settle();
      for (let timer = next(endMs); timer; timer = next(endMs)) {
        timers.delete(timer);
        passedMs = Math.max(passedMs, timer.dueMs);
        timer.callback();
        await settle();
      }
      passedMs = endMs;
    },
    jump(byMs) {
      offsetMs += byMs;
    },
    get timers() {
      return timers.size;
    },
  };

  function next(endMs: number) {
    const [first] = [...timers].filter((timer) => timer.dueMs <= endMs).sort((left, right) => left.dueMs - right.dueMs);
    return first;
  }
}

/** Turns of the microtask queue that promises chained on a timer get before the next timer. */
const SETTLE_TURNS = 200;

async function settle(): Promise<void> {
  for (let turn = 0; turn < SETTLE_TURNS; turn += 1) await null;
}
