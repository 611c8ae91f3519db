import type { Channel } from "../workspace/channel.ts";
import type { Message } from "../workspace/message.ts";
import type { Person } from "../workspace/person.ts";
import { ApiError } from "./api-error.ts";
import type { ApiContext } from "./api-method.ts";
import type { Arguments } from "./arguments.ts";

/** A channel, as far as the app may know of it. @throws {ApiError} `channel_not_found` */
export function visibleChannel(id: string, { workspace }: ApiContext): Channel {
  const channel = workspace.channels.get(id);
  if (!channel || (isSecret(channel) && !channel.members.has(workspace.bot.id))) {
    throw new ApiError("channel_not_found");
  }
  return channel;
}

/** A channel that the app may write to. A user's id stands for direct messages. @throws {ApiError} when it may not */
export function writableChannel(id: string, context: ApiContext): Channel {
  const { workspace } = context;
  const user = workspace.people.get(id);
  if (user) return workspace.directChannel(user.id);
  const channel = visibleChannel(id, context);
  if (channel.isArchived) throw new ApiError("is_archived");
  if (!channel.members.has(workspace.bot.id) && !context.grantedScopes.has("chat:write.public")) {
    throw new ApiError("not_in_channel");
  }
  return channel;
}

/** The message a call names. @throws {ApiError} `message_not_found` */
export function namedMessage(args: Arguments, context: ApiContext, field = "ts"): Message {
  const channel = visibleChannel(args.required("channel"), context);
  const message = context.workspace.message(channel.id, args.required(field));
  if (!message || message.ephemeralTo !== null) throw new ApiError("message_not_found");
  return message;
}

/** The person a call names. @throws {ApiError} `user_not_found` */
export function namedPerson(args: Arguments, { workspace }: ApiContext): Person {
  const person = workspace.people.get(args.required("user"));
  if (!person) throw new ApiError("user_not_found");
  return person;
}

/** A part of a list, and the cursor of the next one. @throws {ApiError} `invalid_cursor` */
export function pageOf<T>(all: readonly T[], args: Arguments): { readonly page: readonly T[]; readonly next: string } {
  const cursor = args.optional("cursor") ?? "";
  const start = cursor === "" ? 0 : Number(/^next:(\d+)$/.exec(cursor)?.[1] ?? NaN);
  if (Number.isNaN(start)) throw new ApiError("invalid_cursor");
  const limit = Math.min(Math.max(args.number("limit", 100), 1), 1000);
  const end = start + limit;
  return { page: all.slice(start, end), next: end < all.length ? `next:${end}` : "" };
}

function isSecret({ kind }: Channel): boolean {
  return kind === "private" || kind === "im";
}
