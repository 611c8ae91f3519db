import { type JsonObject, own } from "../limits/json.ts";
import type { Click, ClickedMessage, ClickedView } from "../surfaces/click.ts";

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
    view: readView(body),
    responseUrl: typeof responseUrl === "string" ? responseUrl : null,
    triggerId: String(own(body, "trigger_id")),
    isResumed: false,
  };
}

/** The window that an interaction came from; null for all others, and for the Home tab. */
export function readView(body: JsonObject): ClickedView | null {
  const view = own(body, "view");
  const [id, hash, metadata, type] = ["id", "hash", "private_metadata", "type"].map((field) => own(view, field));
  if (typeof id !== "string" || type === "home") return null;
  return {
    id,
    hash: String(hash ?? ""),
    metadata: typeof metadata === "string" ? metadata : "",
    state: own(own(view, "state"), "values"),
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
