import type { TestClock } from "@callboard/core/testing";
import type { ChannelOptions } from "./workspace/channel.ts";
import type { PersonOptions } from "./workspace/person.ts";

/** What a fake Slack starts with; every option has a default that suits most tests. */
export interface FakeSlackOptions {
  readonly teamName?: string;
  /** Puts the workspace into an organisation. */
  readonly enterpriseName?: string;
  /** The name of the bot user; `bot`. */
  readonly botName?: string;
  /** Scopes of the bot token; all that the fake Slack knows. */
  readonly scopes?: readonly string[];
  /** Events the app is told of, such as `message.channels`; all that its scopes allow. */
  readonly events?: readonly string[];
  /** Instead of `ana`, `ben`, a guest `gus`, a stranger `sky`, `lee` who has left and `noa` without an e-mail address. */
  readonly people?: readonly PersonOptions[];
  /** Instead of `general`, `inc-42`, private `secret`, shared `partners`, archived `old` and `random` without the app. */
  readonly channels?: readonly ChannelOptions[];
  /** Groups that can be mentioned, with the names of who is in them. */
  readonly usergroups?: readonly {
    readonly handle: string;
    readonly id?: string;
    readonly users?: readonly string[];
  }[];
  /** Domains whose links the app is told of. */
  readonly unfurlDomains?: readonly string[];
  /** Counted on the clock below: whoever posts twice in a channel lets a second pass between. */
  readonly rateLimits?: "strict" | "off";
  /** Stands still until `advance`, and starts now, because apps compare signatures with the time of the machine. */
  readonly clock?: TestClock;
  /** How much of that time each act of a person takes; a second. */
  readonly paceMs?: number;
  /** How long `nextMessage` and its like wait, in real time; 2,000. */
  readonly timeoutMs?: number;
}

export const STARTING_PEOPLE: readonly PersonOptions[] = [
  { name: "ana" },
  { name: "ben" },
  { name: "gus", kind: "guest" },
  { name: "sky", kind: "stranger", email: "sky@elsewhere.example" },
  { name: "lee", isDeactivated: true },
  { name: "noa", email: null },
];

export const STARTING_CHANNELS: readonly ChannelOptions[] = [
  { name: "general" },
  { name: "inc-42" },
  { name: "random", hasBot: false },
  { name: "secret", kind: "private" },
  { name: "partners", kind: "shared" },
  { name: "old", isArchived: true },
];

/** Every scope that a method or an event of the fake Slack asks for. */
export const ALL_SCOPES: readonly string[] = [
  "app_mentions:read",
  "assistant:write",
  "channels:history",
  "channels:join",
  "channels:read",
  "chat:write",
  "commands",
  "files:write",
  "groups:history",
  "groups:read",
  "im:history",
  "im:read",
  "im:write",
  "links:read",
  "links:write",
  "mpim:history",
  "mpim:read",
  "reactions:read",
  "reactions:write",
  "team:read",
  "usergroups:read",
  "users:read",
  "users:read.email",
];
