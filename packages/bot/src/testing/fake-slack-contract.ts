import type { TestClock } from "@callboard/core/testing";
import type { JsonObject } from "../limits/json.ts";
import type { Delivery } from "./delivery/delivery.ts";
import type { Forgery } from "./delivery/forgery.ts";
import type { SocketTransport } from "./delivery/socket-transport.ts";
import type { FakeUser, MessageRef } from "./driver/fake-user-contract.ts";
import type { LoggedMention, LoggedRequest } from "./request-log.ts";
import type { Fault } from "./web-api/faults.ts";
import type { Channel, ChannelOptions } from "./workspace/channel.ts";
import type { Message } from "./workspace/message.ts";
import type { Person } from "./workspace/person.ts";
import type { OpenView } from "./workspace/views.ts";

/** A Slack in this process: the Web API, what it sends to an app, and people who use both. */
export interface FakeSlack {
  /** The base of the Web API, for `clientOptions.slackApiUrl` of Bolt. */
  readonly apiUrl: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly appId: string;
  readonly bot: Person;
  /** All that goes on in the fake Slack happens on this clock. */
  readonly clock: TestClock;
  /** The WebSockets that the app has open. Where there are some, everything goes over them. */
  readonly sockets: Pick<SocketTransport, "connections" | "connected" | "disconnect" | "drop">;

  /** Sends over HTTP to this URL from now on. @throws when what listens there fails Slack's challenge */
  connect(requestUrl: string): Promise<void>;
  /** Somebody who does things. @throws when nobody has that name */
  user(name: string): FakeUser;
  /** A channel by its name, with or without `#`. @throws when there is none */
  channel(name: string): Channel;
  /** Makes a channel, as people do when there is an incident, and tells the app; it is in it unless `hasBot` is false. */
  addChannel(options: ChannelOptions): Promise<Channel>;
  /** Tells the app of an event that no act of a user causes here. */
  event(event: JsonObject, options?: { readonly isSharedChannel?: boolean }): Promise<Delivery>;
  /** Posts a request that is not as Slack sends it to the request URL. The HTTP status of each answer. */
  forge(kind: Forgery, event?: JsonObject): Promise<readonly number[]>;
  /** Sends each event so many times in all, as if acknowledgements got lost. */
  repeatEvents(times: number): void;
  /** Makes trouble for calls to come. */
  fail(fault: Fault): void;
  /** Ends all trouble that is still to come. */
  recover(): void;
  /** Lets time pass for rate limits, triggers, retries and delays. What the app is sent meanwhile it can answer. */
  advance(byMs: number): Promise<void>;

  /** The next message of the app that no one has asked for yet. @throws when none comes in time */
  nextMessage(wanted?: MessageFilter): Promise<PostedMessage>;
  /** The next change that the app makes to a message. @throws when none comes in time */
  nextUpdate(message: MessageRef): Promise<PostedMessage>;
  /** The next view that the app shows to somebody. @throws when none comes in time */
  nextView(user: string): Promise<OpenView>;
  /** All messages of a channel that are there now, the oldest first. */
  messages(channel: string): readonly PostedMessage[];
  /** A file that the app uploaded. @throws when there is none, or its bytes have not come */
  file(id: string): { readonly name: string; readonly content: Uint8Array };
  /** Everything the app sent; calls of one method where its name is given. */
  requests(method?: string): readonly LoggedRequest[];
  /** What was refused because of its payload. A test suite wants it empty. */
  refused(): readonly LoggedRequest[];
  /** Everything in what the app sent that would call or mislead people. */
  mentions(): readonly LoggedMention[];
  /** Everything the app was sent, with each attempt and its time. */
  readonly deliveries: readonly Delivery[];
  /** Resolves when nothing is under way and the app has sent nothing for `quietMs` (40) of real time. */
  idle(quietMs?: number): Promise<void>;
  close(): Promise<void>;
}

/** Which message a test waits for. */
export interface MessageFilter {
  /** By name, such as `"#general"`, or by id. */
  readonly channel?: string;
  /** The message whose thread it is in. */
  readonly thread?: MessageRef;
  /** Whether only one person sees it. */
  readonly isEphemeral?: boolean;
}

/** A message, and what a reader sees of it. */
export interface PostedMessage extends Message {
  /** The words of its blocks, or its text where there are none. */
  readonly readable: string;
  /** What stands on its buttons. */
  readonly buttons: readonly string[];
}
