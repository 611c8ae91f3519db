import { describe, expect, it } from "vitest";
import { signatureHeaders } from "../../src/testing/index.ts";
import { actions, button, plain, section } from "../limits/samples.ts";
import { payloadOf, type ReceivedRequest, startHttpApp } from "./http-app.ts";
import { call, startSlack } from "./slack-under-test.ts";

const event = { type: "app_home_opened", user: "U1", tab: "home" };
const offer = () => ({
  text: "Offer",
  blocks: [actions(button({ text: plain("Why?"), action_id: "why", value: "42" }))],
});

describe("what the fake Slack sends", () => {
  it("carries a signature over the exact body", async () => {
    const slack = await startSlack();
    const received = await startHttpApp(slack);
    await slack.event(event);
    const { body, headers } = received[0] ?? { body: "", headers: {} as ReceivedRequest["headers"] };
    const timestamp = Number(headers["x-slack-request-timestamp"]);
    expect(timestamp).toBe(Math.floor(slack.clock.now() / 1000));
    expect(headers).toMatchObject(signatureHeaders(slack.signingSecret, body, timestamp));
  });

  it("does not connect to an app that fails the challenge", async () => {
    const slack = await startSlack();
    await expect(slack.connect(`${slack.apiUrl}auth.test`)).rejects.toThrow(/answered the challenge/);
  });

  it("has an envelope with an id, authorizations and whether the channel is shared", async () => {
    const slack = await startSlack({ enterpriseName: "Acme Group" });
    const received = await startHttpApp(slack);
    await slack.user("sky").says("#partners", "hello");
    await slack.user("ana").says("#general", "hello");
    expect(received.map(payloadOf)).toMatchObject([
      {
        type: "event_callback",
        event_id: expect.stringMatching(/^Ev/),
        team_id: "T0CALLBOARD",
        enterprise_id: "E0CALLBOARD",
        is_ext_shared_channel: true,
        authorizations: [{ user_id: slack.bot.id, is_bot: true, is_enterprise_install: false }],
        event: { type: "message", channel_type: "channel", user: slack.user("sky").id, team: "T0ELSEWHERE" },
      },
      { is_ext_shared_channel: false, event: { team: "T0CALLBOARD" } },
    ]);
  });

  it("tells of a mention twice, as message and as app_mention, and once in direct messages", async () => {
    const slack = await startSlack();
    const received = await startHttpApp(slack);
    const types = () => received.map((request) => (payloadOf(request).event as { readonly type: string }).type);
    await slack.user("ana").says("#general", "<@bot> who owns web");
    expect(types().sort()).toEqual(["app_mention", "message"]);
    await slack.user("ana").says("@bot", "<@bot> who owns web");
    expect(types().slice(2)).toEqual(["message"]);
    await slack.user("ana").says("#random", "<@bot> who owns web");
    expect(types()).toHaveLength(3);
  });

  it("writes text as Slack does: escaped, with ids in mentions and addresses in brackets", async () => {
    const slack = await startSlack();
    const { text } = await slack.user("ana").says("#general", "<@bot> a<b & https://a.example/x <#inc-42>");
    const incident = slack.channel("inc-42").id;
    expect(text).toBe(`<@${slack.bot.id}> a&lt;b &amp; <https://a.example/x> <#${incident}|inc-42>`);
  });

  it("tells of edits, deletions, joins, reactions and links, each where it is subscribed and allowed", async () => {
    const slack = await startSlack({
      unfurlDomains: ["catalog.example"],
      events: ["message.channels", "link_shared", "member_joined_channel", "reaction_added"],
      channels: [
        { name: "general", members: ["ana"] },
        { name: "secret", kind: "private" },
      ],
    });
    const received = await startHttpApp(slack);
    const ana = slack.user("ana");
    const message = await ana.says("#general", "see https://my.catalog.example/web");
    await ana.edits(message, "edited");
    await ana.reacts(message, "eyes");
    await ana.says("#secret", "unheard");
    const answer = await call(slack, "chat.postMessage", { channel: message.channel, text: "a" });
    await call(slack, "chat.delete", { channel: message.channel, ts: answer.body.ts });
    await slack.idle();
    const events = received.map(
      (request) => payloadOf(request).event as { readonly type: string; readonly subtype?: string },
    );
    expect(events.map(({ type, subtype }) => subtype ?? type)).toEqual([
      "message",
      "link_shared",
      "message_changed",
      "reaction_added",
      "message",
      "message_deleted",
    ]);
    expect(events[1]).toMatchObject({ links: [{ url: "https://my.catalog.example/web", domain: "catalog.example" }] });
    expect(events[4]).toMatchObject({ bot_id: `B${slack.bot.id.slice(1)}`, user: slack.bot.id });
  });

  it("sends an event again at once, after a minute and after five when it fails", async () => {
    const slack = await startSlack();
    const received = await startHttpApp(slack, () => ({ status: 500 }));
    const delivering = slack.event(event);
    await reached(received, 2);
    const seenAfter = async (ms: number) => {
      await slack.advance(ms);
      return received.length;
    };
    expect([await seenAfter(1), await seenAfter(59_000), await seenAfter(1_000)]).toEqual([2, 2, 3]);
    expect([await seenAfter(299_000), await seenAfter(1_000)]).toEqual([3, 4]);
    const { isAcknowledged, attempts } = await delivering;
    expect([isAcknowledged, attempts.map(({ outcome }) => outcome)]).toEqual([false, Array(4).fill("http_error")]);
    expect(received.map(({ headers }) => [headers["x-slack-retry-num"], headers["x-slack-retry-reason"]])).toEqual([
      [undefined, undefined],
      ["1", "http_error"],
      ["2", "http_error"],
      ["3", "http_error"],
    ]);
    expect(new Set(received.map((request) => payloadOf(request).event_id)).size).toBe(1);
  });

  it("sends an event again that is not acknowledged within three seconds", async () => {
    const slack = await startSlack();
    const received = await startHttpApp(slack, (count) => (count === 1 ? "never" : {}));
    const delivering = slack.event(event);
    await reached(received, 1);
    await slack.advance(3_000);
    const { attempts } = await delivering;
    expect(attempts).toMatchObject([
      { outcome: "http_timeout" },
      { outcome: "acknowledged", retryReason: "http_timeout" },
    ]);
    expect(attempts[1]?.ackMs).toBeGreaterThan(0);
    expect(received).toHaveLength(2);
  });

  it("sends nothing again when told not to, and no command ever", async () => {
    const slack = await startSlack();
    const received = await startHttpApp(slack, () => ({ status: 500, headers: { "x-slack-no-retry": "1" } }));
    expect((await slack.event(event)).attempts).toHaveLength(1);
    expect((await slack.user("ana").runs("/catalog help")).delivery.attempts).toHaveLength(1);
    expect(received).toHaveLength(2);
  });

  it("sends each event four times when acknowledgements get lost (R10)", async () => {
    const slack = await startSlack();
    const received = await startHttpApp(slack);
    slack.repeatEvents(4);
    await slack.event(event);
    expect(received.map(({ headers }) => headers["x-slack-retry-num"])).toEqual([undefined, "1", "2", "3"]);
  });

  it("sends a command as a form, with a response_url and a trigger", async () => {
    const slack = await startSlack();
    const received = await startHttpApp(slack, () => ({ body: "on it" }));
    await slack.user("ana").runs("/catalog owner <web>", { channel: "#inc-42" });
    expect(Object.fromEntries(new URLSearchParams(received[0]?.body))).toMatchObject({
      command: "/catalog",
      text: "owner <web>",
      channel_name: "inc-42",
      user_id: slack.user("ana").id,
      response_url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/actions\//),
      trigger_id: expect.any(String),
    });
    expect(await slack.nextMessage({ channel: "#inc-42", isEphemeral: true })).toMatchObject({ text: "on it" });
  });

  it("sends what was clicked, with the message around it, and without it where only one person sees it", async () => {
    const slack = await startSlack();
    const received = await startHttpApp(slack);
    const ana = slack.user("ana");
    const channel = slack.channel("general").id;
    await call(slack, "chat.postMessage", { channel, ...offer() });
    await ana.clicks(await slack.nextMessage(), "Why?");
    await call(slack, "chat.postEphemeral", { channel, user: ana.id, ...offer() });
    await ana.clicks(await slack.nextMessage(), "why");
    const payloads = received.map(payloadOf).filter(({ type }) => type === "block_actions");
    expect(payloads).toMatchObject([
      { actions: [{ action_id: "why", value: "42", block_id: expect.any(String) }], message: { text: "Offer" } },
      { actions: [{ action_id: "why" }], container: { is_ephemeral: true } },
    ]);
    expect(payloads[1]).not.toHaveProperty("message");
    await expect(ana.clicks({ channel, ts: "1.0" }, "Why?")).rejects.toThrow(/not there any more/);
  });

  it("sends shortcuts, on a message and without one", async () => {
    const slack = await startSlack();
    const received = await startHttpApp(slack);
    const ana = slack.user("ana");
    const message = await ana.says("@bot", "hello");
    await ana.uses("who-owns-this", message);
    await ana.uses("new-service");
    expect(received.slice(1).map(payloadOf)).toMatchObject([
      { type: "message_action", callback_id: "who-owns-this", message: { text: "hello" } },
      { type: "shortcut", callback_id: "new-service" },
    ]);
  });

  it("does not submit a view whose required input is empty, and keeps one that the app finds fault with", async () => {
    const slack = await startSlack();
    const errors = { response_action: "errors", errors: { name: "taken" } };
    await startHttpApp(slack, (count) => ({ body: count === 2 ? JSON.stringify(errors) : "" }));
    const ana = slack.user("ana");
    const blocks = [
      section(),
      { type: "input", block_id: "name", label: plain("Name"), element: { type: "plain_text_input", action_id: "a" } },
    ];
    const view = { type: "modal", title: plain("New"), submit: plain("OK"), blocks };
    await call(slack, "views.open", { trigger_id: (await ana.uses("new")).triggerId, view });
    await expect(ana.submits()).rejects.toThrow(/"Name" is required/);
    await expect(ana.submits({ Name: "a", Size: "b" })).rejects.toThrow(/no input called Size/);
    expect((await ana.submits({ Name: "web" })).errors).toEqual({ name: "taken" });
    expect((await ana.submits({ Name: "web2" })).errors).toEqual({});
    expect(ana.view()).toBeUndefined();
  });

  it.each([
    ["another action", { response_action: "close" }],
    ["an error for a block that is no input", { response_action: "errors", errors: { nope: "taken" } }],
    [
      "a view that breaks a limit",
      { response_action: "update", view: { type: "modal", title: plain("x".repeat(25)), blocks: [] } },
    ],
  ])("refuses %s in answer to a submission", async (_, answer) => {
    const slack = await startSlack();
    await startHttpApp(slack, (count) => ({ body: count === 2 ? JSON.stringify(answer) : "" }));
    const ana = slack.user("ana");
    const view = { type: "modal", title: plain("T"), blocks: [section()] };
    await call(slack, "views.open", { trigger_id: (await ana.uses("new")).triggerId, view });
    await ana.submits();
    expect(slack.refused()).toMatchObject([{ method: "ack", ok: false, violations: [{}] }]);
    expect(ana.view()).toBeDefined();
  });
});

