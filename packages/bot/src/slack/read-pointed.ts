import { type JsonObject, own } from "../limits/json.ts";
import type { Pointed } from "../surfaces/who-owns.ts";

/** A shortcut on a message as Slack tells it; null when something is missing. */
export function readPointed(body: JsonObject): Pointed | null {
  const [user, channel] = ["user", "channel"].map((field) => own(own(body, field), "id"));
  const text = own(own(body, "message"), "text");
  const responseUrl = own(body, "response_url");
  if (typeof user !== "string" || typeof channel !== "string" || typeof responseUrl !== "string") return null;
  return { user, channel, responseUrl, text: typeof text === "string" ? text : "" };
}
