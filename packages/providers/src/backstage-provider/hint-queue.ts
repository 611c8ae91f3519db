import type { SourceChange } from "@callboard/core";

/** Hints on their way to whoever watches. While nobody does they are dropped: the next full read tells the same. */
export interface HintQueue {
  push(hint: SourceChange): void;
  /** Hints from now on, until `signal` aborts. */
  follow(signal: AbortSignal): AsyncGenerator<SourceChange>;
}

/** More hints than this at once say no more than "read all again". */
const MAX_WAITING = 1_000;

export function hintQueue(): HintQueue {
  const followers = new Set<{ waiting: SourceChange[]; wake: () => void }>();
  return {
    push(hint) {
      for (const follower of followers) {
        const isFull = follower.waiting.length >= MAX_WAITING;
        follower.waiting = isFull
          ? [{ type: "refresh", reason: "many changes came at once" }]
          : [...follower.waiting, hint];
        follower.wake();
      }
    },
    async *follow(signal) {
      const follower = { waiting: [] as SourceChange[], wake: () => {} };
      const stop = () => follower.wake();
      followers.add(follower);
      signal.addEventListener("abort", stop, { once: true });
      try {
        while (!signal.aborted) {
          const hints = follower.waiting;
          follower.waiting = [];
          yield* hints;
          if (follower.waiting.length > 0 || signal.aborted) continue;
          await new Promise<void>((resolve) => {
            follower.wake = resolve;
          });
        }
      } finally {
        followers.delete(follower);
        signal.removeEventListener("abort", stop);
      }
    },
  };
}
