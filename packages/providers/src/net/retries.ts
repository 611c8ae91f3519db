import { CatalogError } from "@callboard/core";
import type { Reply, RequestContext } from "./bounded-request.ts";
import { pause } from "./pause.ts";

/** Sends requests to one host again when they fail in a way that may pass. */
export interface Retries {
  /**
   * The first answer that is not worth another try, or else the last. While a host asks to be left alone, no request
   * is sent to it, whichever of them was told.
   *
   * @throws what the last try throws
   */
  run<Answer extends RetriedAnswer>(send: () => Promise<Answer>): Promise<Answer>;
}

/** What tells whether an answer is worth another try. */
export type RetriedAnswer = Pick<Reply, "status" | "headers">;

/** A host that has never answered is soon given up; one that has, in a storm of errors, is not. */
const TRIES_OF_UNKNOWN_HOST = 4;
const TRIES = 20;
/** No try begins later than this after the first. */
const LONGEST_MS = 3 * 60_000;
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 8_000;
/** A host that asks for more rest than this is asked again in the next read. */
const LONGEST_REST_MS = 5 * 60_000;

/** Retries for the requests of one read. */
export function retries({ clock, signal }: Pick<RequestContext, "clock" | "signal">): Retries {
  let hasAnswered = false;
  let restUntilMs = 0;

  async function rested(): Promise<void> {
    for (let restMs = restUntilMs - clock.now(); restMs > 0; restMs = restUntilMs - clock.now()) {
      await pause(Math.min(restMs, LONGEST_REST_MS), { clock, signal });
    }
  }

  return {
    async run(send) {
      const startMs = clock.now();
      for (let tries = 1; ; tries += 1) {
        await rested();
        signal.throwIfAborted();
        const outcome = await send().then(
          (answer) => ({ answer }),
          (reason: unknown) => ({ reason }),
        );
        const isLast = () =>
          tries >= (hasAnswered ? TRIES : TRIES_OF_UNKNOWN_HOST) || clock.now() - startMs > LONGEST_MS;
        if ("reason" in outcome) {
          signal.throwIfAborted();
          const mayPass = outcome.reason instanceof CatalogError && outcome.reason.code === "source-unreachable";
          if (!mayPass || isLast()) throw outcome.reason;
          await pause(backoffMs(tries), { clock, signal });
          continue;
        }
        const { answer } = outcome;
        const restMs = askedRestMs(answer, clock.now());
        if (restMs === null && !PASSING.has(answer.status)) {
          hasAnswered = true;
          return answer;
        }
        if (isLast() || (restMs ?? 0) > LONGEST_REST_MS) return answer;
        if (restMs === null) await pause(backoffMs(tries), { clock, signal });
        else restUntilMs = Math.max(restUntilMs, clock.now() + restMs);
      }
    },
  };
}

/** Answers that say nothing about the request itself. */
const PASSING = new Set([408, 425, 429, 500, 502, 503, 504]);

function backoffMs(tries: number): number {
  const longest = Math.min(FIRST_DELAY_MS * 2 ** (tries - 1), LONGEST_DELAY_MS);
  return longest * (0.5 + Math.random() / 2); // spread, so that requests which failed together do not return together
}

/** For how long an answer asks to be left alone; null when it does not. */
export function askedRestMs({ status, headers }: RetriedAnswer, nowMs: number): number | null {
  if (status !== 429 && status !== 503 && status !== 403) return null;
  const after = headers.get("retry-after")?.trim() ?? "";
  if (/^\d{1,9}$/.test(after)) return Number(after) * 1_000;
  const date = after === "" ? Number.NaN : Date.parse(after);
  if (!Number.isNaN(date)) return Math.max(0, date - nowMs);
  const hasNoneLeft = [headers.get("ratelimit-remaining"), headers.get("x-ratelimit-remaining")].includes("0");
  const reset = headers.get("ratelimit-reset") ?? headers.get("x-ratelimit-reset") ?? "";
  return hasNoneLeft && /^\d{1,12}$/.test(reset) ? Math.max(0, Number(reset) * 1_000 - nowMs) : null;
}
