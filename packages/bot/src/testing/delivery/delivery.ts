import type { Json, JsonObject } from "../../limits/json.ts";

/** Something that the fake Slack tells the app, and what became of it. */
export interface Delivery {
  readonly type: DeliveryType;
  readonly payload: JsonObject;
  /** Each time it was sent, the first one first. */
  readonly attempts: readonly Attempt[];
  /** What the app said as it acknowledged; null when it said nothing. */
  readonly answer: Json;
  readonly isAcknowledged: boolean;
}

/** As the envelopes of Socket Mode name it. */
export type DeliveryType = "events_api" | "slash_commands" | "interactive";

/** One time that something was sent. */
export interface Attempt {
  /** 0 for the first. */
  readonly retryNum: number;
  readonly retryReason: RetryReason | null;
  readonly transport: "http" | "socket" | "none";
  readonly outcome: "acknowledged" | RetryReason;
  /** The HTTP status; null where there was none. */
  readonly status: number | null;
  /** Real milliseconds until the acknowledgement; null without one. */
  readonly ackMs: number | null;
}

/** Why an attempt counts as failed, as `x-slack-retry-reason` says it. */
export type RetryReason = "http_timeout" | "http_error" | "connection_failed";

/** What a transport reports about one attempt. */
export type Sent =
  | { readonly outcome: "acknowledged"; readonly status: number | null; readonly answer: Json }
  | { readonly outcome: "http_error"; readonly status: number; readonly noRetry: boolean }
  | { readonly outcome: "connection_failed" };

/** How something reaches the app. */
export interface Transport {
  readonly name: "http" | "socket";
  /** Whether there is anybody to send to. */
  isConnected(): boolean;
  send(type: DeliveryType, payload: JsonObject, retry: Retry | null): Promise<Sent>;
}

/** What a repeated attempt says about the one before it. */
export interface Retry {
  readonly num: number;
  readonly reason: RetryReason;
}
