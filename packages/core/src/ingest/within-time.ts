import { CatalogError } from "../errors.ts";
import type { Clock } from "../provider/entity-provider.ts";
import { holdProcess } from "./hold-process.ts";

/**
 * What a read comes to, unless it takes too long or is called off: then it is left to itself, also when it does not
 * listen to its signal. A process does not end meanwhile.
 *
 * @throws {CatalogError} `source-unreachable` after `timeoutMs`; the reason of `signal` when that aborts
 */
export async function withinTime<Result>(
  read: (signal: AbortSignal) => Promise<Result>,
  { signal, clock, timeoutMs }: { readonly signal: AbortSignal; readonly clock: Clock; readonly timeoutMs: number },
): Promise<Result> {
  signal.throwIfAborted();
  const aborter = new AbortController();
  const callOff = () => aborter.abort(signal.reason);
  signal.addEventListener("abort", callOff, { once: true });
  const letGo = holdProcess();
  const cancel = clock.setTimer(() => aborter.abort(tooLong(timeoutMs)), timeoutMs);
  try {
    return await Promise.race([read(aborter.signal), abortOf(aborter.signal)]);
  } finally {
    cancel();
    letGo();
    signal.removeEventListener("abort", callOff);
  }
}

function abortOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true }));
}

function tooLong(timeoutMs: number): CatalogError {
  const message = `it was not read to its end within ${timeoutMs / 1000} s; give it more with schedule timeoutMs`;
  return new CatalogError("source-unreachable", message);
}
