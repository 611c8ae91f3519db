import { type JsonObject, own } from "../limits/json.ts";
import type { SharedLinks } from "../surfaces/unfurl.ts";

/** Links in a message as an event tells them; null when something is missing. */
export function readLinks(event: JsonObject, body: JsonObject): SharedLinks | null {
  const [channel, ts, user] = ["channel", "message_ts", "user"].map((field) => own(event, field));
  if (typeof channel !== "string" || typeof ts !== "string" || typeof user !== "string") return null;
  const urls = [own(event, "links") ?? []].flat().flatMap((link) => {
    const url = own(link, "url");
    return typeof url === "string" ? [url] : [];
  });
  const isShared = own(body, "is_ext_shared_channel");
  return { channel, ts, user, urls, isShared: typeof isShared === "boolean" ? isShared : null };
}
