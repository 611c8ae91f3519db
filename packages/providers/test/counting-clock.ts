import { type Clock, systemClock } from "@callboard/core";

/** A clock, the system's unless given, counting the timers that wait. */
export function countingClock(clock: Clock = systemClock): Clock & { timers(): number } {
  const waiting = new Set<symbol>();
  return {
    now: () => clock.now(),
    timers: () => waiting.size,
    setTimer(callback, delayMs) {
      const timer = Symbol("timer");
      waiting.add(timer);
      const cancel = clock.setTimer(() => {
        waiting.delete(timer);
        callback();
      }, delayMs);
      return () => {
        waiting.delete(timer);
        cancel();
      };
    },
  };
}
