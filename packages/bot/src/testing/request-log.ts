import type { JsonObject } from "../limits/json.ts";
import type { Violation } from "../limits/violation.ts";
import { type LiveMention, liveMentions } from "./live-mentions.ts";

/** Something that the app sent. */
export interface LoggedRequest {
  /** A method of the Web API, `response_url`, or `ack` for what came with an acknowledgement. */
  readonly method: string;
  /** What was sent, with blocks and views as objects however they were encoded. */
  readonly payload: JsonObject;
  /** By the clock of the fake Slack, in milliseconds since 1970. */
  readonly atMs: number;
  readonly ok: boolean;
  /** The error that was answered; null when it went well. */
  readonly error: string | null;
  /** Why it was refused, where that was the payload. */
  readonly violations: readonly Violation[];
}

/** A live mention, and what it came with. */
export interface LoggedMention extends LiveMention {
  readonly request: LoggedRequest;
}

/** Everything the app sent, in order. */
export interface RequestLog {
  readonly requests: readonly LoggedRequest[];
  add(request: LoggedRequest): void;
  /** What would call people, of all that was not refused. */
  mentions(): readonly LoggedMention[];
}

export function createRequestLog(): RequestLog {
  const requests: LoggedRequest[] = [];
  return {
    requests,
    add: (request) => void requests.push(request),
    mentions: () =>
      requests
        .filter(({ ok }) => ok)
        .flatMap((request) => liveMentions(request.payload).map((mention) => ({ ...mention, request }))),
  };
}
