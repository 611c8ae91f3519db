import type { Clock } from "@callboard/core";

export interface PatientFetchContext {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** How often one request is sent, at most. */
const MAX_ATTEMPTS = 6;
/** The longest wait that a host may ask for, and the wait where it asks for none. */
const MAX_WAIT_MS = 15 * 60_000;
const DEFAULT_WAIT_MS = 1_000;

/**
 * A `fetch` that waits as long as a host asks it to, and then tries again: after 429, and after 403 with a limit that is
 * used up, of which nothing took effect. What may have taken effect is sent once; only reads are sent again after a
 * server error or a broken connection.
 */
export function patientFetch({ fetch, clock, signal }: PatientFetchContext): typeof globalThis.fetch {
  return async (input, init) => {
    const method = (init?.method ?? "GET").toUpperCase();
    const isRead = method === "GET" || method === "HEAD";
    for (let attempt = 1; ; attempt += 1) {
      signal.throwIfAborted();
      const isLast = attempt === MAX_ATTEMPTS;
      let response: Response | undefined;
      try {
        response = await fetch(input, { ...init, signal });
      } catch (reason) {
        if (!isRead || isLast || signal.aborted) throw reason;
      }
      if (response) {
        const isRefused = isLimit(response) || (isRead && response.status >= 500);
        if (!isRefused || isLast) return response;
        await response.body?.cancel();
      }
      await pause(waitOf(response, clock) * (response && isLimit(response) ? 1 : attempt), clock, signal);
    }
  };
}

/** A refusal before anything was done (GitHub, "Rate limits for the REST API"; GitLab answers 429). */
function isLimit({ status, headers }: Response): boolean {
  if (status === 429) return true;
  return status === 403 && (headers.has("retry-after") || headers.get("x-ratelimit-remaining") === "0");
}

function waitOf(response: Response | undefined, clock: Clock): number {
  const seconds = Number(response?.headers.get("retry-after") ?? Number.NaN);
  if (seconds >= 0) return Math.min(seconds * 1000, MAX_WAIT_MS);
  const reset = Number(response?.headers.get("x-ratelimit-reset") ?? Number.NaN);
  if (response && isLimit(response) && reset > 0) {
    return Math.min(Math.max(0, reset * 1000 - clock.now()), MAX_WAIT_MS);
  }
  return DEFAULT_WAIT_MS;
}

function pause(ms: number, clock: Clock, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = clock.setTimer(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, ms);
    function stop(): void {
      cancel();
      reject(signal.reason);
    }
    signal.addEventListener("abort", stop, { once: true });
  });
}
