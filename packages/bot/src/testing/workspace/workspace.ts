import type { Json, JsonObject } from "../../limits/json.ts";
import type { Channel, ChannelOptions } from "./channel.ts";
import { type Message, withIds } from "./message.ts";
import type { Person, PersonOptions } from "./person.ts";

/** Everything the fake Slack remembers about people, channels and messages. */
export interface Workspace {
  readonly team: { readonly id: string; readonly name: string; readonly domain: string };
  readonly enterprise: { readonly id: string; readonly name: string } | null;
  readonly bot: Person;
  readonly botId: string;
  readonly people: ReadonlyMap<string, Person>;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly usergroups: ReadonlyMap<string, Usergroup>;
  /** All messages that have not been deleted, the oldest first; those only one person sees too. */
  readonly messages: readonly Message[];
  addChannel(options: ChannelOptions): Channel;
  updateChannel(id: string, change: Partial<Pick<Channel, "isArchived" | "topic">>): void;
  /** The direct messages between the app and a person. */
  directChannel(user: string): Channel;
  join(channel: string, user: string): void;
  leave(channel: string, user: string): void;
  message(channel: string, ts: string): Message | undefined;
  replies(channel: string, threadTs: string): readonly Message[];
  post(draft: Draft): Message;
  update(message: Message, change: MessageChange): Message;
  remove(message: Message): void;
  /** A number that no other call returns, for ids. */
  nextNumber(): number;
  /** Calls back after each change. */
  watch(listener: (change: WorkspaceChange) => void): void;
}

/** A group that can be mentioned as one. */
export interface Usergroup {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  readonly users: readonly string[];
}

/** What happened in a workspace. */
export type WorkspaceChange =
  | { readonly type: "posted"; readonly message: Message }
  | { readonly type: "updated"; readonly message: Message; readonly previous: Message }
  | { readonly type: "removed"; readonly message: Message }
  | { readonly type: "created"; readonly channel: Channel }
  | { readonly type: "joined"; readonly channel: Channel; readonly user: string };

/** A message to be. */
export interface Draft extends MessageChange {
  readonly channel: string;
  readonly user: string;
  readonly botId?: string;
  readonly threadTs?: string | null;
  readonly ephemeralTo?: string;
  readonly files?: readonly JsonObject[];
  readonly subtype?: string;
}

/** What can be different about a message later. */
export interface MessageChange {
  readonly text?: string;
  readonly blocks?: readonly Json[];
  readonly attachments?: readonly JsonObject[];
  readonly metadata?: JsonObject | null;
  readonly reactions?: Message["reactions"];
  readonly unfurls?: JsonObject;
  /** Whether people see that it was edited; reactions and unfurls leave no such mark. */
  readonly isEdited?: boolean;
}

/** What a workspace starts with. */
export interface WorkspaceOptions {
  readonly teamName: string;
  readonly enterpriseName: string | null;
  readonly botName: string;
  readonly people: readonly PersonOptions[];
  readonly channels: readonly ChannelOptions[];
  readonly usergroups: readonly { readonly handle: string; readonly id?: string; readonly users?: readonly string[] }[];
  readonly now: () => number;
}

const TEAM = "T0CALLBOARD";
const OTHER_TEAM = "T0ELSEWHERE";

