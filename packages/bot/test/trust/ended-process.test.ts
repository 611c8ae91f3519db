import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it, vi } from "vitest";
import { slackManifest } from "../../src/index.ts";
import { type FakeSlack, fakeSlack } from "../../src/testing/index.ts";

const PROGRAM = fileURLToPath(new URL("./bot-process.ts", import.meta.url));
const QUESTION = "<@bot> who owns payments-db";

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

describe("a bot whose process ends", { timeout: 90_000 }, () => {
  it("R10: answers once after kill -9 between keeping an event and acknowledging it", async () => {
    const { slack, folder } = await start();
    const first = await startBot(slack, folder, "mute");
    const asking = slack.user("ana").says("#general", QUESTION);
    await first.acknowledging();
    await first.end("SIGKILL");
    expect(await journalIn(folder)).toContain('"type":"message"');
    const second = await startBot(slack, folder);
    // Slack sends again what was not acknowledged.
    await slack.advance(61_000);
    expect((await slack.nextMessage({ thread: await asking })).readable).toContain("payments");
    await slack.idle();
    expect(answersIn(slack)).toHaveLength(1);
    await second.end("SIGTERM");
  });

  it("R10: answers once after kill -9 between acknowledging an event and the reply", async () => {
    const { slack, folder } = await start();
    const first = await startBot(slack, folder);
    slack.fail({ method: "users.info", does: { kind: "delay", delayMs: 5_000 } });
    const asked = await slack.user("ana").says("#general", QUESTION);
    await first.end("SIGKILL");
    slack.recover();
    const second = await startBot(slack, folder);
    expect((await slack.nextMessage({ thread: asked })).readable).toContain("payments");
    await second.end("SIGTERM");
    expect(answersIn(slack)).toHaveLength(1);
  });

  it("tells who typed a command that was under way at kill -9, and keeps nothing of what was typed", async () => {
    const { slack, folder } = await start();
    const first = await startBot(slack, folder);
    slack.fail({ method: "users.info", does: { kind: "delay", delayMs: 5_000 } });
    const ana = slack.user("ana");
    await ana.runs("/catalog who owns payments-db", { channel: "#general" });
    await first.end("SIGKILL");
    expect(await journalIn(folder)).not.toContain("who owns");
    slack.recover();
    const second = await startBot(slack, folder);
    const told = await slack.nextMessage({ isEphemeral: true });
    expect(told).toMatchObject({ ephemeralTo: ana.id, readable: expect.stringContaining("I was restarted") });
    await second.end("SIGTERM");
  });

  it.each([
    ["took", { kind: "delay", delayMs: 5_000 }],
    ["never got", { kind: "reset" }],
  ] as const)("S43: pages once after kill -9 during a page that Slack %s", async (_, does) => {
    const { slack, folder } = await start();
    const first = await startBot(slack, folder);
    const ana = slack.user("ana");
    const asked = await ana.says("#general", "<@bot> what breaks if payments-db is down");
    const answer = await slack.nextMessage({ thread: asked });
    slack.fail({ method: "chat.postMessage", times: 1_000, does });
    await ana.clicks(answer, "Page payments");
    await first.posting(2);
    if (does.kind === "delay") await vi.waitFor(() => expect(slack.clock.timers).toBe(1), WAITING);
    await first.end("SIGKILL");
    slack.recover();
    await slack.advance(5_000);
    const second = await startBot(slack, folder);
    expect((await slack.nextMessage({ thread: asked })).readable).toContain("<!subteam^S0PAYMENTS>");
    await vi.waitFor(async () => expect(await journalIn(folder)).toMatch(/"handled:act [^\n]*"value":true/), WAITING);
    expect(answersIn(slack)).toHaveLength(2);
    await slack.user("ben").clicks(answer, "Page payments");
    expect((await slack.nextMessage({ isEphemeral: true })).readable).toContain("was called from here already");
    await second.end("SIGTERM");
  });

  it("answers once on autopilot after kill -9 while it looked at a report", async () => {
    const { slack, folder } = await start();
    const first = await startBot(slack, folder);
    slack.fail({ method: "conversations.info", does: { kind: "delay", delayMs: 5_000 } });
    await slack.user("ana").says("#inc-42", "payments-db is read-only");
    await first.end("SIGKILL");
    slack.recover();
    const second = await startBot(slack, folder);
    expect((await slack.nextMessage({ channel: "#inc-42" })).readable).toContain("payments-db");
    await second.end("SIGTERM");
    expect(answersIn(slack, "#inc-42")).toHaveLength(1);
  });

  it("answers once after kill -9 during a reply that Slack took", async () => {
    const { slack, folder } = await start();
    const first = await startBot(slack, folder);
    slack.fail({ method: "chat.postMessage", does: { kind: "delay", delayMs: 5_000 } });
    const asked = await slack.user("ana").says("#general", QUESTION);
    // Slack has the message, and answers in five seconds of its clock.
    await vi.waitFor(() => expect(slack.clock.timers).toBe(1), WAITING);
    await first.end("SIGKILL");
    await slack.advance(5_000);
    await slack.nextMessage({ thread: asked });
    const second = await startBot(slack, folder);
    await vi.waitFor(async () => expect(await journalIn(folder)).toMatch(/"value":true/), WAITING);
    expect(answersIn(slack)).toHaveLength(1);
    await second.end("SIGTERM");
  });

  it("answers once after kill -9 during a reply that never reached Slack", async () => {
    const { slack, folder } = await start();
    const first = await startBot(slack, folder);
    slack.fail({ method: "chat.postMessage", times: 1_000, does: { kind: "reset" } });
    const asked = await slack.user("ana").says("#general", QUESTION);
    await first.posting(1);
    await first.end("SIGKILL");
    slack.recover();
    const second = await startBot(slack, folder);
    expect((await slack.nextMessage({ thread: asked })).readable).toContain("payments");
    await second.end("SIGTERM");
    expect(answersIn(slack)).toHaveLength(1);
    expect(await journalIn(folder)).not.toContain("who owns");
  });

  it("R20: finishes what is under way on SIGTERM, and ends with 0", async () => {
    const { slack, folder } = await start();
    const bot = await startBot(slack, folder);
    slack.fail({ method: "chat.postMessage", times: 3, does: { kind: "delay", delayMs: 4_000 } });
    const ana = slack.user("ana");
    for (const channel of ["#general", "#inc-42", "#secret"]) await ana.says(channel, QUESTION);
    await vi.waitFor(() => expect(slack.clock.timers).toBe(3), WAITING);
    const asked = [...slack.deliveries];
    const ended = bot.end("SIGTERM");
    await slack.advance(4_000);
    expect(await ended).toBe(0);
    expect(["#general", "#inc-42", "#secret"].flatMap((channel) => answersIn(slack, channel))).toHaveLength(3);
    expect(asked.every(({ isAcknowledged }) => isAcknowledged)).toBe(true);
  });
});

/** Starting a process takes long where others are busy. */
const WAITING = { timeout: 30_000, interval: 20 };

async function start() {
  const folder = await mkdtemp(join(tmpdir(), "callboard-bot-"));
  closing.push(() => rm(folder, { recursive: true, force: true }));
  const { oauth_config, settings } = slackManifest({ transport: "socket", autopilot: true });
  const slack = await fakeSlack({
    scopes: oauth_config.scopes.bot,
    events: settings.event_subscriptions.bot_events,
    timeoutMs: 10_000,
    rateLimits: "off",
  });
  closing.push(() => slack.close());
  return { slack, folder };
}

async function startBot({ apiUrl, botToken, appToken, sockets }: FakeSlack, folder: string, ...flags: string[]) {
  const node = ["--conditions=@callboard/source", "--import", "tsx"];
  const child = spawn(process.execPath, [...node, PROGRAM, apiUrl, botToken, appToken, folder, ...flags], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  closing.push(async () => {
    child.kill("SIGKILL");
    await exited;
  });
  const lines: string[] = [];
  createInterface(child.stdout).on("line", (line) => lines.push(line));
  const printed = (line: string, times = 1) =>
    vi.waitFor(() => expect(lines.filter((each) => each === line)).toHaveLength(times), WAITING);
  await printed("ready");
  await sockets.connected();
  return {
    /** Resolves once it is about to acknowledge something. */
    acknowledging: () => vi.waitFor(() => expect(lines).toContain("acknowledging"), WAITING),
    /** Resolves once it has sent that many messages, whatever became of them. */
    posting: (times: number) => printed("posting", times),
    async end(signal: "SIGKILL" | "SIGTERM"): Promise<unknown> {
      child.kill(signal);
      const [code] = await exited;
      return code;
    },
  };
}

function answersIn(slack: FakeSlack, channel = "#general") {
  return slack.messages(channel).filter(({ user }) => user === slack.bot.id);
}

async function journalIn(folder: string): Promise<string> {
  return readFile(join(folder, "journal.jsonl"), "utf8");
}
