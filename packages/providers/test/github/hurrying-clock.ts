import type { Clock } from "@callboard/core";

/**
 * A clock that lets time pass at once whenever nothing is under way, so that nobody waits for a rest or a retry. What
 * may be a deadline comes only after a while of silence, and what is an hour away never.
 */
export function hurryingClock(isIdle: () => boolean, turnMs = 3): Clock & { readonly passedMs: number } {
  const start = Date.parse("2026-01-01T00:00:00.000Z");
  const timers = new Set<{ readonly dueMs: number; readonly delayMs: number; readonly callback: () => void }>();
  let passedMs = 0;
  let isWatching = false;
  let idleTurns = 0;

  function watch(): void {
    isWatching = true;
    const turn = () => {
      idleTurns = isIdle() ? idleTurns + 1 : 0;
      const [next] = [...timers]
        .filter(({ delayMs }) => delayMs < (idleTurns < DEADLINE_TURNS ? DEADLINE_MS : NEVER_MS))
        .sort((left, right) => left.dueMs - right.dueMs);
      if (next && idleTurns >= 2) {
        idleTurns = 0;
        timers.delete(next);
        passedMs = Math.max(passedMs, next.dueMs);
        next.callback();
      }
      isWatching = timers.size > 0;
      if (isWatching) wait();
    };
    const wait = () => void (turnMs === 0 ? setImmediate(turn) : setTimeout(turn, turnMs));
    wait();
  }

  return {
    now: () => start + passedMs,
    setTimer(callback, delayMs) {
      const timer = { dueMs: passedMs + delayMs, delayMs, callback };
      timers.add(timer);
      if (delayMs <= 0) setImmediate(() => timers.delete(timer) && callback());
      else if (!isWatching) watch();
      return () => void timers.delete(timer);
    },
    get passedMs() {
      return passedMs;
    },
  };
}

const DEADLINE_MS = 10_000;
const DEADLINE_TURNS = 200;
const NEVER_MS = 3_600_000;
