import { signatureHeaders } from "./signature.ts";

/** Requests that an app has to turn down, or for `future` and `replay` at least must not act on twice. */
export type Forgery =
  | "wrong-secret"
  | "changed-body"
  | "no-signature"
  | "no-timestamp"
  | "uppercase-version"
  | "two-signatures"
  | "stale"
  | "future"
  | "replay";

/** A request as it goes over the wire. */
export interface ForgedRequest {
  readonly body: string;
  /** Names and values in turn, so that a name can come twice. */
  readonly headers: readonly string[];
  readonly times: number;
}

/** The body with headers that are wrong in the way asked for. */
export function forgedRequest(kind: Forgery, body: string, secret: string, nowMs: number): ForgedRequest {
  const seconds = Math.floor(nowMs / 1000);
  const right = signatureHeaders(secret, body, seconds);
  const { "x-slack-signature": signature, "x-slack-request-timestamp": timestamp } = right;
  const headersOf = (fields: object) => Object.entries(fields).flat().map(String);
  const at = (offset: number) => headersOf(signatureHeaders(secret, body, seconds + offset));

  switch (kind) {
    case "wrong-secret":
      return { body, headers: headersOf(signatureHeaders(`${secret}-not`, body, seconds)), times: 1 };
    case "changed-body":
      return { body: `${body} `, headers: headersOf(right), times: 1 };
    case "no-signature":
      return { body, headers: ["x-slack-request-timestamp", timestamp], times: 1 };
    case "no-timestamp":
      return { body, headers: ["x-slack-signature", signature], times: 1 };
    case "uppercase-version":
      return { body, headers: headersOf({ ...right, "x-slack-signature": signature.replace("v0", "V0") }), times: 1 };
    case "two-signatures": {
      const wrong = signatureHeaders(`${secret}-not`, body, seconds)["x-slack-signature"];
      return { body, headers: [...headersOf(right), "x-slack-signature", wrong], times: 1 };
    }
    case "stale":
      return { body, headers: at(-301), times: 1 };
    case "future":
      return { body, headers: at(301), times: 1 };
    case "replay":
      return { body, headers: headersOf(right), times: 2 };
    default:
      return kind satisfies never;
  }
}
