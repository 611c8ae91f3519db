import { type Logger as BoltLogger, webApi } from "@slack/bolt";
import { isJsonObject, type JsonObject, own } from "../limits/json.ts";
import type { CallOutcome, SlackCall } from "../trust/slack-call.ts";

export interface SlackClientOptions {
  readonly token: string;
  /** `https://slack.com/api/` unless given. */
  readonly apiUrl?: string;
  readonly logger: BoltLogger;
}

/** A call that takes longer is given up. */
const TIMEOUT_MS = 10_000;

/** Calls Slack once and says how that ended. Slack's own client would repeat calls that may have taken effect. */
export function slackClient({ token, apiUrl, logger }: SlackClientOptions): SlackCall {
  const client = new webApi.WebClient(token, {
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    timeout: TIMEOUT_MS,
    logger,
    ...(apiUrl && { slackApiUrl: apiUrl }),
  });
  return async (method, args) => {
    try {
      return { status: "done", result: jsonOf(await client.apiCall(method, args)) };
    } catch (reason) {
      return outcomeOf(reason);
    }
  };
}

function outcomeOf(reason: unknown): CallOutcome {
  if (reason instanceof webApi.WebAPIRateLimitedError) {
    return { status: "rate-limited", retryAfterMs: reason.retryAfter * 1_000 };
  }
  if (!(reason instanceof webApi.WebAPIPlatformError)) {
    return { status: "unclear", reason: reason instanceof Error ? reason.message : String(reason) };
  }
  const { error } = reason.data;
  if (error === "ratelimited") return { status: "rate-limited", retryAfterMs: 1_000 };
  // Slack says so when it is in trouble itself.
  if (TROUBLE.has(error)) return { status: "unclear", reason: error };
  const needed = own(reason.data, "needed");
  return { status: "refused", error, needed: typeof needed === "string" ? needed : null };
}

const TROUBLE: ReadonlySet<string> = new Set([
  "internal_error",
  "fatal_error",
  "service_unavailable",
  "request_timeout",
  "team_added_to_org",
]);

/** What came as JSON; the types of Slack's client promise less. */
function jsonOf(result: unknown): JsonObject {
  return isJsonObject(result) ? result : {};
}
