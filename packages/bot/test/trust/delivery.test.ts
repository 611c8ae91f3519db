import { describe, expect, it } from "vitest";
import { botInSlack, DESCRIPTORS } from "../bot-in-slack.ts";

describe("what Slack sends", () => {
  it("S25, S26: is refused without a good signature, or with a time that is six minutes off", async () => {
    const { slack } = await botInSlack({ transport: "http" });
    for (const forgery of FORGERIES) {
      const statuses = await slack.forge(forgery);
      expect(statuses.length, forgery).toBeGreaterThan(0);
      expect(new Set(statuses), forgery).toEqual(new Set([401]));
    }
    expect(slack.requests("chat.postMessage")).toEqual([]);
  });

  it("S26: is answered once when it is replayed with its good signature", async () => {
    const { slack } = await botInSlack({ transport: "http" });
    const { id: channel } = slack.channel("#general");
    const { id: user } = slack.user("ana");
    const said = await slack.user("ana").says("#general", "hello");
    const text = `<@${slack.bot.id}> who owns payments-db`;
    await slack.forge("replay", { type: "app_mention", user, text, channel, ts: said.ts, event_ts: said.ts });
    await slack.idle();
    expect(slack.requests("chat.postMessage")).toHaveLength(1);
  });

  it.each(["socket", "http"] as const)(
    "R10: is answered once over %s though it comes four times",
    async (transport) => {
      const { slack } = await botInSlack({ transport });
      slack.repeatEvents(4);
      const asked = await slack.user("ana").says("#general", "<@bot> who owns payments-db");
      await slack.nextMessage({ thread: asked });
      await slack.idle();
      expect(slack.deliveries.every(({ attempts }) => attempts.length === 4)).toBe(true);
      expect(slack.requests("chat.postMessage")).toHaveLength(1);
    },
  );

  it("R10: is acknowledged at once while the catalog is being read", async () => {
    const services = Array.from(
      { length: 1_500 },
      (_, index) => `---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: service-${index} }
spec: { type: service, lifecycle: production, owner: payments, dependsOn: ["component:service-${index - 1}"] }
`,
    ).join("");
    const { slack, describe: read } = await botInSlack();
    const reading = read(DESCRIPTORS + services);
    const ana = slack.user("ana");
    for (let count = 0; count < 10; count += 1) await ana.says("#general", "<@bot> who owns payments-db");
    await reading;
    await slack.idle();
    const attempts = slack.deliveries.flatMap((delivery) => delivery.attempts);
    expect(attempts.every(({ outcome }) => outcome === "acknowledged")).toBe(true);
    expect(Math.max(...attempts.map(({ ackMs }) => ackMs ?? Infinity))).toBeLessThan(2_500);
    expect(slack.requests("chat.postMessage")).toHaveLength(10);
  });
});

const FORGERIES = [
  "wrong-secret",
  "changed-body",
  "no-signature",
  "no-timestamp",
  "uppercase-version",
  "two-signatures",
  "stale",
  "future",
] as const;
