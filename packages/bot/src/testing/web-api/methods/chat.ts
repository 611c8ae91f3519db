import { checkBlocks } from "../../../limits/check-blocks.ts";
import { own } from "../../../limits/json.ts";
import { type Message, messageObject } from "../../workspace/message.ts";
import { ApiError, invalidArguments } from "../api-error.ts";
import type { ApiContext, ApiMethod } from "../api-method.ts";
import type { Arguments } from "../arguments.ts";
import { namedMessage, writableChannel } from "../lookups.ts";
import { messageContent, refuse } from "../message-content.ts";

/** Methods that write messages. */
export const chat: readonly ApiMethod[] = [
  {
    name: "chat.postMessage",
    tier: "post",
    scopes: ["chat:write"],
    run(args, context) {
      const { workspace } = context;
      const channel = writableChannel(args.required("channel"), context);
      const content = messageContent(args);
      const message = workspace.post({
        ...content,
        channel: channel.id,
        user: workspace.bot.id,
        botId: workspace.botId,
        threadTs: threadOf(args, channel.id, context),
      });
      return { channel: channel.id, ts: message.ts, message: messageObject(message) };
    },
  },
  {
    name: "chat.postEphemeral",
    tier: 4,
    scopes: ["chat:write"],
    run(args, context) {
      const { workspace } = context;
      const channel = writableChannel(args.required("channel"), context);
      const user = args.required("user");
      if (!channel.members.has(user)) throw new ApiError("user_not_in_channel");
      const message = workspace.post({
        ...messageContent(args),
        channel: channel.id,
        user: workspace.bot.id,
        botId: workspace.botId,
        threadTs: threadOf(args, channel.id, context),
        ephemeralTo: user,
      });
      return { message_ts: message.ts };
    },
  },
  {
    name: "chat.update",
    tier: 3,
    scopes: ["chat:write"],
    run(args, context) {
      const message = ownMessage(args, context, "cant_update_message");
      const updated = context.workspace.update(message, { ...messageContent(args), isEdited: true });
      return { channel: message.channel, ts: message.ts, text: updated.text, message: messageObject(updated) };
    },
  },
  {
    name: "chat.delete",
    tier: 3,
    scopes: ["chat:write"],
    run(args, context) {
      const message = ownMessage(args, context, "cant_delete_message");
      context.workspace.remove(message);
      return { channel: message.channel, ts: message.ts };
    },
  },
  {
    name: "chat.getPermalink",
    tier: "often",
    scopes: [],
    run(args, context) {
      const { channel, ts } = namedMessage(args, context, "message_ts");
      const { domain } = context.workspace.team;
      return { channel, permalink: `https://${domain}.slack.com/archives/${channel}/p${ts.replace(".", "")}` };
    },
  },
  {
    name: "chat.unfurl",
    tier: 3,
    scopes: ["links:write"],
    run(args, context) {
      const message = namedMessage(args, context);
      const unfurls = args.object("unfurls") ?? {};
      if (Object.keys(unfurls).length === 0 && args.object("metadata") === undefined) {
        throw new ApiError("missing_unfurls");
      }
      for (const [url, unfurl] of Object.entries(unfurls)) {
        if (!message.text.includes(url)) throw new ApiError("cannot_unfurl_url");
        const blocks = own(unfurl, "blocks");
        if (blocks !== undefined) refuse(checkBlocks(blocks, "message", `/unfurls/${url}/blocks`));
      }
      context.workspace.update(message, { unfurls: { ...message.unfurls, ...unfurls } });
      return {};
    },
  },
  {
    name: "blocks.validate",
    tier: 4,
    scopes: [],
    run(args) {
      const blocks = args.objects("blocks", "invalid_blocks_format");
      if (!blocks) throw invalidArguments("missing required field: blocks");
      return { errors: checkBlocks(blocks, "message").map((violation) => ({ ...violation })) };
    },
  },
];

/** The thread a call answers in. @throws {ApiError} `thread_not_found` */
export function threadOf(args: Arguments, channel: string, { workspace }: ApiContext): string | null {
  const ts = args.optional("thread_ts");
  if (ts === undefined) return null;
  const parent = workspace.message(channel, ts);
  if (!parent) throw new ApiError("thread_not_found");
  // Slack asks for the first message of the thread and misplaces answers to others.
  if (parent.threadTs !== null && parent.threadTs !== ts) throw new ApiError("cannot_reply_to_message");
  return ts;
}

function ownMessage(args: Arguments, context: ApiContext, error: string): Message {
  const message = namedMessage(args, context);
  if (message.user !== context.workspace.bot.id) throw new ApiError(error);
  return message;
}
