import type { JsonObject } from "../limits/json.ts";
import type { SlackMethod } from "./slack-methods.ts";

/** Makes one attempt at one call; never throws. */
export type SlackCall = (method: SlackMethod, args: CallArguments) => Promise<CallOutcome>;

export type CallArguments = Readonly<Record<string, unknown>>;

/** How an attempt at a call ended. */
export type CallOutcome =
  | { readonly status: "done"; readonly result: JsonObject }
  | { readonly status: "rate-limited"; readonly retryAfterMs: number }
  /** No answer came, or one that says nothing: the call may have taken effect. */
  | { readonly status: "unclear"; readonly reason: string }
  | { readonly status: "refused"; readonly error: string; readonly needed: string | null };
