import { describe, expect, it } from "vitest";
import type { FakeSlack, PostedMessage } from "../../src/testing/index.ts";
import { botInSlack, DESCRIPTORS } from "../bot-in-slack.ts";

async function incident(slack: FakeSlack, question = "<@bot> what breaks if payments-db is down?") {
  const asked = await slack.user("ana").says("#inc-42", question);
  return { asked, answer: await slack.nextMessage({ thread: asked }) };
}

function buttonLike(message: PostedMessage, start: string): string {
  const found = message.buttons.find((label) => label.startsWith(start));
  if (!found) throw new Error(`There is no button "${start}…" among ${message.buttons.join(", ")}.`);
  return found;
}

describe("buttons under a blast radius", () => {
  it("answers another question about the same root in the thread, which goes on being about it", async () => {
    const { slack } = await botInSlack();
    const { asked, answer } = await incident(slack);
    const ben = slack.user("ben");
    await ben.clicks(answer, "Why?");
    expect((await slack.nextMessage({ thread: asked })).readable).toMatch(/needs/);
    await ben.clicks(answer, "Runbook");
    expect((await slack.nextMessage({ thread: asked })).readable).toContain("payments-db");
    await ben.clicks(answer, "Common cause");
    expect((await slack.nextMessage({ thread: asked })).readable).toContain("payments-db");
  });

  it("puts the answer for another mode in the place of the first", async () => {
    const { slack } = await botInSlack();
    const { answer } = await incident(slack);
    await slack.user("ben").selects(answer, "What is wrong?", "read-only");
    const changed = await slack.nextUpdate(answer);
    expect(changed.readable).toContain("read-only");
    await slack.user("ben").selects(answer, "What is wrong?", "slow");
    expect((await slack.nextUpdate(answer)).readable).toContain("slow");
  });

  it("narrows to an environment, and back", async () => {
    const { slack } = await botInSlack({ environments: ["prod", "staging"] });
    const { answer } = await incident(slack);
    await slack.user("ben").selects(answer, "Environment", "in staging");
    expect((await slack.nextUpdate(answer)).readable).toContain("staging");
    await slack.user("ben").selects(answer, "Environment", "anywhere");
    expect((await slack.nextUpdate(answer)).readable).not.toContain("in staging");
  });

  it("uploads a picture into the thread", async () => {
    const { slack } = await botInSlack();
    const { asked, answer } = await incident(slack);
    await slack.user("ben").clicks(answer, "Picture");
    const { files } = await slack.nextMessage({ thread: asked });
    const content = slack.file(String(files[0]?.id)).content;
    expect(
      Buffer.from(content ?? [])
        .subarray(1, 4)
        .toString(),
    ).toBe("PNG");
  });

  it("S35: uploads the whole list as CSV where more fails than an answer names", async () => {
    const consumers = Array.from(
      { length: 30 },
      (_, index) => `---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: consumer-${index} }
spec: { type: service, lifecycle: production, owner: payments, dependsOn: ["resource:payments-db"] }
`,
    );
    const { slack } = await botInSlack({ descriptors: `${DESCRIPTORS.trimEnd()}\n${consumers.join("")}` });
    const { asked, answer } = await incident(slack);
    await slack.user("ben").clicks(answer, "Whole list");
    const { files } = await slack.nextMessage({ thread: asked });
    const lines = Buffer.from(slack.file(String(files[0]?.id)).content ?? [])
      .toString()
      .split("\r\n");
    expect(lines[0]).toBe("ref,effect,distance,tier,owners,evidence,because");
    expect(lines.filter((line) => line.startsWith("component:default/consumer-"))).toHaveLength(30);
  });

  it("says where the edges are written to the one who doubts them", async () => {
    const { slack } = await botInSlack();
    const { answer } = await incident(slack);
    const ben = slack.user("ben");
    await ben.clicks(answer, "Wrong edge?");
    const where = await slack.nextMessage({ isEphemeral: true });
    expect(where.ephemeralTo).toBe(ben.id);
    expect(where.readable).toContain("catalog-info.yaml");
  });

  it("says so when what a button is about has left the catalog", async () => {
    const { slack, describe: read } = await botInSlack();
    const { answer } = await incident(slack);
    const withoutDatabase = DESCRIPTORS.split("---").filter((document) => !document.includes("name: payments-db,"));
    await read(withoutDatabase.join("---"));
    await slack.user("ben").clicks(answer, "Why?");
    expect((await slack.nextMessage({ isEphemeral: true })).readable).toContain("no longer in the catalog");
  });
});

