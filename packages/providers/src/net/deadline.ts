import { CatalogError, type ReadContext } from "@callboard/core";

/**
 * What work gives, unless time is over first or the signal aborts: not everything that takes a signal heeds it. When
 * that happens, and when the work has ended, its own signal aborts.
 *
 * @param what is said to take too long, for example a host
 * @throws {CatalogError} `source-unreachable` when time is over; and what the work throws
 */
export async function withinTime<Result>(
  timeoutMs: number,
  what: string,
  { clock, signal }: Pick<ReadContext, "clock" | "signal">,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  signal.throwIfAborted();
  const aborter = new AbortController();
  // Many requests of one read wait at a time: a listener for each of them on its signal would be too many.
  const own = AbortSignal.any([signal, aborter.signal]);
  const isOver = new Promise<never>((_, reject) => {
    own.addEventListener("abort", () => reject(own.reason));
  });
  isOver.catch(() => {}); // after the end nobody waits for it
  const late = new CatalogError("source-unreachable", `${what} took longer than ${timeoutMs / 1000} s`);
  const cancel = clock.setTimer(() => aborter.abort(late), timeoutMs);
  const result = work(own);
  result.catch(() => {}); // it may fail later, because of the abort
  try {
    return await Promise.race([isOver, result]);
  } finally {
    cancel();
    aborter.abort(); // lets go of what was not read to its end
  }
}
