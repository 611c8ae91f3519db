import { describe, expect, it, vi } from "vitest";
import type { FakeSlack } from "../../src/testing/index.ts";
import { botInSlack } from "../bot-in-slack.ts";

describe("a bot while Slack takes no messages", () => {
  it("R11: posts everything in the order of its thread, and nothing before Retry-After has passed", async () => {
    const { slack } = await botInSlack();
    const ana = slack.user("ana");
    const asked = await ana.says("#inc-42", "<@bot> who owns payments-db");
    await slack.nextMessage({ thread: asked });

    slack.fail({ method: "chat.postMessage", times: 3, does: { kind: "rate-limit", retryAfterSeconds: 60 } });
    const limitedAt = slack.clock.now();
    await ana.says("#inc-42", "<@bot> what depends on payments-db?", { thread: asked });
    await ana.says("#inc-42", "<@bot> who owns checkout-web?", { thread: asked });
    for (let round = 0; round < 3; round += 1) {
      await untilItWaits(slack);
      expect(slack.messages("#inc-42").filter(({ user }) => user === slack.bot.id)).toHaveLength(1);
      await slack.advance(60_000);
    }
    const first = await slack.nextMessage({ thread: asked });
    const second = await slack.nextMessage({ thread: asked });
    expect(first.readable).toContain("payment-service");
    expect(second.readable).toContain("Web");
    const posts = slack.requests("chat.postMessage").slice(1);
    expect(Math.min(...posts.map(({ atMs }) => atMs))).toBeGreaterThanOrEqual(limitedAt + 180_000);
  });

  it("R11: says so when an answer comes more than fifteen minutes late", async () => {
    const { slack } = await botInSlack();
    slack.fail({ method: "chat.postMessage", times: 1, does: { kind: "rate-limit", retryAfterSeconds: 1_000 } });
    const asked = await slack.user("ana").says("#general", "<@bot> who owns payments-db");
    await untilItWaits(slack);
    await slack.advance(1_000_000);
    expect((await slack.nextMessage({ thread: asked })).readable).toContain("17 minutes late");
  });

  it("posts once though the answer of Slack was lost", async () => {
    const { slack } = await botInSlack();
    slack.fail({ method: "chat.postMessage", does: { kind: "lost-answer" } });
    const asked = await slack.user("ana").says("#general", "<@bot> who owns payments-db");
    await slack.nextMessage({ thread: asked });
    await untilItWaits(slack);
    await slack.advance(1_000);
    await vi.waitFor(() => expect(slack.requests("conversations.replies")).toHaveLength(1));
    await slack.idle();
    expect(slack.messages("#general").filter(({ user }) => user === slack.bot.id)).toHaveLength(1);
  });

  it.each([{ kind: "status", status: 503 }, { kind: "reset" }, { kind: "error", error: "internal_error" }] as const)(
    "tries again after $kind",
    async (does) => {
      const { slack } = await botInSlack();
      slack.fail({ method: "chat.postMessage", times: 3, does });
      const asked = await slack.user("ana").says("#general", "<@bot> who owns payments-db");
      for (let round = 0; round < 3; round += 1) {
        await untilItWaits(slack);
        await slack.advance(5_000);
      }
      expect((await slack.nextMessage({ thread: asked })).readable).toContain("Payments");
      await slack.idle();
      expect(slack.messages("#general").filter(({ user }) => user === slack.bot.id)).toHaveLength(1);
    },
  );

  it("logs what Slack refuses, with what to do, and goes on", async () => {
    const { slack, log } = await botInSlack();
    slack.fail({ method: "chat.postMessage", does: { kind: "error", error: "not_in_channel" } });
    const ana = slack.user("ana");
    await ana.says("#general", "<@bot> who owns payments-db");
    const refusal = "Slack refused chat.postMessage: not_in_channel. Invite the bot";
    await vi.waitFor(() => expect(log.join("\n")).toContain(refusal));
    const asked = await ana.says("#general", "<@bot> who owns payments-db");
    expect((await slack.nextMessage({ thread: asked })).readable).toContain("Payments");
  });

  it("keeps to one message a second in a channel when Slack insists on it", async () => {
    const { slack } = await botInSlack({ slack: { rateLimits: "strict", paceMs: 0 } });
    await slack.user("ana").says("#general", "<@bot> who owns payments-db");
    await slack.user("ben").says("#general", "<@bot> who owns checkout-web");
    const first = await slack.nextMessage({ channel: "#general" });
    await untilItWaits(slack);
    await slack.advance(1_000);
    const second = await slack.nextMessage({ channel: "#general" });
    expect(first.threadTs).not.toBe(second.threadTs);
  });
});

/** Waits until the bot lets time pass before it tries again: when nothing is under way, no timer but its own is left. */
async function untilItWaits(slack: FakeSlack): Promise<void> {
  const waits = async () => {
    await slack.idle(10);
    expect(slack.clock.timers).toBeGreaterThan(0);
  };
  await vi.waitFor(waits, { timeout: 10_000, interval: 5 });
}