describe("page", () => {
  it("S43: calls the owner's group once, in the name of whoever confirmed first", async () => {
    const { slack } = await botInSlack({ slack: { usergroups: [{ handle: "payments", id: "S0PAYMENTS" }] } });
    const { asked, answer } = await incident(slack);
    const button = buttonLike(answer, "Page");
    expect(slack.mentions()).toEqual([]);
    await slack.user("ben").clicks(answer, button);
    const call = await slack.nextMessage({ thread: asked });
    expect(call.text + JSON.stringify(call.blocks)).toContain("<!subteam^S0PAYMENTS>");
    await slack.user("ana").clicks(answer, button);
    expect((await slack.nextMessage({ isEphemeral: true })).readable).toContain("was called from here already");
    await slack.advance(11 * 60_000);
    await slack.user("ana").clicks(answer, button);
    expect((await slack.nextMessage({ thread: asked })).readable).toContain("S0PAYMENTS");
  });

  it("S42: is not for guests", async () => {
    const { slack } = await botInSlack();
    const { answer } = await incident(slack);
    await slack.user("gus").clicks(answer, buttonLike(answer, "Page"));
    expect((await slack.nextMessage({ isEphemeral: true })).readable).toContain("Guests");
    expect(slack.mentions()).toEqual([]);
  });
});

describe("notices to teams", () => {
  const descriptors = `
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: web, annotations: { slack.com/usergroup-id: S0WEB, slack.com/channel-id: C0WEB } }
spec: { type: team, children: [] }
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: lone }
spec: { type: team, children: [] }
---
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata: { name: payments-db }
spec: { type: database, owner: lone }
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: checkout-web }
spec: { type: website, lifecycle: production, owner: web, dependsOn: ["resource:payments-db"] }
`;
  const channels = [{ name: "inc-42" }, { name: "web-oncall", id: "C0WEB" }];

  it("S43: are shown first, and posted once to each channel whose entities break, after one confirmation", async () => {
    const { slack } = await botInSlack({ descriptors, slack: { channels } });
    const { answer } = await incident(slack);
    const ben = slack.user("ben");
    await ben.clicks(answer, buttonLike(answer, "Notify"));
    const preview = await slack.nextMessage({ isEphemeral: true });
    expect(preview.readable).toContain("checkout-web");
    expect(slack.mentions()).toEqual([]);
    const send = buttonLike(preview, "Post in");
    await ben.clicks(preview, send);
    const notice = await slack.nextMessage({ channel: "#web-oncall" });
    expect(JSON.stringify(notice.blocks)).toContain("<!subteam^S0WEB>");
    await slack.idle();
    await slack.user("ben").clicks(answer, buttonLike(answer, "Notify"));
    expect((await slack.nextMessage({ isEphemeral: true })).readable).toContain("Nobody to tell");
    expect(slack.messages("#web-oncall")).toHaveLength(1);
  });

  it("S43: cannot be sent after ten minutes", async () => {
    const { slack } = await botInSlack({ descriptors, slack: { channels } });
    const { answer } = await incident(slack);
    const ben = slack.user("ben");
    await ben.clicks(answer, buttonLike(answer, "Notify"));
    const preview = await slack.nextMessage({ isEphemeral: true });
    await slack.advance(11 * 60_000);
    await ben.clicks(preview, buttonLike(preview, "Post in"));
    expect((await slack.nextMessage({ isEphemeral: true })).readable).toContain("no longer good");
    expect(slack.messages("#web-oncall")).toEqual([]);
  });
});