async function reached(received: readonly unknown[], count: number): Promise<void> {
  while (received.length < count) await new Promise((resolve) => setImmediate(resolve));
}

describe("forge", () => {
  it.each([
    ["wrong-secret", 1],
    ["changed-body", 1],
    ["no-signature", 1],
    ["no-timestamp", 1],
    ["uppercase-version", 1],
    ["two-signatures", 1],
    ["stale", 1],
    ["future", 1],
    ["replay", 2],
  ] as const)("S25 S26: sends %s", async (kind, times) => {
    const slack = await startSlack();
    const received = await startHttpApp(slack, () => ({ status: 401 }));
    expect(await slack.forge(kind)).toEqual(Array(times).fill(401));
    const [{ body, headers, rawHeaders } = { body: "", headers: {}, rawHeaders: [] }] = received;
    const seconds = Number(headers["x-slack-request-timestamp"]);
    const offset = seconds - Math.floor(slack.clock.now() / 1000);
    const isRight =
      headers["x-slack-signature"] === signatureHeaders(slack.signingSecret, body, seconds)["x-slack-signature"];
    const count = rawHeaders.filter((name) => name === "x-slack-signature").length;
    expect({ isRight, offset: Number.isNaN(offset) ? null : offset, count }).toEqual({
      isRight: ["stale", "future", "replay"].includes(kind),
      offset: kind === "stale" ? -301 : kind === "future" ? 301 : kind === "no-timestamp" ? null : 0,
      count: kind === "two-signatures" ? 2 : kind === "no-signature" ? 0 : 1,
    });
  });
});

describe("nextMessage", () => {
  it("says what came instead when nothing fits in time", async () => {
    const slack = await startSlack({ timeoutMs: 20 });
    await expect(slack.nextMessage()).rejects.toThrow("Nothing did.");
    await call(slack, "chat.postMessage", { channel: slack.channel("general").id, text: "elsewhere" });
    await expect(slack.nextMessage({ channel: "#inc-42" })).rejects.toThrow("#general: elsewhere");
  });

  it("gives each message once, in order, and waits for those to come", async () => {
    const slack = await startSlack();
    const post = (text: string, name = "general") =>
      call(slack, "chat.postMessage", { channel: slack.channel(name).id, text });
    const coming = slack.nextMessage({ channel: "#inc-42" });
    await post("first");
    await slack.advance(1_000);
    await post("second");
    await post("third", "inc-42");
    expect([(await slack.nextMessage()).text, (await slack.nextMessage()).text]).toEqual(["first", "second"]);
    expect((await coming).text).toBe("third");
  });
});
