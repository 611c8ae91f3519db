import { CatalogError, type Clock } from "@callboard/core";

/** Lets requests to one GitHub through as fast as it allows. */
export interface RequestGate {
  /**
   * Resolves when a request may be sent; `leave` has to follow. Rejects as soon as the signal aborts.
   *
   * @param points what GitHub counts for it: 1 for a read or a query, 5 for a write
   * @throws {CatalogError} `source-unreachable` while GitHub is not to be asked for some minutes
   */
  enter(points: number, signal: AbortSignal): Promise<void>;
  leave(): void;
  /** Keeps all requests back for some time, because GitHub asked for it or is not well. */
  restFor(delayMs: number): void;
}

/** GitHub's secondary limits: 900 points a minute, and 100 requests at once for all that the credentials do. */
const POINTS_A_MINUTE = 900;
const MOST_AT_ONCE = 20;
const MINUTE_MS = 60_000;

/** Who is to wait longer is refused: the next read of the source comes soon enough. */
const LONGEST_WAIT_MS = 5 * MINUTE_MS;

interface Waiting {
  readonly points: number;
  readonly go: () => void;
  readonly refuse: (reason: unknown) => void;
}

export function requestGate(clock: Clock): RequestGate {
  const waiting = new Set<Waiting>();
  const spent: { readonly atMs: number; readonly points: number }[] = [];
  let running = 0;
  let rest = { fromMs: 0, untilMs: 0 };
  let cancel = () => {};

  /** How much of a rest is left. A clock that was set back ends it, rather than make it last for a day. */
  function restLeftMs(): number {
    const now = clock.now();
    return now >= rest.fromMs ? Math.max(0, rest.untilMs - now) : 0;
  }

  function budgetWaitMs(points: number): number {
    const now = clock.now();
    while (spent[0] && (spent[0].atMs <= now - MINUTE_MS || spent[0].atMs > now)) spent.shift();
    const used = spent.reduce((sum, one) => sum + one.points, 0);
    return used + points <= POINTS_A_MINUTE ? 0 : (spent[0]?.atMs ?? now) + MINUTE_MS - now;
  }

  function admit(): void {
    cancel();
    for (const next of waiting) {
      if (restLeftMs() > LONGEST_WAIT_MS) {
        waiting.delete(next);
        next.refuse(refusal(rest.untilMs));
        continue;
      }
      if (running >= MOST_AT_ONCE) return;
      const waitMs = Math.max(restLeftMs(), budgetWaitMs(next.points));
      if (waitMs > 0) {
        cancel = clock.setTimer(admit, waitMs);
        return;
      }
      waiting.delete(next);
      running += 1;
      spent.push({ atMs: clock.now(), points: next.points });
      next.go();
    }
  }

  return {
    enter(points, signal) {
      return new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        const stop = () => {
          waiting.delete(one);
          reject(signal.reason);
          admit(); // leaves no timer when nobody waits any more
        };
        const settled = (settle: () => void) => () => {
          signal.removeEventListener("abort", stop);
          settle();
        };
        const one: Waiting = {
          points,
          go: settled(resolve),
          refuse: (reason) => settled(() => reject(reason))(),
        };
        signal.addEventListener("abort", stop, { once: true });
        waiting.add(one);
        admit();
      });
    },
    leave() {
      running -= 1;
      admit();
    },
    restFor(delayMs) {
      const fromMs = clock.now();
      if (delayMs > restLeftMs()) rest = { fromMs, untilMs: fromMs + delayMs };
    },
  };
}

function refusal(untilMs: number): CatalogError {
  const until = new Date(untilMs).toISOString().slice(0, 19).replace("T", " ");
  return new CatalogError("source-unreachable", `GitHub grants no more requests before ${until} UTC`);
}
