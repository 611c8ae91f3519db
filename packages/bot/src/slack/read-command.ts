import { type JsonObject, own } from "../limits/json.ts";
import type { TypedCommand } from "../surfaces/answer-command.ts";

/** A slash command as Slack tells it; null when something is missing. */
export function readCommand(payload: JsonObject): TypedCommand | null {
  const [channel, user, text, responseUrl] = ["channel_id", "user_id", "text", "response_url"].map((field) =>
    own(payload, field),
  );
  if (typeof channel !== "string" || typeof user !== "string" || typeof responseUrl !== "string") return null;
  const triggerId = String(own(payload, "trigger_id"));
  return { channel, user, text: typeof text === "string" ? text : "", responseUrl, triggerId };
}
