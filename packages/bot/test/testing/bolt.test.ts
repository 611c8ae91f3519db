import { App, LogLevel, SocketModeReceiver } from "@slack/bolt";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type FakeSlack, type FakeSlackOptions, fakeSlack } from "../../src/testing/index.ts";

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

describe.each(["http", "socket"] as const)("Bolt over %s", (transport) => {
  it("is told of a mention and answers in its thread", async () => {
    const { slack, app } = await start();
    app.event("app_mention", async ({ event, say }) => {
      await say({ text: `You said: ${event.text}`, thread_ts: event.thread_ts ?? event.ts });
    });
    const ana = slack.user("ana");
    const question = await ana.says("#inc-42", "<@bot> who owns payments-db");
    const reply = await slack.nextMessage({ thread: question });
    expect(reply).toMatchObject({ threadTs: question.ts, text: `You said: <@${slack.bot.id}> who owns payments-db` });
    expect(slack.deliveries[0]?.attempts).toMatchObject([{ transport, outcome: "acknowledged", retryNum: 0 }]);
  });

  it("answers a command, opens a modal and checks what was submitted", async () => {
    const { slack, app } = await start();
    app.command("/catalog", async ({ ack, command, client }) => {
      await ack(`Looking for ${command.text}`);
      await client.views.open({ trigger_id: command.trigger_id, view: TEMPLATE_VIEW });
    });
    app.view("template", async ({ ack, view }) => {
      const name = view.state.values.name?.input?.value ?? "";
      await (/^[a-z-]+$/.test(name) ? ack() : ack({ response_action: "errors", errors: { name: "lower case" } }));
    });
    const ana = slack.user("ana");
    await ana.runs("/catalog owner web");
    expect(await slack.nextMessage()).toMatchObject({ text: "Looking for owner web", ephemeralTo: ana.id });
    await slack.nextView("ana");
    expect((await ana.submits({ Name: "Web" })).errors).toEqual({ name: "lower case" });
    expect(ana.view()).toBeDefined();
    expect((await ana.submits({ Name: "web" })).errors).toEqual({});
    expect(ana.view()).toBeUndefined();
  });

  it("hears of buttons and answers through the response_url", async () => {
    const { slack, app } = await start();
    app.message("hello", async ({ say }) => {
      await say({
        text: "Hello",
        blocks: [
          { type: "section", text: { type: "mrkdwn", text: "Hello" } },
          { type: "actions", elements: [{ type: "button", action_id: "why", text: plain("Why?"), value: "42" }] },
        ],
      });
    });
    app.action("why", async ({ ack, respond, action }) => {
      await ack();
      await respond({ text: `Because of ${"value" in action ? action.value : ""}`, replace_original: true });
    });
    const ana = slack.user("ana");
    await ana.says("@bot", "hello");
    const hello = await slack.nextMessage();
    expect(hello.buttons).toEqual(["Why?"]);
    await ana.clicks(hello, "Why?");
    expect(await slack.nextUpdate(hello)).toMatchObject({ text: "Because of 42", readable: "Because of 42" });
  });

  it("offers options for an external menu", async () => {
    const { slack, app } = await start();
    app.shortcut("pick", async ({ ack, shortcut, client }) => {
      await ack();
      await client.views.open({ trigger_id: shortcut.trigger_id, view: PICKER_VIEW });
    });
    app.options("entity", async ({ ack, options }) => {
      await ack({ options: [{ text: plain(`${options.value}-db`), value: "1" }] });
    });
    const ana = slack.user("ana");
    await ana.uses("pick");
    const view = await slack.nextView("ana");
    expect(await ana.searches(view, "entity", "payments")).toEqual([{ text: "payments-db", value: "1", group: null }]);
  });

  it("says which attempt it is when an event comes again (R10)", async () => {
    const { slack, app } = await start();
    const attempts: unknown[] = [];
    app.event("app_home_opened", async ({ context }) => {
      attempts.push(context.retryNum ?? 0);
    });
    slack.repeatEvents(4);
    await slack.user("ana").opensHome();
    expect(attempts).toEqual([0, 1, 2, 3]);
    expect(new Set(slack.deliveries.map(({ payload }) => payload.event_id)).size).toBe(1);
  });

  async function start(options: FakeSlackOptions = {}): Promise<{ readonly slack: FakeSlack; readonly app: App }> {
    const slack = await startSlack(options);
    const shared = { token: slack.botToken, clientOptions: { slackApiUrl: slack.apiUrl }, logLevel: LogLevel.ERROR };
    const app =
      transport === "socket"
        ? new App({ ...shared, appToken: slack.appToken, socketMode: true })
        : new App({ ...shared, signingSecret: slack.signingSecret });
    if (transport === "http") {
      await listen(slack, app);
    } else {
      await app.start();
      closing.push(() => app.stop());
    }
    return { slack, app };
  }
});

describe("Bolt", () => {
  it.each([
    "wrong-secret",
    "changed-body",
    "no-signature",
    "no-timestamp",
    "uppercase-version",
    "two-signatures",
    "stale",
  ] as const)("S25 S26: turns down what is forged: %s", async (kind) => {
    const slack = await startSlack();
    const app = new App({
      token: slack.botToken,
      signingSecret: slack.signingSecret,
      clientOptions: { slackApiUrl: slack.apiUrl },
      logLevel: LogLevel.ERROR,
    });
    await listen(slack, app);
    expect(await slack.forge(kind)).toEqual([401]);
  });

  it("connects anew when Slack asks it to, and goes on", async () => {
    const slack = await startSlack();
    const clientOptions = { slackApiUrl: slack.apiUrl };
    const receiver = new SocketModeReceiver({
      appToken: slack.appToken,
      clientPingTimeout: 50,
      logLevel: LogLevel.ERROR,
      installerOptions: { clientOptions },
    });
    const app = new App({ token: slack.botToken, receiver, clientOptions, logLevel: LogLevel.ERROR });
    app.message("hello", async ({ say }) => void (await say("hello again")));
    await app.start();
    closing.push(() => app.stop());
    slack.sockets.disconnect("refresh_requested");
    await vi.waitFor(() => expect(slack.requests("apps.connections.open")).toHaveLength(2), { timeout: 10_000 });
    await slack.sockets.connected();
    await slack.user("ana").says("@bot", "hello");
    expect(await slack.nextMessage()).toMatchObject({ text: "hello again" });
  });
});

async function startSlack(options: FakeSlackOptions = {}): Promise<FakeSlack> {
  const slack = await fakeSlack(options);
  closing.push(() => slack.close());
  return slack;
}

async function listen(slack: FakeSlack, app: App): Promise<void> {
  const server = await app.start({ port: 0, host: "127.0.0.1" });
  closing.push(() => app.stop());
  const address = "address" in server ? server.address() : null;
  const port = typeof address === "object" ? address?.port : null;
  await slack.connect(`http://127.0.0.1:${port}/slack/events`);
}

const plain = (text: string) => ({ type: "plain_text" as const, text });

const TEMPLATE_VIEW = {
  type: "modal" as const,
  callback_id: "template",
  title: plain("New service"),
  submit: plain("Create"),
  blocks: [
    {
      type: "input" as const,
      block_id: "name",
      label: plain("Name"),
      element: { type: "plain_text_input" as const, action_id: "input" },
    },
  ],
};

const PICKER_VIEW = {
  type: "modal" as const,
  title: plain("Pick"),
  submit: plain("OK"),
  blocks: [
    {
      type: "input" as const,
      label: plain("Entity"),
      element: { type: "external_select" as const, action_id: "entity", min_query_length: 1 },
    },
  ],
};
