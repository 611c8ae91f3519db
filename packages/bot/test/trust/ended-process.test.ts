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

describe("a bot whose process ends", () => {
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
    slack.fail({ method: "chat.postMessage", times: 3, does: { kind: "delay", delayMs: 1_000 } });
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

const WAITING = { timeout: 10_000, interval: 20 };

async function start() {
  const folder = await mkdtemp(join(tmpdir(), "callboard-bot-"));
  closing.push(() => rm(folder, { recursive: true, force: true }));
  const { oauth_config, settings } = slackManifest({ transport: "socket" });
  const slack = await fakeSlack({
    scopes: oauth_config.scopes.bot,
    events: settings.event_subscriptions.bot_events,
    timeoutMs: 10_000,
    rateLimits: "off",
  });
  closing.push(() => slack.close());
  return { slack, folder };
}

async function startBot({ apiUrl, botToken, appToken, sockets }: FakeSlack, folder: string) {
  const flags = ["--conditions=@callboard/source", "--import", "tsx"];
  const child = spawn(process.execPath, [...flags, PROGRAM, apiUrl, botToken, appToken, folder], {
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
