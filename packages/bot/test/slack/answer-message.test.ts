import { describe, expect, it } from "vitest";
import { botInSlack, DESCRIPTORS } from "../bot-in-slack.ts";

describe.each(["socket", "http"] as const)("a mention over %s", (transport) => {
  it("is answered in its thread, once, though it comes as two events", async () => {
    const { slack } = await botInSlack({ transport });
    const asked = await slack.user("ana").says("#general", "<@bot> who owns payments-db?");
    const reply = await slack.nextMessage({ thread: asked });
    expect(reply.readable).toContain("Payments");
    await slack.idle();
    expect(slack.requests("chat.postMessage")).toHaveLength(1);
    expect(slack.mentions()).toEqual([]);
  });
});

describe("answerMessage", () => {
  it("answers follow-ups in a thread without a mention, about what was asked before", async () => {
    const { slack } = await botInSlack();
    const ana = slack.user("ana");
    const asked = await ana.says("#inc-42", "<@bot> what breaks if payments-db is read-only?");
    expect((await slack.nextMessage({ thread: asked })).readable).toContain("payments-db");
    await ana.says("#inc-42", "who owns it?", { thread: asked });
    expect((await slack.nextMessage({ thread: asked })).readable).toContain("Payments");
  });

  it("says nothing to what people say to one another, in threads and outside", async () => {
    const { slack } = await botInSlack();
    const [ana, ben] = [slack.user("ana"), slack.user("ben")];
    const asked = await ana.says("#inc-42", "<@bot> who owns payments-db?");
    await slack.nextMessage({ thread: asked });
    await ben.says("#inc-42", "thanks, I'll call them", { thread: asked });
    await ben.says("#inc-42", "payments-db is slow again");
    await ben.says("#inc-42", "did anybody restart it?", { thread: await ben.says("#inc-42", "checkout-web?") });
    await slack.idle();
    expect(slack.requests("chat.postMessage")).toHaveLength(1);
  });

  it("answers direct messages where they stand, and remembers what they were about", async () => {
    const { slack } = await botInSlack();
    const ana = slack.user("ana");
    await ana.says("@bot", "who owns payment-service");
    expect(await slack.nextMessage()).toMatchObject({ threadTs: null, readable: expect.stringContaining("Payments") });
    await ana.says("@bot", "and what depends on it?");
    expect((await slack.nextMessage()).readable).toContain("checkout-web");
  });

  it("knows who asks by their address", async () => {
    const { slack } = await botInSlack();
    await slack.user("ana").says("@bot", "what do I own?");
    expect((await slack.nextMessage()).readable).toContain("payment-service");
    await slack.user("ben").says("@bot", "what do I own?");
    expect((await slack.nextMessage()).readable).toContain("I do not know who you are");
  });

  it("asks which one is meant, and answers what is chosen", async () => {
    const { slack } = await botInSlack();
    const ana = slack.user("ana");
    const asked = await ana.says("#general", "<@bot> who owns payment");
    const which = await slack.nextMessage({ thread: asked });
    expect(which.buttons.length).toBeGreaterThan(0);
    await ana.clicks(which, which.buttons[0] ?? "");
    expect((await slack.nextMessage({ thread: asked })).readable).toMatch(/Payments/);
  });

  it("S27: mentions nobody, whatever a descriptor or a question says", async () => {
    const { slack } = await botInSlack({
      descriptors: `
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: evil
  title: "<!channel> <@U123> <!subteam^S1>"
  description: "<https://evil.example|https://good.example> @here"
spec: { type: service, lifecycle: production, owner: "<!here>" }
`,
    });
    const ana = slack.user("ana");
    await ana.says("@bot", "who owns evil");
    await slack.nextMessage();
    await ana.says("@bot", "what is evil <!channel> <@U0000> <!here|here>");
    await slack.nextMessage();
    await ana.says("@bot", "who owns <!channel>-service");
    await slack.nextMessage();
    expect(slack.mentions()).toEqual([]);
  });

  it("tells what changed since it came, and since when it knows", async () => {
    const { slack, describe: read } = await botInSlack();
    await read(DESCRIPTORS.replace("name: checkout-web", "name: checkout-site"));
    await slack.user("ana").says("#general", "<@bot> what changed today?");
    const { readable } = await slack.nextMessage();
    expect(readable).toContain("checkout-site");
    expect(readable).not.toContain("payment-service was added");
  });

  it("lets edits, joins and deleted messages pass", async () => {
    const { slack } = await botInSlack();
    const ana = slack.user("ana");
    const said = await ana.says("#general", "hello");
    await ana.edits(said, "<@bot> who owns payments-db");
    await slack.idle();
    expect(slack.requests("chat.postMessage")).toEqual([]);
  });
});
