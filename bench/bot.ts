import { strict as assert } from "node:assert";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { slackManifest } from "@callboard/bot";
import { type FakeSlack, fakeSlack } from "@callboard/bot/testing";
import type { Benchmark, Measurement } from "./benchmark.ts";
import { type StartedBot, startedBot } from "./bot/started-bot.ts";
import { type PlannedService, planCatalog } from "./generator/plan-catalog.ts";
import { type Random, seededRandom } from "./generator/random.ts";

/** Somebody asks this often, whether or not the question before was answered: as often as Slack takes answers there. */
const EVERY_MS = 250;
const CHANNELS = ["#general", "#inc-42", "#secret", "#random"];
/** Files are read again until so many have been asked; each is two events, so that there is a p99. */
const QUESTIONS = 60;
const ANSWER_WITHIN_MS = 60_000;

/**
 * A bot that is asked over real sockets while it reads its whole catalog anew: how long until it acknowledges an event,
 * and until its answer is there. Slack and the people in it are another process than the bot.
 */
export const bot: Benchmark = {
  name: "bot",
  async measure({ services, seed, folder: files }) {
    const folder = await mkdtemp(join(tmpdir(), "callboard-bench-bot-"));
    const { oauth_config, settings } = slackManifest({ transport: "socket" });
    const slack = await fakeSlack({
      rateLimits: "off",
      paceMs: 1,
      channels: CHANNELS.map((name) => ({ name: name.slice(1) })),
      timeoutMs: ANSWER_WITHIN_MS,
      scopes: oauth_config.scopes.bot,
      events: settings.event_subscriptions.bot_events,
    });
    let running: StartedBot | undefined;
    try {
      const { apiUrl, botToken: token, appToken } = slack;
      running = await startedBot({ files, folder, apiUrl, token, appToken });
      const people = { slack, plan: planCatalog({ services, seed }).services, random: seededRandom(seed) };
      const unchanged = await whileReading(running, "read-again", people);
      const changed = await whileReading(running, "read-changed", people);
      await running.stop();
      return [
        ...figures("while every file is read again", unchanged),
        ...figures("while every service changes", changed),
      ];
    } finally {
      running?.kill();
      await slack.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

interface Asking {
  readonly slack: FakeSlack;
  readonly plan: readonly PlannedService[];
  readonly random: Random;
}

interface Waits {
  readonly acknowledged: readonly number[];
  readonly answered: readonly number[];
}

async function whileReading(running: StartedBot, order: "read-again" | "read-changed", asking: Asking): Promise<Waits> {
  const { slack } = asking;
  await answerTo(asking); // whatever is made at the first question is there
  const before = slack.deliveries.length;
  const answers: Promise<number>[] = [];
  const timer = setInterval(() => answers.push(answerTo(asking)), EVERY_MS);
  try {
    while (answers.length < QUESTIONS) {
      const { tookMs, changed } = await running.read(order);
      console.error(`  ${order}: ${changed} changed in ${Math.round(tookMs)} ms`);
      assert.equal(changed > 0, order === "read-changed", "what a read changes");
    }
  } finally {
    clearInterval(timer);
  }
  const answered = await Promise.all(answers);
  const attempts = slack.deliveries.slice(before).flatMap((delivery) => delivery.attempts);
  const acknowledged = attempts.map(({ ackMs }) => ackMs ?? Number.POSITIVE_INFINITY);
  return { acknowledged, answered };
}

/** Milliseconds from a question until its answer. @throws when it is not the right one, or comes twice */
async function answerTo({ slack, plan, random }: Asking): Promise<number> {
  const { name, owner } = random.pick(plan);
  const before = performance.now();
  const asked = await slack.user("ana").says(random.pick(CHANNELS), `<@bot> who owns ${name}`);
  const answer = await slack.nextMessage({ thread: asked });
  const tookMs = performance.now() - before;
  assert.ok(
    answer.readable.includes(owner.replaceAll("-", " ")) || answer.readable.includes(owner),
    `${name} is of ${owner}: ${answer.readable}`,
  );
  return tookMs;
}

function figures(occasion: string, { acknowledged, answered }: Waits): readonly Measurement[] {
  const checked = "every question is answered, with the planned owner";
  return [
    {
      work: `bot: acknowledge an event ${occasion}`,
      unit: "ms",
      samples: acknowledged,
      checked,
      target: { statistic: "p99", limit: 500 },
    },
    { work: "… until the answer is posted", unit: "ms", samples: answered, checked },
  ];
}
