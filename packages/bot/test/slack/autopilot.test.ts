import { defineFacts, factReader } from "@callboard/facts";
import { describe, expect, it } from "vitest";
import { botInSlack, DESCRIPTORS } from "../bot-in-slack.ts";

const alert = (service: string) => `[FIRING:1] HighErrorRate ${service} (prod)`;

describe("createAutopilot", () => {
  it("joins a new incident channel and answers what its topic says", async () => {
    const { slack } = await botInSlack({ autopilot: true });
    const topic = "payments-db is read-only";
    const channel = await slack.addChannel({ name: "inc-77", hasBot: false, topic });
    await slack.event({ type: "channel_created", channel: { id: channel.id, name: channel.name, creator: "U1" } });
    const answer = await slack.nextMessage({ channel: "#inc-77" });
    expect(answer.readable).toContain("payments-db");
    expect(answer.readable).toContain("read-only");
  });

  it("answers what the name of the channel says", async () => {
    const { slack } = await botInSlack({ autopilot: true });
    const channel = await slack.addChannel({ name: "inc-78-payments-db", hasBot: false });
    await slack.event({ type: "channel_rename", channel: { id: channel.id, name: channel.name } });
    expect((await slack.nextMessage({ channel: channel.id })).readable).toContain("payments-db");
  });

  it("leaves other channels alone", async () => {
    const { slack } = await botInSlack({ autopilot: true });
    const channel = await slack.addChannel({ name: "lunch", hasBot: false });
    await slack.event({ type: "channel_created", channel: { id: channel.id, name: channel.name, creator: "U1" } });
    await slack.user("ana").says("#general", alert("payment-service"));
    await slack.idle();
    expect(slack.requests("conversations.join")).toEqual([]);
    expect(slack.requests("chat.postMessage")).toEqual([]);
  });

  it("answers an alert unasked, and edits that one message when another alert or a change of the catalog comes", async () => {
    const { slack, describe: read } = await botInSlack({ autopilot: true });
    const ana = slack.user("ana");
    await ana.says("#inc-42", "payment-service is down");
    const answer = await slack.nextMessage({ channel: "#inc-42" });
    expect(answer.readable).toContain("checkout-web");
    await ana.says("#inc-42", "I restart it now, checkout-web is down too I guess");
    await slack.idle();
    expect(slack.messages("#inc-42").filter(({ user }) => user === slack.bot.id)).toHaveLength(1);

    await read(`${DESCRIPTORS}---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: refunds-web, annotations: { callboard.dev/tier: "1" } }
spec: { type: website, lifecycle: production, owner: web, dependsOn: ["component:payment-service"] }
`);
    await slack.advance(3_000);
    expect((await slack.nextUpdate(answer)).readable).toContain("refunds-web");
  });

  it("leads with common causes once several things fail", async () => {
    const { slack } = await botInSlack({ autopilot: true });
    const event = (text: string, ts: string) => ({
      type: "message",
      subtype: "bot_message",
      bot_id: "B0MONITOR",
      channel: slack.channel("#inc-42").id,
      channel_type: "channel",
      text,
      ts,
      event_ts: ts,
    });
    await slack.event(event(alert("payment-service"), "1.000001"));
    const answer = await slack.nextMessage({ channel: "#inc-42" });
    await slack.event(event(alert("checkout-web"), "1.000002"));
    const changed = await slack.nextUpdate(answer);
    expect(changed.text).toMatch(/^payment-service .*would explain both/);
  });

  it("answers at once, and adds what live sources say to that message", async () => {
    const facts = factReader({
      sources: [
        defineFacts({
          id: "pager",
          kinds: ["resource"],
          types: ["on-call"],
          read: async () => [{ type: "on-call", text: "Ana is on call", at: "2026-01-01T00:00:00Z" }],
        }),
      ],
    });
    const { slack } = await botInSlack({ autopilot: true, facts });
    await slack.user("ben").says("#inc-42", "payments-db is read-only");
    const answer = await slack.nextMessage({ channel: "#inc-42" });
    expect(answer.readable).not.toContain("Ana is on call");
    expect((await slack.nextUpdate(answer)).readable).toContain("Ana is on call");
    facts.close();
  });
});
