import { type JsonObject, own } from "../limits/json.ts";
import type { Click, ClickedMessage } from "../surfaces/click.ts";

/** The first action of an interaction as Slack tells it; null when something is missing. */
export function readClick(body: JsonObject): Click | null {
  const action = [own(body, "actions") ?? []].flat()[0];
  const [actionId, blockId] = [own(action, "action_id"), own(action, "block_id")];
  const user = own(own(body, "user"), "id");
  if (typeof actionId !== "string" || typeof blockId !== "string" || typeof user !== "string") return null;
  const value = own(own(action, "selected_option"), "value") ?? own(action, "value");
  const responseUrl = own(body, "response_url");
  return {
    actionId,
    blockId,
    user,
    value: typeof value === "string" ? value : null,
    on: readPlace(body),
    responseUrl: typeof responseUrl === "string" ? responseUrl : null,
    triggerId: String(own(body, "trigger_id")),
    isResumed: false,
  };
}

function readPlace(body: JsonObject): ClickedMessage | null {
  const container = own(body, "container");
  const [channel, ts] = [own(container, "channel_id"), own(container, "message_ts")];
  if (typeof channel !== "string" || typeof ts !== "string") return null;
  const threadTs = own(container, "thread_ts") ?? own(own(body, "message"), "thread_ts");
  return {
    channel,
    ts,
    threadTs: typeof threadTs === "string" ? threadTs : null,
    isEphemeral: own(container, "is_ephemeral") === true,
  };
}
