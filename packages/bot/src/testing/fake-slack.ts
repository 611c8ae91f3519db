import { testClock } from "@callboard/core/testing";
import type { JsonObject } from "../limits/json.ts";
import { respond } from "./answers/respond.ts";
import type { Delivery, DeliveryType } from "./delivery/delivery.ts";
import { createDispatcher } from "./delivery/dispatcher.ts";
import { forgedRequest } from "./delivery/forgery.ts";
import { createHttpTransport, JSON_TYPE } from "./delivery/http-transport.ts";
import { eventPayload } from "./delivery/payloads.ts";
import { createResponseUrls } from "./delivery/response-urls.ts";
import { createSocketTransport } from "./delivery/socket-transport.ts";
import { createTriggers } from "./delivery/triggers.ts";
import { fakeUser } from "./driver/fake-user.ts";
import type { MessageRef } from "./driver/fake-user-contract.ts";
import { createInbox } from "./driver/inbox.ts";
import { buttonLabels, readable } from "./driver/readable.ts";
import type { FakeSlack, PostedMessage } from "./fake-slack-contract.ts";
import { ALL_SCOPES, type FakeSlackOptions, STARTING_CHANNELS, STARTING_PEOPLE } from "./fake-slack-options.ts";
import { passTime } from "./pass-time.ts";
import { createRequestLog } from "./request-log.ts";
import { startApiServer } from "./web-api/api-server.ts";
import { callMethod, type Token } from "./web-api/call-method.ts";
import { createFaults } from "./web-api/faults.ts";
import { createFiles } from "./web-api/files.ts";
import { createRateLimits } from "./web-api/rate-limits.ts";
import type { Channel } from "./workspace/channel.ts";
import type { Message } from "./workspace/message.ts";
import { eventsOf, type PlatformEvent } from "./workspace/message-events.ts";
import type { Person } from "./workspace/person.ts";
import { createViews, type OpenView } from "./workspace/views.ts";
import { createWorkspace } from "./workspace/workspace.ts";