export function createWorkspace(options: WorkspaceOptions): Workspace {
  const { teamName, enterpriseName, botName, now } = options;
  const people = new Map<string, Person>();
  const channels = new Map<string, Channel>();
  const messages: Message[] = [];
  const listeners: ((change: WorkspaceChange) => void)[] = [];
  let numbers = 0;
  const nextNumber = () => ++numbers;
  const idOf = (letter: string) => `${letter}${String(nextNumber()).padStart(8, "0")}`;

  const bot = addPerson({ name: botName, kind: "bot", email: null });
  for (const person of options.people) addPerson(person);
  for (const channel of options.channels) addChannel(channel);
  const usergroups = new Map(
    options.usergroups.map(({ handle, id = idOf("S"), users = [] }) => [
      id,
      { id, handle, name: handle, users: users.map(idOfPerson) },
    ]),
  );

  return {
    team: { id: TEAM, name: teamName, domain: teamName.toLowerCase().replace(/\W+/g, "-") },
    enterprise: enterpriseName === null ? null : { id: "E0CALLBOARD", name: enterpriseName },
    bot,
    botId: `B${bot.id.slice(1)}`,
    people,
    channels,
    usergroups,
    messages,
    addChannel,
    updateChannel,
    directChannel,
    join(id, user) {
      const channel = existing(id);
      if (channel.members.has(user)) return;
      const joined = { ...channel, members: new Set([...channel.members, user]) };
      channels.set(id, joined);
      notify({ type: "joined", channel: joined, user });
    },
    leave(id, user) {
      const channel = existing(id);
      channels.set(id, { ...channel, members: new Set([...channel.members].filter((member) => member !== user)) });
    },
    message: (channel, ts) => messages.find((message) => message.channel === channel && message.ts === ts),
    replies: (channel, threadTs) =>
      messages.filter((message) => message.channel === channel && message.threadTs === threadTs),
    post,
    update,
    remove(message) {
      messages.splice(messages.indexOf(message), 1);
      notify({ type: "removed", message });
    },
    nextNumber,
    watch: (listener) => void listeners.push(listener),
  };

  function post(draft: Draft): Message {
    const message: Message = {
      channel: draft.channel,
      ts: `${Math.floor(now() / 1000)}.${String(nextNumber()).padStart(6, "0")}`,
      threadTs: draft.threadTs ?? null,
      user: draft.user,
      botId: draft.botId ?? null,
      text: draft.text ?? "",
      blocks: withIds(draft.blocks ?? [], nextBlockId),
      attachments: draft.attachments ?? [],
      metadata: draft.metadata ?? null,
      files: draft.files ?? [],
      reactions: new Map(),
      ephemeralTo: draft.ephemeralTo ?? null,
      isEdited: false,
      subtype: draft.subtype ?? null,
      unfurls: {},
    };
    messages.push(message);
    notify({ type: "posted", message });
    return message;
  }

  function update(message: Message, change: MessageChange): Message {
    const { blocks, ...rest } = change;
    const updated = { ...message, ...rest, ...(blocks ? { blocks: withIds(blocks, nextBlockId) } : {}) };
    messages.splice(messages.indexOf(message), 1, updated);
    notify({ type: "updated", message: updated, previous: message });
    return updated;
  }

  function addPerson({ name, id = idOf("U"), kind = "member", ...rest }: PersonOptions): Person {
    const person: Person = {
      id,
      name,
      realName: rest.realName ?? `${name.charAt(0).toUpperCase()}${name.slice(1)}`,
      email: rest.email === undefined ? `${name}@example.com` : rest.email,
      teamId: kind === "stranger" ? OTHER_TEAM : TEAM,
      kind,
      isDeactivated: rest.isDeactivated ?? false,
    };
    people.set(id, person);
    return person;
  }

  function addChannel({ name, kind = "public", hasBot = true, ...rest }: ChannelOptions): Channel {
    const members = (rest.members?.map(idOfPerson) ?? defaultMembers(kind)).filter((user) => user !== bot.id);
    const channel: Channel = {
      id: rest.id ?? idOf(kind === "private" ? "G" : "C"),
      name,
      kind,
      members: new Set(hasBot ? [bot.id, ...members] : members),
      isArchived: rest.isArchived ?? false,
      topic: rest.topic ?? "",
      partner: null,
    };
    channels.set(channel.id, channel);
    notify({ type: "created", channel });
    return channel;
  }

  function defaultMembers(kind: Channel["kind"]): readonly string[] {
    return [...people.values()]
      .filter(({ isDeactivated }) => !isDeactivated)
      .filter((person) => person.kind !== "stranger" || kind === "shared")
      .map(({ id }) => id);
  }

  function updateChannel(id: string, change: Partial<Pick<Channel, "isArchived" | "topic">>): void {
    channels.set(id, { ...existing(id), ...change });
  }

  function directChannel(user: string): Channel {
    const found = [...channels.values()].find(({ partner }) => partner === user);
    if (found) return found;
    const channel: Channel = {
      id: idOf("D"),
      name: "directmessage",
      kind: "im",
      members: new Set([bot.id, user]),
      isArchived: false,
      topic: "",
      partner: user,
    };
    channels.set(channel.id, channel);
    return channel;
  }

  function existing(id: string): Channel {
    const channel = channels.get(id);
    if (!channel) throw new Error(`There is no channel ${id}.`);
    return channel;
  }

  function idOfPerson(name: string): string {
    const person = [...people.values()].find((candidate) => candidate.name === name);
    if (!person) throw new Error(`There is nobody called "${name}". Add them to the people of the fake Slack.`);
    return person.id;
  }

  function nextBlockId(): string {
    return `b${nextNumber()}`;
  }

  function notify(change: WorkspaceChange): void {
    for (const listener of listeners) listener(change);
  }
}
