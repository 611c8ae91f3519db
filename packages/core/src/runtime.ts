import type { Clock, Logger } from "./provider/entity-provider.ts";
import type { EntityStore } from "./store/entity-store.ts";
import { memoryStore } from "./store/memory-store.ts";

/** What the catalog needs from its surroundings. Pass any of it in; each has a working default. */
export interface Runtime {
  /** The time and timers; the system's unless given. Its timers do not keep a process alive. */
  readonly clock: Clock;
  /** Where log lines go; nowhere unless given. */
  readonly logger: Logger;
  /** A number from 0 up to 1, by which reads are spread in time; the platform's unless given. */
  readonly random: () => number;
  /** How providers reach the network; the platform's `fetch` unless given. */
  readonly fetch: typeof fetch;
  /**
   * How files are fetched that descriptors name by their address; `fetch` unless given. In Node.js `publicFetch` of
   * @callboard/providers connects to public addresses only, whatever the name of an allowed host leads to.
   */
  readonly fetchFile: typeof fetch;
  /** Where the catalog survives a restart; in memory only unless given. */
  readonly store: EntityStore;
}

/** A full runtime from what a caller passed in. */
export function runtimeWith(given: Partial<Runtime> = {}): Runtime {
  const fetch = given.fetch ?? globalThis.fetch;
  return {
    clock: given.clock ?? systemClock,
    logger: given.logger ?? silentLogger,
    random: given.random ?? Math.random,
    fetch,
    fetchFile: given.fetchFile ?? fetch,
    store: given.store ?? memoryStore(),
  };
}

/** The clock and the timers of the platform. */
export const systemClock: Clock = {
  now: () => Date.now(),
  setTimer(callback, delayMs) {
    const timer: unknown = setTimeout(callback, Math.min(delayMs, LONGEST_TIMER_MS));
    if (isUnrefable(timer)) timer.unref(); // Node keeps a process alive for its timers; a browser has no such thing
    return () => clearTimeout(timer as ReturnType<typeof setTimeout>); // the platform's own handle, passed back as it came
  },
};

/** A timer of the platform that is set for longer is called at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };

function isUnrefable(timer: unknown): timer is { unref(): void } {
  return typeof timer === "object" && timer !== null && "unref" in timer && typeof timer.unref === "function";
}
