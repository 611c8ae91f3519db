import type { JsonObject } from "../../limits/json.ts";

/** A conversation. */
export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly kind: ChannelKind;
  readonly members: ReadonlySet<string>;
  readonly isArchived: boolean;
  readonly topic: string;
  /** The person at the other end of a direct message. */
  readonly partner: string | null;
}

/** A shared channel is a public one that another workspace is in too; `mpim` is a direct message among several. */
export type ChannelKind = "public" | "private" | "shared" | "im" | "mpim";

/** What a test says about a channel. */
export interface ChannelOptions {
  readonly name: string;
  readonly id?: string;
  readonly kind?: Exclude<ChannelKind, "im">;
  /** Names of people; everybody who may be in it unless given. */
  readonly members?: readonly string[];
  /** Whether the app is in it; true unless given. */
  readonly hasBot?: boolean;
  readonly isArchived?: boolean;
  readonly topic?: string;
}

/** A channel as `conversations.info` gives it to the member `viewer`. */
export function channelObject(channel: Channel, viewer: string): JsonObject {
  const { id, name, kind, members, isArchived, topic, partner } = channel;
  if (kind === "im") return { id, is_im: true, user: partner ?? viewer, is_archived: false, is_user_deleted: false };
  return {
    id,
    name,
    name_normalized: name,
    is_channel: kind !== "private" && kind !== "mpim",
    is_group: kind === "private",
    is_im: false,
    is_mpim: kind === "mpim",
    is_private: kind === "private" || kind === "mpim",
    is_archived: isArchived,
    is_general: name === "general",
    is_shared: kind === "shared",
    is_ext_shared: kind === "shared",
    is_org_shared: false,
    is_member: members.has(viewer),
    num_members: members.size,
    topic: { value: topic, creator: "", last_set: 0 },
    purpose: { value: "", creator: "", last_set: 0 },
  };
}

/** How events and scopes name this kind of conversation. */
export function scopePrefix(kind: ChannelKind): "channels" | "groups" | "im" | "mpim" {
  return kind === "im" || kind === "mpim" ? kind : kind === "private" ? "groups" : "channels";
}

/** `channel_type` of a message event. */
export function channelType(kind: ChannelKind): "channel" | "group" | "im" | "mpim" {
  return kind === "im" || kind === "mpim" ? kind : kind === "private" ? "group" : "channel";
}
