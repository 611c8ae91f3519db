import { channelObject } from "../../workspace/channel.ts";
import { messageObject } from "../../workspace/message.ts";
import { ApiError } from "../api-error.ts";
import type { ApiContext, ApiMethod } from "../api-method.ts";
import type { Arguments } from "../arguments.ts";
import { namedMessage, pageOf, visibleChannel } from "../lookups.ts";

const READ = ["channels:read", "groups:read", "im:read", "mpim:read"];
const HISTORY = ["channels:history", "groups:history", "im:history", "mpim:history"];

/** Methods about channels and what is in them. */
export const conversations: readonly ApiMethod[] = [
  {
    name: "conversations.info",
    tier: 3,
    scopes: READ,
    run: (args, context) => ({
      channel: channelObject(visibleChannel(args.required("channel"), context), context.workspace.bot.id),
    }),
  },
  {
    name: "conversations.list",
    tier: 2,
    scopes: READ,
    run(args, { workspace }) {
      const types = args.names("types");
      const wanted = new Set(types.length > 0 ? types : ["public_channel"]);
      const listed = [...workspace.channels.values()]
        .filter(({ kind }) =>
          wanted.has(
            kind === "im" || kind === "mpim" ? kind : kind === "private" ? "private_channel" : "public_channel",
          ),
        )
        .filter(({ kind, members }) => kind === "public" || kind === "shared" || members.has(workspace.bot.id))
        .filter(({ isArchived }) => !(args.flag("exclude_archived") && isArchived));
      const { page, next } = pageOf(listed, args);
      return {
        channels: page.map((channel) => channelObject(channel, workspace.bot.id)),
        response_metadata: { next_cursor: next },
      };
    },
  },
  {
    name: "conversations.join",
    tier: 3,
    scopes: ["channels:join"],
    run(args, context) {
      const { workspace } = context;
      const channel = visibleChannel(args.required("channel"), context);
      if (channel.isArchived) throw new ApiError("is_archived");
      if (channel.kind !== "public" && channel.kind !== "shared") {
        throw new ApiError("method_not_supported_for_channel_type");
      }
      workspace.join(channel.id, workspace.bot.id);
      return { channel: channelObject(workspace.channels.get(channel.id) ?? channel, workspace.bot.id) };
    },
  },
  {
    name: "conversations.members",
    tier: 4,
    scopes: READ,
    run(args, context) {
      const { page, next } = pageOf([...visibleChannel(args.required("channel"), context).members], args);
      return { members: page, response_metadata: { next_cursor: next } };
    },
  },
  {
    name: "conversations.open",
    tier: 3,
    scopes: ["im:write"],
    run(args, { workspace }) {
      const users = args.names("users");
      const [user] = users;
      if (user === undefined) throw new ApiError("users_list_not_supplied");
      // Group messages would be a kind of conversation of their own.
      if (users.length > 1) throw new ApiError("method_not_supported_for_channel_type");
      if (!workspace.people.has(user)) throw new ApiError("user_not_found");
      if (user === workspace.bot.id || workspace.people.get(user)?.isDeactivated) throw new ApiError("user_disabled");
      return { channel: { id: workspace.directChannel(user).id } };
    },
  },
  {
    name: "conversations.history",
    tier: 3,
    scopes: HISTORY,
    run(args, context) {
      const { workspace } = context;
      const channel = memberChannel(args, context);
      const [oldest, latest] = [args.number("oldest", 0), args.number("latest", Infinity)];
      const shown = workspace.messages
        .filter((message) => message.channel === channel && message.ephemeralTo === null && message.threadTs === null)
        .filter(({ ts }) => Number(ts) > oldest && Number(ts) < latest)
        .toReversed();
      const { page, next } = pageOf(shown, args);
      return {
        messages: page.map((message) => messageObject(message, workspace.replies(channel, message.ts).length)),
        has_more: next !== "",
        response_metadata: { next_cursor: next },
      };
    },
  },
  {
    name: "conversations.replies",
    tier: 3,
    scopes: HISTORY,
    run(args, context) {
      const { workspace } = context;
      const channel = memberChannel(args, context);
      const parent = namedThread(args, context);
      const replies = workspace.replies(channel, parent.ts).filter(({ ephemeralTo }) => ephemeralTo === null);
      const { page, next } = pageOf([parent, ...replies], args);
      return {
        messages: page.map((message) => messageObject(message, message === parent ? replies.length : 0)),
        has_more: next !== "",
        response_metadata: { next_cursor: next },
      };
    },
  },
  {
    name: "reactions.add",
    tier: 3,
    scopes: ["reactions:write"],
    run: (args, context) => react(args, context, true),
  },
  {
    name: "reactions.remove",
    tier: 2,
    scopes: ["reactions:write"],
    run: (args, context) => react(args, context, false),
  },
];

function memberChannel(args: Arguments, context: ApiContext): string {
  const channel = visibleChannel(args.required("channel"), context);
  if (!channel.members.has(context.workspace.bot.id)) throw new ApiError("not_in_channel");
  return channel.id;
}

function namedThread(args: Arguments, context: ApiContext) {
  try {
    return namedMessage(args, context);
  } catch (reason) {
    throw reason instanceof ApiError && reason.code === "message_not_found" ? new ApiError("thread_not_found") : reason;
  }
}

function react(args: Arguments, context: ApiContext, isAdding: boolean) {
  const { workspace } = context;
  const name = args.required("name");
  const message = namedMessage(args, context, "timestamp");
  const users = message.reactions.get(name) ?? new Set<string>();
  if (users.has(workspace.bot.id) === isAdding) throw new ApiError(isAdding ? "already_reacted" : "no_reaction");
  const others = [...users].filter((user) => user !== workspace.bot.id);
  const remaining = new Set(isAdding ? [...others, workspace.bot.id] : others);
  const kept = [...message.reactions].filter(([other]) => other !== name);
  workspace.update(message, { reactions: new Map(remaining.size > 0 ? [...kept, [name, remaining]] : kept) });
  return {};
}
