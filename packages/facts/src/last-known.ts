import type { Clock } from "@callboard/core";
import type { Fact } from "./fact.ts";

/** What a source said of an entity when it last answered. */
export interface Reading {
  readonly facts: readonly Fact[];
  readonly readAtMs: number;
}

/** The latest reading by key, as many as there is room for: the one that was read longest ago goes first. */
export interface LastKnown {
  get(key: string): Reading | undefined;
  set(key: string, facts: readonly Fact[]): Reading;
}

export function lastKnown(clock: Clock, { mostEntries, keepMs }: LastKnownLimits): LastKnown {
  const readings = new Map<string, Reading>();
  return {
    get(key) {
      const reading = readings.get(key);
      if (!reading || clock.now() - reading.readAtMs <= keepMs) return reading;
      readings.delete(key);
      return undefined;
    },
    set(key, facts) {
      const reading = { facts, readAtMs: clock.now() };
      readings.delete(key);
      readings.set(key, reading);
      for (const oldest of readings.keys()) {
        if (readings.size <= mostEntries) break;
        readings.delete(oldest);
      }
      return reading;
    },
  };
}

interface LastKnownLimits {
  readonly mostEntries: number;
  readonly keepMs: number;
}
