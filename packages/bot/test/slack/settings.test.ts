import { describe, expect, it } from "vitest";
import { botInSlack, DESCRIPTORS } from "../bot-in-slack.ts";

const ENVIRONMENTS = { environments: ["prod", "staging"], defaultEnvironment: "prod" };
const IN_STAGING = `${DESCRIPTORS}---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: staging-job, annotations: { callboard.dev/environments: staging } }
spec: { type: service, lifecycle: production, owner: web, dependsOn: ["resource:payments-db"] }
`;

describe("the default environment", () => {
  it("is meant where a question names none, and can be left by its menu", async () => {
    const { slack } = await botInSlack({ ...ENVIRONMENTS, descriptors: IN_STAGING });
    const ana = slack.user("ana");
    const asked = await ana.says("#general", "<@bot> what breaks if payments-db is down");
    const answer = await slack.nextMessage({ thread: asked });
    expect(answer.readable).toContain("is down in prod");
    expect(answer.readable).not.toContain("staging-job");
    await ana.selects(answer, "Environment", "anywhere");
    const everywhere = await slack.nextUpdate(answer);
    expect(everywhere.readable).toContain("staging-job");
    expect(everywhere.readable).not.toContain("in prod");
    await ana.selects(everywhere, "What is wrong?", "slow");
    expect((await slack.nextUpdate(answer)).readable).not.toContain("in prod");
  });

  it("is meant by Autopilot too, until somebody chooses another", async () => {
    const { slack } = await botInSlack({ ...ENVIRONMENTS, descriptors: IN_STAGING, autopilot: true });
    await slack.user("ana").says("#inc-42", "payments-db is read-only");
    const answer = await slack.nextMessage({ channel: "#inc-42" });
    expect(answer.readable).toContain("read-only in prod");
    await slack.user("ana").selects(answer, "Environment", "anywhere");
    expect((await slack.nextUpdate(answer)).readable).not.toContain("in prod");
  });
});

describe("a direct message among several people", () => {
  const channels = [{ name: "mpdm-ana--ben-1", kind: "mpim" }] as const;

  it("is answered where it mentions the bot, and follow-ups in the thread without", async () => {
    const { slack } = await botInSlack({ slack: { channels } });
    const ana = slack.user("ana");
    await ana.says("mpdm-ana--ben-1", "who owns payments-db");
    const asked = await ana.says("mpdm-ana--ben-1", "<@bot> who owns payments-db");
    expect((await slack.nextMessage({ thread: asked })).readable).toContain("Payments");
    await ana.says("mpdm-ana--ben-1", "what depends on it?", { thread: asked });
    expect((await slack.nextMessage({ thread: asked })).readable).toContain("payment-service");
    await slack.idle();
    expect(slack.requests("chat.postMessage")).toHaveLength(2);
  });
});
