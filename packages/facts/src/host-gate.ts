import { CatalogError, type Clock } from "@callboard/core";

/** Lets so many requests to one host through at a time, and none while the host needs a rest. */
export interface HostGate {
  /**
   * Resolves when a request may be sent; `leave` has to follow. Rejects, when its turn comes, for a signal that has
   * aborted meanwhile.
   *
   * @throws {CatalogError} `source-unreachable` while the host rests, `limit-exceeded` when too many wait already
   */
  enter(signal: AbortSignal): Promise<void>;
  leave(): void;
  /** Tells how a request ended: an answer of any kind, or none. Failures in a row make the host rest, longer each time. */
  settled(outcome: "answered" | "failed"): void;
  /** Keeps requests away for some time, because the host asked for it. */
  restFor(delayMs: number): void;
}

/** One gate for each host, made when it is first asked for and dropped when there is nothing to remember. */
export function hostGates(clock: Clock, mostAtOnce: number): (host: string) => HostGate {
  const gates = new Map<string, HostGate>();
  return (host) => {
    const gate = gates.get(host) ?? hostGate(host, clock, mostAtOnce, () => gates.delete(host));
    gates.set(host, gate);
    return gate;
  };
}

const FAILURES_BEFORE_REST = 3;
const FIRST_REST_MS = 5_000;
const LONGEST_REST_MS = 60_000;
const LONGEST_ASKED_REST_MS = 15 * 60_000;
const MOST_WAITING = 200;

interface Waiting {
  readonly signal: AbortSignal;
  readonly go: () => void;
  readonly refuse: (reason: unknown) => void;
}

function hostGate(host: string, clock: Clock, mostAtOnce: number, forget: () => void): HostGate {
  const waiting = new Set<Waiting>();
  let running = 0;
  let failures = 0;
  let rest = { fromMs: 0, untilMs: 0, why: "" };

  // A clock that was set back ends a rest, rather than make it last for a day.
  const isResting = () => clock.now() >= rest.fromMs && clock.now() < rest.untilMs;
  // After a rest one request finds out whether the host is well again.
  const hasRoom = () => running < (failures >= FAILURES_BEFORE_REST ? 1 : mostAtOnce);

  function startRest(delayMs: number, why: string): void {
    const fromMs = clock.now();
    if (!isResting() || fromMs + delayMs > rest.untilMs) rest = { fromMs, untilMs: fromMs + delayMs, why };
  }

  function resting(): CatalogError {
    const until = new Date(rest.untilMs).toISOString().slice(11, 19);
    return new CatalogError("source-unreachable", `${host} ${rest.why}; it is asked again at ${until} UTC`);
  }

  function admit(): void {
    for (const next of waiting) {
      const isGivenUp = next.signal.aborted;
      if (!isGivenUp && !isResting() && !hasRoom()) return;
      waiting.delete(next);
      if (isGivenUp) {
        next.refuse(next.signal.reason);
      } else if (isResting()) {
        next.refuse(resting());
      } else {
        running += 1;
        next.go();
      }
    }
    if (running === 0 && waiting.size === 0 && failures === 0 && !isResting()) forget();
  }

  return {
    async enter(signal) {
      signal.throwIfAborted();
      if (isResting()) throw resting();
      if (waiting.size >= MOST_WAITING)
        throw new CatalogError("limit-exceeded", `too many requests wait for ${host} already`);
      await new Promise<void>((go, refuse) => {
        waiting.add({ signal, go, refuse });
        admit();
      });
    },
    leave() {
      running -= 1;
      admit();
    },
    settled(outcome) {
      // Requests that were under way together fail together: that is one failure more, not as many.
      if (outcome === "failed" && isResting()) return;
      failures = outcome === "failed" ? failures + 1 : 0;
      if (failures < FAILURES_BEFORE_REST) return;
      const restMs = Math.min(FIRST_REST_MS * 2 ** (failures - FAILURES_BEFORE_REST), LONGEST_REST_MS);
      startRest(restMs, `failed ${failures} times in a row`);
    },
    restFor(delayMs) {
      startRest(Math.min(delayMs, LONGEST_ASKED_REST_MS), "asks for fewer requests");
    },
  };
}
