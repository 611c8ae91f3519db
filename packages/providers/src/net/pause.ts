import type { ReadContext } from "@callboard/core";

/** Resolves after some time; rejects as soon as the signal aborts. */
export function pause(delayMs: number, { clock, signal }: Pick<ReadContext, "clock" | "signal">): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    // Many requests of one read may wait: a listener for each of them on its signal would be too many.
    const own = AbortSignal.any([signal]);
    const cancel = clock.setTimer(resolve, delayMs);
    own.addEventListener("abort", () => {
      cancel();
      reject(own.reason);
    });
  });
}
