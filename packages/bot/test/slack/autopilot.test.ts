import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineFacts, factReader } from "@callboard/facts";
import { describe, expect, it, onTestFinished } from "vitest";
import { startSlackBot } from "../../src/index.ts";
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

  it("reads alerts whose text is in an attachment", async () => {
    const { slack } = await botInSlack({ autopilot: true });
    const { id: channel } = slack.channel("#inc-42");
    const attachments = [{ fallback: "alert", title: alert("payment-service"), text: "error rate 12 %" }];
    const base = { type: "message", subtype: "bot_message", bot_id: "B0MONITOR", channel, channel_type: "channel" };
    await slack.event({ ...base, text: "", attachments, ts: "1.000001", event_ts: "1.000001" });
    expect((await slack.nextMessage({ channel: "#inc-42" })).readable).toContain("payment-service");
  });

  it("keeps to a mode that somebody chose when the catalog changes", async () => {
    const { slack, describe: read } = await botInSlack({ autopilot: true });
    await slack.user("ana").says("#inc-42", "payments-db is read-only");
    const answer = await slack.nextMessage({ channel: "#inc-42" });
    await slack.user("ben").selects(answer, "What is wrong?", "slow");
    expect((await slack.nextUpdate(answer)).readable).toContain("is slow");
    await read(DESCRIPTORS.replaceAll("checkout-web", "shop-web"));
    await slack.advance(3_000);
    const changed = await slack.nextUpdate(answer);
    expect(changed.readable).toContain("is slow");
    expect(changed.readable).toContain("shop-web");
  });

  it("edits once when the catalog changes, with the live facts in it, and not at all when it says the same", async () => {
    const { slack, describe: read } = await botInSlack({ autopilot: true, facts: onCall() });
    await slack.user("ben").says("#inc-42", "payments-db is read-only");
    const answer = await slack.nextMessage({ channel: "#inc-42" });
    await slack.nextUpdate(answer);
    await read(DESCRIPTORS.replace("metadata: { name: ana }", "metadata: { name: ana, labels: { floor: two } }"));
    await slack.advance(3_000);
    await read(DESCRIPTORS.replaceAll("checkout-web", "shop-web"));
    await slack.advance(3_000);
    const changed = await slack.nextUpdate(answer);
    expect(changed.readable).toContain("shop-web");
    expect(changed.readable).toContain("Ana is on call");
    await slack.idle();
    expect(slack.requests("chat.update")).toHaveLength(2);
  });

  it("says the same after a restart without an edit, and what has changed since with one", async () => {
    const folder = await mkdtemp(join(tmpdir(), "callboard-autopilot-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const { slack, bot, catalog } = await botInSlack({ autopilot: true, folder });
    await slack.user("ana").says("#inc-42", "payments-db is read-only");
    const answer = await slack.nextMessage({ channel: "#inc-42" });
    await slack.idle();
    await bot.stop();
    const { botToken: token, appToken, apiUrl, clock } = slack;
    const again = await startSlackBot({ catalog, token, appToken, apiUrl, clock, folder, autopilot: true });
    await slack.idle();
    expect(slack.requests("chat.update")).toEqual([]);
    await slack.user("ana").selects(answer, "What is wrong?", "down");
    expect((await slack.nextUpdate(answer)).readable).toContain("is down");
    await again.stop();
  });

  it("calls and tells the owner of a common cause first", async () => {
    const groups = ["identity", "shop", "orders"].map(
      (name) => `apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: ${name}, annotations: { slack.com/usergroup-id: S0${name.toUpperCase()}, slack.com/channel-id: C0${name.toUpperCase()} } }
spec: { type: team, children: [] }
---
`,
    );
    const component = (name: string, owner: string, needs: string) => `apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: ${name} }
spec: { type: service, lifecycle: production, owner: ${owner}, dependsOn: [${needs}] }
---
`;
    const descriptors = [
      ...groups,
      component("token-service", "identity", ""),
      component("shop-web", "shop", '"component:token-service"'),
      component("order-api", "orders", '"component:token-service"'),
      component("order-mail", "orders", '"component:order-api"'),
    ].join("");
    const channels = [
      { name: "inc-42" },
      ...["IDENTITY", "SHOP", "ORDERS"].map((name) => ({ name: name.toLowerCase(), id: `C0${name}` })),
    ];
    const { slack } = await botInSlack({ autopilot: true, descriptors, slack: { channels } });
    await slack.user("ana").says("#inc-42", "shop-web and order-api are down");
    const answer = await slack.nextMessage({ channel: "#inc-42" });
    const lines = answer.readable;
    expect(lines.indexOf("Call first:")).toBeGreaterThan(lines.indexOf("would explain both"));
    expect(lines.indexOf("Call first:")).toBeLessThan(lines.indexOf("Then:"));
    expect(lines).not.toContain("Call now:");
    const ben = slack.user("ben");
    await ben.clicks(answer, "Page identity");
    const call = await slack.nextMessage({ thread: answer });
    expect(call.readable).toContain(
      "<!subteam^S0IDENTITY>: shop-web, order-api are down, which token-service would explain.",
    );
    await ben.clicks(answer, answer.buttons.find((label) => label.startsWith("Notify")) ?? "");
    const preview = await slack.nextMessage({ isEphemeral: true });
    expect(preview.readable).toMatch(/C0IDENTITY.*: token-service, which would explain it[\s\S]*C0ORDERS/);
    await ben.clicks(preview, preview.buttons.find((label) => label.startsWith("Post in")) ?? "");
    const notice = await slack.nextMessage({ channel: "#identity" });
    expect(notice.readable).toContain("token-service of yours would explain it.");
  });
});

function onCall() {
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
  onTestFinished(() => facts.close());
  return facts;
}
