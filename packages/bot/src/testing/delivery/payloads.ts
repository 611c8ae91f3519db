import type { Json, JsonObject } from "../../limits/json.ts";
import { type Message, messageObject } from "../workspace/message.ts";
import type { Person } from "../workspace/person.ts";
import { type OpenView, viewObject } from "../workspace/views.ts";
import type { Workspace } from "../workspace/workspace.ts";

/** What an act of a person tells the app beside the act itself. */
export interface ActContext {
  readonly workspace: Workspace;
  readonly appId: string;
  readonly person: Person;
  readonly triggerId: string;
}

/** The envelope of an event. */
export function eventPayload(
  { workspace, appId }: Pick<ActContext, "workspace" | "appId">,
  event: JsonObject,
  eventId: string,
  nowMs: number,
  isSharedChannel: boolean,
): JsonObject {
  const { team, enterprise, bot } = workspace;
  return {
    token: VERIFICATION_TOKEN,
    team_id: team.id,
    context_team_id: team.id,
    context_enterprise_id: enterprise?.id ?? null,
    ...(enterprise ? { enterprise_id: enterprise.id } : {}),
    api_app_id: appId,
    event,
    type: "event_callback",
    event_id: eventId,
    event_time: Math.floor(nowMs / 1000),
    authorizations: [
      {
        enterprise_id: enterprise?.id ?? null,
        team_id: team.id,
        user_id: bot.id,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: isSharedChannel,
    event_context: `4-${eventId}`,
  };
}

export function commandPayload(
  { workspace, appId, person, triggerId }: ActContext,
  command: string,
  text: string,
  channelId: string,
  responseUrl: string,
): JsonObject {
  const { team, enterprise, channels } = workspace;
  return {
    token: VERIFICATION_TOKEN,
    team_id: team.id,
    team_domain: team.domain,
    ...(enterprise ? { enterprise_id: enterprise.id, enterprise_name: enterprise.name } : {}),
    channel_id: channelId,
    channel_name: channels.get(channelId)?.name ?? "",
    user_id: person.id,
    user_name: person.name,
    command,
    text,
    api_app_id: appId,
    is_enterprise_install: "false",
    response_url: responseUrl,
    trigger_id: triggerId,
  };
}

/** Where an element was used: on a message or in a view. */
export type Place =
  | { readonly message: Message; readonly responseUrl: string }
  | { readonly view: OpenView; readonly values: JsonObject };

export function actionPayload(context: ActContext, place: Place, action: JsonObject): JsonObject {
  return {
    ...interactionPayload(context, "block_actions"),
    ...placePayload(context, place),
    actions: [action],
  };
}

export function suggestionPayload(
  context: ActContext,
  place: Place,
  element: { readonly blockId: string; readonly actionId: string },
  value: string,
): JsonObject {
  const { trigger_id: _, ...rest } = interactionPayload(context, "block_suggestion");
  const { response_url: __, state: ___, ...where } = placePayload(context, place);
  return { ...rest, ...where, block_id: element.blockId, action_id: element.actionId, value };
}

export function shortcutPayload(
  context: ActContext,
  callbackId: string,
  actionTs: string,
  place: Extract<Place, { message: Message }> | null,
): JsonObject {
  const base = { ...interactionPayload(context, place ? "message_action" : "shortcut"), callback_id: callbackId };
  if (!place) return { ...base, action_ts: actionTs };
  const { message, responseUrl } = place;
  return {
    ...base,
    action_ts: actionTs,
    message_ts: message.ts,
    channel: channelPart(context.workspace, message.channel),
    message: messageObject(message),
    response_url: responseUrl,
  };
}

export function submissionPayload(context: ActContext, view: OpenView, values: JsonObject): JsonObject {
  return {
    ...interactionPayload(context, "view_submission"),
    view: viewPart(context, view, values),
    response_urls: [],
  };
}

export function closedPayload(context: ActContext, view: OpenView): JsonObject {
  const { trigger_id: _, ...rest } = interactionPayload(context, "view_closed");
  return { ...rest, view: viewPart(context, view, {}), is_cleared: false };
}

function interactionPayload({ workspace, appId, person, triggerId }: ActContext, type: string): JsonObject {
  const { team, enterprise } = workspace;
  return {
    type,
    token: VERIFICATION_TOKEN,
    api_app_id: appId,
    team: { id: team.id, domain: team.domain },
    enterprise: enterprise ? { id: enterprise.id, name: enterprise.name } : null,
    is_enterprise_install: false,
    user: { id: person.id, username: person.name, name: person.name, team_id: person.teamId },
    trigger_id: triggerId,
  };
}

function placePayload(context: ActContext, place: Place): JsonObject {
  if ("view" in place) {
    const { view, values } = place;
    const container: Json = { type: "view", view_id: view.id };
    return { container, view: viewPart(context, view, values), state: { values } };
  }
  const { message, responseUrl } = place;
  return {
    container: {
      type: "message",
      message_ts: message.ts,
      channel_id: message.channel,
      is_ephemeral: message.ephemeralTo !== null,
      ...(message.threadTs === null ? {} : { thread_ts: message.threadTs }),
    },
    channel: channelPart(context.workspace, message.channel),
    // Slack does not send the content of a message that only one person sees.
    ...(message.ephemeralTo === null ? { message: messageObject(message) } : {}),
    state: { values: {} },
    response_url: responseUrl,
  };
}

function viewPart({ workspace, appId }: ActContext, view: OpenView, values: JsonObject): JsonObject {
  return { ...viewObject(view, { teamId: workspace.team.id, appId }), state: { values } };
}

function channelPart(workspace: Workspace, id: string): JsonObject {
  return { id, name: workspace.channels.get(id)?.name ?? "" };
}

/** Long deprecated in favour of signatures, and still sent. */
const VERIFICATION_TOKEN = "verification";
