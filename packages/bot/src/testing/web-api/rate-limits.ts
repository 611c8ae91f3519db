import type { Tier } from "./api-method.ts";

/** Counts calls on the clock of the fake Slack. */
export interface RateLimits {
  /** Takes down a call; seconds to wait when it is one too many, and then nothing is taken down. */
  take(method: string, tier: Tier, channel: string | undefined): number | null;
}

const MINUTE_MS = 60_000;

/** Calls in a minute. Slack promises at least as many, so an app may count on no more. */
const CALLS_PER_MINUTE: Readonly<Record<Tier, number>> = { 1: 1, 2: 20, 3: 50, 4: 100, post: 300, often: 600 };

/** Between two messages of an app in one channel. */
const POST_INTERVAL_MS = 1_000;

export function createRateLimits(now: () => number): RateLimits {
  const calls = new Map<string, number[]>();
  const lastPosts = new Map<string, number>();

  return {
    take(method, tier, channel) {
      const time = now();
      const recent = (calls.get(method) ?? []).filter((at) => at > time - MINUTE_MS);
      const lastPost = channel === undefined || tier !== "post" ? undefined : lastPosts.get(channel);
      const first = recent.length >= CALLS_PER_MINUTE[tier] ? recent[0] : undefined;
      const waitsMs = [
        first === undefined ? 0 : first + MINUTE_MS - time,
        lastPost === undefined ? 0 : lastPost + POST_INTERVAL_MS - time,
      ];
      const waitMs = Math.max(...waitsMs);
      if (waitMs > 0) return Math.ceil(waitMs / 1000);
      calls.set(method, [...recent, time]);
      if (tier === "post" && channel !== undefined) lastPosts.set(channel, time);
      return null;
    },
  };
}
