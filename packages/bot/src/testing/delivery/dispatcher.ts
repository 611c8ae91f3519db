import type { Clock } from "@callboard/core";
import type { Json, JsonObject } from "../../limits/json.ts";
import type { Attempt, Delivery, DeliveryType, Retry, RetryReason, Sent, Transport } from "./delivery.ts";

/** Sends to the app, and again what it does not acknowledge. */
export interface Dispatcher {
  /** Resolves when the app has acknowledged, or nothing more will be tried. */
  deliver(type: DeliveryType, payload: JsonObject): Promise<Delivery>;
  /** Everything ever sent, the oldest first. */
  readonly deliveries: readonly Delivery[];
  /** How many attempts have begun. */
  readonly total: number;
  /** How many of them wait for an acknowledgement. */
  readonly underWay: number;
  /** How often each event is sent although the app acknowledged it, as if acknowledgements got lost; 1 at first. */
  repeatEvents(times: number): void;
}

/** What Slack waits for an acknowledgement. */
const ACK_MS = 3_000;

/** When an event is sent again after a failure: at once, after a minute and after five. Nothing else is sent again. */
const RETRY_AFTER_MS = [0, 60_000, 300_000];

export function createDispatcher(transports: readonly Transport[], clock: Clock): Dispatcher {
  const deliveries: Delivery[] = [];
  let begun = 0;
  let underWay = 0;
  let timesOfEvents = 1;

  return {
    deliveries,
    get total() {
      return begun;
    },
    get underWay() {
      return underWay;
    },
    repeatEvents: (times) => {
      timesOfEvents = times;
    },
    async deliver(type, payload) {
      const attempts: Attempt[] = [];
      const delivery = { type, payload, attempts, answer: null as Json, isAcknowledged: false };
      deliveries.push(delivery);
      const pausesMs = type === "events_api" ? RETRY_AFTER_MS : [];
      let retry: Retry | null = null;
      for (let num = 0; num <= pausesMs.length; num += 1) {
        const { attempt, answer, noRetry } = await tryOnce(type, payload, retry);
        attempts.push(attempt);
        if (attempt.outcome === "acknowledged") {
          delivery.isAcknowledged = true;
          delivery.answer = answer;
          if (type !== "events_api" || attempts.length >= timesOfEvents) break;
        }
        if (noRetry || num === pausesMs.length) break;
        const reason: RetryReason = attempt.outcome === "acknowledged" ? "http_timeout" : attempt.outcome;
        retry = { num: num + 1, reason };
        if (attempt.outcome !== "acknowledged") await pause(pausesMs[num] ?? 0);
      }
      return delivery;
    },
  };

  async function tryOnce(type: DeliveryType, payload: JsonObject, retry: Retry | null) {
    const transport = transports.find((candidate) => candidate.isConnected());
    const startMs = performance.now();
    begun += 1;
    underWay += 1;
    const sent = transport ? await race(transport.send(type, payload, retry)) : NOBODY;
    underWay -= 1;
    const isAcknowledged = sent.outcome === "acknowledged";
    const attempt: Attempt = {
      retryNum: retry?.num ?? 0,
      retryReason: retry?.reason ?? null,
      transport: transport?.name ?? "none",
      outcome: sent.outcome,
      status: "status" in sent ? sent.status : null,
      ackMs: isAcknowledged ? performance.now() - startMs : null,
    };
    return {
      attempt,
      answer: isAcknowledged ? sent.answer : null,
      noRetry: sent.outcome === "http_error" && sent.noRetry,
    };
  }

  function race(sending: Promise<Sent>): Promise<Sent | { readonly outcome: "http_timeout" }> {
    return new Promise((resolve) => {
      const cancel = clock.setTimer(() => resolve({ outcome: "http_timeout" }), ACK_MS);
      void sending.then((sent) => {
        cancel();
        resolve(sent);
      });
    });
  }

  function pause(delayMs: number): Promise<void> {
    return delayMs === 0 ? Promise.resolve() : new Promise((resolve) => void clock.setTimer(resolve, delayMs));
  }
}

const NOBODY = { outcome: "connection_failed" } as const;
