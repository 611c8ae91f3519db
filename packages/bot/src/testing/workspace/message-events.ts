import type { JsonObject } from "../../limits/json.ts";
import { type Channel, channelType, scopePrefix } from "./channel.ts";
import { type Message, messageObject } from "./message.ts";
import type { Workspace, WorkspaceChange } from "./workspace.ts";

/** An event that Slack would send about a change. */
export interface PlatformEvent {
  /** What an app subscribes to for it, such as `message.channels`. */
  readonly subscription: string;
  /** One of these scopes is needed; none when empty. */
  readonly scopes: readonly string[];
  readonly event: JsonObject;
  readonly channel: Channel | null;
}

/** The events that follow from a change in the workspace; beside new channels, only what happens where the app is a member. */
export function eventsOf(change: WorkspaceChange, workspace: Workspace, domains: readonly string[]): PlatformEvent[] {
  if (change.type === "created") return created(change.channel);
  if (change.type === "joined") return joined(change.channel, change.user);
  const { message } = change;
  const channel = workspace.channels.get(message.channel);
  if (!channel?.members.has(workspace.bot.id) || message.ephemeralTo !== null) return [];
  const base = { channel: channel.id, event_ts: message.ts, channel_type: channelType(channel.kind) };
  const inChannel = (event: JsonObject): PlatformEvent => ({
    subscription: `message.${scopePrefix(channel.kind)}`,
    scopes: [`${scopePrefix(channel.kind)}:history`],
    event,
    channel,
  });

  switch (change.type) {
    case "posted": {
      const team = workspace.people.get(message.user)?.teamId ?? workspace.team.id;
      const event = { ...messageObject(message), ...base, team };
      return [inChannel(event), ...mentioned(message, channel, event, workspace), ...linked(message, channel, domains)];
    }
    case "updated":
      // Reactions and unfurls are no edits.
      if (CONTENT.every((field) => message[field] === change.previous[field])) return [];
      return [
        inChannel({
          type: "message",
          subtype: "message_changed",
          ...base,
          ts: message.ts,
          message: messageObject(message),
          previous_message: messageObject(change.previous),
        }),
      ];
    case "removed": {
      const deleted = { deleted_ts: message.ts, previous_message: messageObject(message) };
      return [inChannel({ type: "message", subtype: "message_deleted", ...base, ts: message.ts, ...deleted })];
    }
    default:
      return change satisfies never;
  }
}

const CONTENT = ["text", "blocks", "attachments"] as const;

/** A mention comes beside the message event, and never in direct messages. */
function mentioned(message: Message, channel: Channel, event: JsonObject, { bot }: Workspace): PlatformEvent[] {
  if (channel.kind === "im" || message.user === bot.id || !message.text.includes(`<@${bot.id}>`)) return [];
  const { channel_type: _, ...rest } = event;
  return [
    { subscription: "app_mention", scopes: ["app_mentions:read"], event: { ...rest, type: "app_mention" }, channel },
  ];
}

function linked(message: Message, channel: Channel, domains: readonly string[]): PlatformEvent[] {
  const links = [...message.text.matchAll(/<(https?:\/\/[^<>|]+)(?:\|[^<>]*)?>/g)].flatMap(([, url = ""]) => {
    const host = URL.canParse(url) ? new URL(url).hostname : "";
    const domain = domains.find((candidate) => host === candidate || host.endsWith(`.${candidate}`));
    return domain === undefined ? [] : [{ url, domain }];
  });
  if (links.length === 0) return [];
  const event: JsonObject = {
    type: "link_shared",
    user: message.user,
    channel: channel.id,
    message_ts: message.ts,
    ...(message.threadTs === null ? {} : { thread_ts: message.threadTs }),
    links,
    unfurl_id: `${message.channel}-${message.ts}`,
    source: "conversations_history",
    event_ts: message.ts,
    is_bot_user_member: true,
  };
  return [{ subscription: "link_shared", scopes: ["links:read"], event, channel }];
}

/** The app hears of public channels that it is not in, so that it can join. */
function created(channel: Channel): PlatformEvent[] {
  if (channel.kind === "private" || channel.kind === "mpim") return [];
  const { id, name } = channel;
  const event = { type: "channel_created", channel: { id, name, created: 0, creator: "", is_channel: true } };
  return [{ subscription: "channel_created", scopes: ["channels:read"], event, channel }];
}

function joined(channel: Channel, user: string): PlatformEvent[] {
  const event = {
    type: "member_joined_channel",
    user,
    channel: channel.id,
    channel_type: channel.kind === "private" ? "G" : "C",
    team: "",
  };
  return [{ subscription: "member_joined_channel", scopes: [`${scopePrefix(channel.kind)}:read`], event, channel }];
}