/** Starts a fake Slack on this machine. It is as strict as Slack, and stricter where Slack cuts silently. */
export async function fakeSlack(options: FakeSlackOptions = {}): Promise<FakeSlack> {
  const {
    clock = testClock(new Date().toISOString()),
    paceMs = 1_000,
    timeoutMs = 2_000,
    unfurlDomains = [],
  } = options;
  const now = () => clock.now();
  const scopes = new Set(options.scopes ?? ALL_SCOPES);
  const events = options.events && new Set(options.events);
  const [appId, botToken, appToken, signingSecret] = ["A0CALLBOARD", "xoxb-fake", "xapp-fake", "fake-signing-secret"];

  const workspace = createWorkspace({
    teamName: options.teamName ?? "Acme",
    enterpriseName: options.enterpriseName ?? null,
    botName: options.botName ?? "bot",
    people: options.people ?? STARTING_PEOPLE,
    channels: options.channels ?? STARTING_CHANNELS,
    usergroups: options.usergroups ?? [],
    now,
  });
  const { nextNumber } = workspace;
  const faults = createFaults();
  const log = createRequestLog();
  const views = createViews(nextNumber);
  const files = createFiles(nextNumber);
  const triggers = createTriggers(now, nextNumber);
  const api = await startApiServer(faults, clock);
  const responseUrls = createResponseUrls(api.origin, now, nextNumber);
  const socket = createSocketTransport(api.server, api.origin, appId, now, nextNumber);
  const http = createHttpTransport(signingSecret, now);
  const dispatcher = createDispatcher([socket, http], clock);
  const time = passTime(clock, dispatcher, api);
  const tokens = new Map<string, Token>([
    [botToken, { type: "bot", scopes }],
    [appToken, { type: "app", scopes: new Set(["connections:write"]) }],
  ]);
  const context = {
    workspace,
    views,
    files,
    triggers,
    appId,
    origin: api.origin,
    now,
    openSocket: () => socket.open(),
  };
  const rateLimits = options.rateLimits === "off" ? null : createRateLimits(now);
  api.handle({
    call: (method, token, args) => callMethod(method, token, args, { tokens, context, rateLimits, log }),
    respond: (path, payload) => respond(path, payload, { responseUrls, workspace, log, now }),
    receive: (path, content) => files.receive(path, content),
  });

  const shown = (message: Message) => `#${channelName(message.channel)}: ${posted(message).readable}`;
  const posts = createInbox<Message>(timeoutMs, shown);
  const updates = createInbox<Message>(timeoutMs, shown);
  const shownViews = createInbox<OpenView>(timeoutMs, (view) => `a ${view.type} for ${view.user}`);
  let wasConnected = false;
  let caused: Promise<unknown>[] = [];

  views.watch((view) => shownViews.add(view));
  workspace.watch((change) => {
    if (change.type === "posted" && change.message.user === workspace.bot.id) posts.add(change.message);
    if (change.type === "updated" && change.message.user === workspace.bot.id) updates.add(change.message);
    for (const event of eventsOf(change, workspace, unfurlDomains)) {
      const sending = emit(event);
      if (sending) caused.push(sending);
    }
  });

  return {
    apiUrl: `${api.origin}/api/`,
    botToken,
    appToken,
    signingSecret,
    appId,
    bot: workspace.bot,
    clock,
    sockets: socket,
    deliveries: dispatcher.deliveries,
    connect: (requestUrl) => http.connect(requestUrl),
    user: (name) =>
      fakeUser(findPerson(name), {
        workspace,
        views,
        triggers,
        responseUrls,
        log,
        now,
        appId,
        withEvents,
        findChannel,
        pace: () => clock.advance(paceMs),
        deliver: (type, payload) => deliver(type, payload),
        emit: async (subscription, needed, event) =>
          (await emit({ subscription, scopes: needed, event, channel: null })) ?? null,
      }),
    channel: findChannel,
    addChannel: (channel) => withEvents(() => workspace.addChannel(channel)),
    event: (event, { isSharedChannel = false } = {}) => deliverEvent(event, isSharedChannel),
    async forge(kind, event = { type: "app_mention", user: "U0", text: "forged", channel: "C0", ts: "1.0" }) {
      const payload = eventPayload({ workspace, appId }, event, nextEventId(), now(), false);
      const forged = forgedRequest(kind, JSON.stringify(payload), signingSecret, now());
      const statuses: number[] = [];
      for (let time = 0; time < forged.times; time += 1) {
        statuses.push((await http.post(forged.body, JSON_TYPE, forged.headers)).status);
      }
      return statuses;
    },
    repeatEvents: (times) => dispatcher.repeatEvents(times),
    fail: (fault) => faults.add(fault),
    recover: () => faults.clear(),
    advance: time.advance,
    nextMessage: async ({ channel, thread, isEphemeral } = {}) => {
      const channelId = channel === undefined ? thread?.channel : findChannel(channel).id;
      const message = await posts.next(
        (candidate) =>
          (channelId === undefined || candidate.channel === channelId) &&
          (thread === undefined || candidate.threadTs === threadOf(thread)) &&
          (isEphemeral === undefined || (candidate.ephemeralTo !== null) === isEphemeral),
        "message of the app",
      );
      return posted(message);
    },
    nextUpdate: async ({ channel, ts }) =>
      posted(
        await updates.next((message) => message.channel === channel && message.ts === ts, "update of the message"),
      ),
    nextView: (user) => {
      const { id } = findPerson(user);
      return shownViews.next((view) => view.user === id, `view for ${user}`);
    },
    messages: (name) => {
      const { id } = findChannel(name);
      return workspace.messages.filter(({ channel }) => channel === id).map(posted);
    },
    file(id) {
      const file = files.find(id);
      if (!file?.content) throw new Error(`The app uploaded no file ${id}.`);
      return { name: file.name, content: file.content };
    },
    requests: (method) => log.requests.filter((request) => method === undefined || request.method === method),
    refused: () => log.requests.filter(({ violations }) => violations.length > 0),
    mentions: () => log.mentions(),
    idle: time.idle,
    async close() {
      await socket.close();
      await api.close();
    },
  };

  function emit({ subscription, scopes: needed, event, channel }: PlatformEvent): Promise<Delivery> | null {
    const isSubscribed = !events || events.has(subscription);
    const isAllowed = needed.length === 0 || needed.some((scope) => scopes.has(scope));
    wasConnected ||= socket.isConnected() || http.isConnected();
    // Before an app has connected there is nobody to try again for.
    return isSubscribed && isAllowed && wasConnected ? deliverEvent(event, channel?.kind === "shared") : null;
  }

  function deliverEvent(event: JsonObject, isSharedChannel: boolean): Promise<Delivery> {
    const payload = eventPayload({ workspace, appId }, event, nextEventId(), now(), isSharedChannel);
    return deliver("events_api", payload);
  }

  function deliver(type: DeliveryType, payload: JsonObject): Promise<Delivery> {
    return dispatcher.deliver(type, payload);
  }

  async function withEvents<T>(change: () => T): Promise<T> {
    caused = [];
    const result = change();
    await Promise.all(caused);
    return result;
  }

  function nextEventId(): string {
    return `Ev${String(nextNumber()).padStart(8, "0")}`;
  }

  function findChannel(name: string): Channel {
    const bare = name.replace(/^#/, "");
    const channel =
      workspace.channels.get(bare) ?? [...workspace.channels.values()].find((candidate) => candidate.name === bare);
    if (channel) return channel;
    const names = [...workspace.channels.values()].map((candidate) => `#${candidate.name}`).join(", ");
    throw new Error(`There is no channel "${name}". There are ${names}.`);
  }

  function findPerson(name: string): Person {
    const person = [...workspace.people.values()].find((candidate) => candidate.name === name || candidate.id === name);
    if (person) return person;
    const names = [...workspace.people.values()].map((candidate) => candidate.name).join(", ");
    throw new Error(`There is nobody called "${name}". There are ${names}.`);
  }

  function threadOf({ channel, ts }: MessageRef): string {
    return workspace.message(channel, ts)?.threadTs ?? ts;
  }

  function channelName(id: string): string {
    return workspace.channels.get(id)?.name ?? id;
  }
}

function posted(message: Message): PostedMessage {
  const words = readable(message.blocks);
  return { ...message, readable: words === "" ? message.text : words, buttons: buttonLabels(message.blocks) };
}
