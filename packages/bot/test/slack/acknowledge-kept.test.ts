import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openCatalog } from "@callboard/core";
import { testClock } from "@callboard/core/testing";
import { App, type Receiver, type ReceiverEvent } from "@slack/bolt";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { slackBot } from "../../src/index.ts";
import { acknowledgeKept } from "../../src/slack/acknowledge-kept.ts";
import { fakeSlack } from "../../src/testing/index.ts";
import { botInSlack } from "../bot-in-slack.ts";

/** An app of Bolt that is handed what arrives by the test. */
function appUnderTest() {
  const receiver: Receiver = { init() {}, start: async () => {}, stop: async () => {} };
  const authorize = async () => ({ botToken: "xoxb-1", botId: "B1", botUserId: "U0BOT" });
  const app = new App({ receiver, authorize, convoStore: false });
  const clock = testClock();
  const warnings: string[] = [];
  const logger = { debug() {}, info() {}, warn: (text: string) => void warnings.push(text), error() {} };
  const acknowledgements = acknowledgeKept(app, new Set(["app_mention"]), { clock, logger });
  const ack = vi.fn(async () => {});
  const arrives = (type: string, own: Partial<ReceiverEvent> = {}) =>
    app.processEvent({ body: bodyOf(type), ack, ...own });
  return { app, clock, warnings, ack, arrives, ...acknowledgements };
}

const bodyOf = (type: string) => ({
  type: "event_callback",
  event_id: "Ev1",
  event: { type, user: "U1", channel: "C1" },
});

describe("acknowledgeKept", () => {
  it("acknowledges an event when its listener has kept it, and not before", async () => {
    const { app, ack, arrives, kept } = appUnderTest();
    let keep = () => {};
    const written = new Promise<void>((resolve) => {
      keep = resolve;
    });
    app.event("app_mention", async ({ body }) => {
      await written;
      await kept(body);
    });
    const handled = arrives("app_mention");
    await new Promise(setImmediate);
    expect(ack).not.toHaveBeenCalled();
    keep();
    await handled;
    expect(ack).toHaveBeenCalledOnce();
  });

  it("does not wait for the listeners of others", async () => {
    const { app, ack, arrives, kept } = appUnderTest();
    app.event("app_mention", async ({ body }) => kept(body));
    app.event("app_mention", () => new Promise(() => {}));
    void arrives("app_mention");
    await vi.waitFor(() => expect(ack).toHaveBeenCalledOnce());
  });

  it("acknowledges in time though the disk hangs", async () => {
    const { app, ack, arrives, clock } = appUnderTest();
    app.event("app_mention", () => new Promise(() => {}));
    void arrives("app_mention");
    await clock.advance(1_500);
    expect(ack).toHaveBeenCalledOnce();
  });

  it("acknowledges what a middleware keeps from its listener, and other events as Bolt does", async () => {
    const { app, ack, arrives } = appUnderTest();
    app.use(async () => {});
    await arrives("app_mention");
    await arrives("team_join");
    expect(ack).toHaveBeenCalledTimes(2);
  });

  it("logs an acknowledgement that does not reach Slack, and goes on", async () => {
    const { app, arrives, kept, warnings } = appUnderTest();
    app.event("app_mention", async ({ body }) => kept(body));
    await arrives("app_mention", { ack: async () => Promise.reject(new Error("the socket is closed")) });
    expect(warnings).toEqual([expect.stringContaining("will send it again")]);
  });
});

describe("what Slack was told has arrived", () => {
  it.each(["socket", "http"] as const)("is in the journal by then, over %s", async (transport) => {
    const folder = await temporaryFolder();
    const { slack } = await botInSlack({ transport, folder });
    const asked = await slack.user("ana").says("#general", "<@bot> who owns payments-db");
    expect(await readFile(join(folder, "journal.jsonl"), "utf8")).toContain(asked.ts);
  });

  it("is in the journal by then in somebody's own app", async () => {
    const folder = await temporaryFolder();
    const slack = await fakeSlack({ rateLimits: "off" });
    const catalog = await openCatalog({ providers: [] });
    const { botToken: token, appToken, apiUrl } = slack;
    const app = new App({ token, appToken, socketMode: true, clientOptions: { slackApiUrl: apiUrl } });
    const bot = await slackBot({ catalog, app, folder });
    await app.start();
    const asked = await slack.user("ana").says("#general", "<@bot> help");
    expect(await readFile(join(folder, "journal.jsonl"), "utf8")).toContain(asked.ts);
    await app.stop();
    await bot.close();
    await catalog.close();
    await slack.close();
  });
});

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "callboard-ack-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
