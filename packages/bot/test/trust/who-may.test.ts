import { describe, expect, it, vi } from "vitest";
import { botInSlack, DESCRIPTORS } from "../bot-in-slack.ts";

describe("defaultPolicy", () => {
  it("S42: answers guests, without anything to click", async () => {
    const { slack } = await botInSlack();
    await slack.user("gus").says("@bot", "what breaks if payments-db is down?");
    const answer = await slack.nextMessage();
    expect(answer.readable).toContain("payments-db");
    expect(answer.buttons).toEqual([]);
  });

  it("S42: says nothing to strangers, and tells members why it is silent in a shared channel", async () => {
    const { slack } = await botInSlack();
    await slack.user("sky").says("#partners", "<@bot> who owns payments-db");
    await slack.idle();
    expect(slack.requests("chat.postMessage")).toEqual([]);
    const ana = slack.user("ana");
    await ana.says("#partners", "<@bot> who owns payments-db");
    const whisper = await slack.nextMessage({ channel: "#partners" });
    expect(whisper).toMatchObject({ ephemeralTo: ana.id, readable: expect.stringContaining("other companies") });
    await slack.idle();
    expect(slack.requests("chat.postMessage")).toEqual([]);
  });

  it("S42: lets other bots talk", async () => {
    const { slack } = await botInSlack();
    const { id: channel } = slack.channel("#general");
    const text = `<@${slack.bot.id}> who owns payments-db`;
    const event = { channel, text, bot_id: "B0OTHER", user: "U0OTHER", ts: "1.000001", event_ts: "1.000001" };
    await slack.event({ type: "app_mention", ...event });
    await slack.event({ type: "message", channel_type: "channel", ...event });
    await slack.idle();
    expect(slack.requests("chat.postMessage")).toEqual([]);
  });

  it("gives way to a policy of one's own", async () => {
    const { slack } = await botInSlack({
      policy: ({ person }) =>
        person.user === "user:default/ana" ? { allowed: true } : { allowed: false, reason: "Only Ana may ask." },
    });
    await slack.user("ben").says("#general", "<@bot> who owns payments-db");
    expect((await slack.nextMessage({ isEphemeral: true })).readable).toBe("Only Ana may ask.");
    const asked = await slack.user("ana").says("#general", "<@bot> who owns payments-db");
    expect((await slack.nextMessage({ thread: asked })).readable).toContain("Payments");
  });
});

describe("createPeople", () => {
  it("knows people by slack.com/user-id before their address", async () => {
    const descriptors = `${DESCRIPTORS}---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: ben-b, annotations: { slack.com/user-id: U0BEN } }
spec: { memberOf: [web] }
`;
    const { slack } = await botInSlack({ descriptors, slack: { people: [{ name: "ben", id: "U0BEN" }] } });
    await slack.user("ben").says("@bot", "what do I own?");
    expect((await slack.nextMessage()).readable).toContain("checkout-web");
  });

  it("knows nobody for certain where two claim the same address", async () => {
    const descriptors = `${DESCRIPTORS}---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: ana-too }
spec: { memberOf: [web], profile: { email: ANA@example.com } }
`;
    const { slack } = await botInSlack({ descriptors });
    await slack.user("ana").says("@bot", "what do I own?");
    expect((await slack.nextMessage()).readable).toContain("I do not know who you are");
  });

  it("looks people up once in ten minutes", async () => {
    const { slack } = await botInSlack();
    const ana = slack.user("ana");
    for (const wait of [0, 60_000, 600_000]) {
      await slack.advance(wait);
      await ana.says("@bot", "who owns payments-db");
      await slack.nextMessage();
    }
    expect(slack.requests("users.info")).toHaveLength(2);
  });
});

describe("what is logged", () => {
  it("S36: holds no token, however it is written", async () => {
    const { slack, log } = await botInSlack();
    const { botToken, appToken } = slack;
    slack.fail({ method: "users.info", times: 2, does: { kind: "error", error: `token ${botToken} is odd` } });
    slack.fail({ method: "chat.postMessage", does: { kind: "error", error: `Bearer ${botToken}` } });
    for (let count = 1; count <= 3; count += 1) {
      await slack.user("ana").says("@bot", "who owns payments-db");
      await vi.waitFor(() => expect(log.filter((line) => line.includes("Slack refused"))).toHaveLength(count));
    }
    const text = log.join("\n");
    for (const secret of [botToken, appToken]) {
      const bytes = Buffer.from(secret);
      for (const form of [secret, encodeURIComponent(secret), bytes.toString("base64"), bytes.toString("hex")]) {
        expect(text).not.toContain(form);
      }
    }
  });
});
