import { describe, expect, it, vi } from "vitest";
import { botInSlack, DESCRIPTORS } from "../bot-in-slack.ts";

const catalogUrl = "https://catalog.example.com";

describe("the shortcut on a message", () => {
  it("tells the one who asks who owns what the message names", async () => {
    const { slack } = await botInSlack();
    const said = await slack.user("ben").says("#general", "the deploy of payment-service looks odd, anybody?");
    await slack.user("ana").uses("callboard_who_owns", said);
    const whisper = await slack.nextMessage({ isEphemeral: true });
    expect(whisper.readable).toContain("Payments");
  });

  it("says so when the message names nothing that the catalog knows", async () => {
    const { slack } = await botInSlack();
    const said = await slack.user("ben").says("#general", "lunch?");
    await slack.user("ana").uses("callboard_who_owns", said);
    expect((await slack.nextMessage({ isEphemeral: true })).readable).toContain("found nothing");
  });
});

describe("unfurl", () => {
  it("shows below a message what a link to the catalog leads to", async () => {
    const { slack } = await botInSlack({ catalogUrl });
    const url = `${catalogUrl}/catalog/default/component/payment-service`;
    await slack.user("ben").says("#general", `look: <${url}> and <${catalogUrl}/docs>`);
    await vi.waitFor(() => expect(slack.requests("chat.unfurl")).toHaveLength(1));
    const [shown] = slack.requests("chat.unfurl");
    expect(Object.keys(shown?.payload.unfurls ?? {})).toEqual([url]);
    expect(JSON.stringify(shown?.payload)).toContain("Payments");
  });

  it("S42: shows nothing in a channel that other companies are in, nor to strangers", async () => {
    const { slack } = await botInSlack({ catalogUrl });
    const url = `${catalogUrl}/catalog/default/component/payment-service`;
    await slack.user("ben").says("#partners", `<${url}>`);
    await slack.user("sky").says("#partners", `<${url}>`);
    await slack.idle();
    expect(slack.requests("chat.unfurl")).toEqual([]);
  });
});

describe("the Home tab", () => {
  it("shows what is theirs, what is wrong with it, and what they asked last", async () => {
    const broken = `${DESCRIPTORS}---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: refunds }
spec: { type: service, lifecycle: production, owner: payments, dependsOn: ["component:nowhere"] }
`;
    const { slack } = await botInSlack({ descriptors: broken });
    const ana = slack.user("ana");
    await ana.runs("/catalog who owns checkout-web");
    await slack.nextMessage();
    await ana.opensHome();
    const view = await slack.nextView("ana");
    const shown = JSON.stringify(view.content);
    expect(shown).toContain("payment-service");
    expect(shown).toContain("nowhere");
    expect(shown).toContain("who owns checkout-web");
  });

  it("looks an entity up that is picked from the menu, in a modal", async () => {
    const { slack } = await botInSlack();
    const ana = slack.user("ana");
    await ana.opensHome();
    const home = await slack.nextView("ana");
    const offered = await ana.searches(home, "Look up a service, a team, a database …", "paym");
    expect(offered.map(({ text }) => text)).toContain("payment-service");
    await ana.selects(home, "Look up a service, a team, a database …", {
      text: "payment-service",
      value: "component:default/payment-service",
    });
    expect(JSON.stringify((await slack.nextView("ana")).content)).toContain("Looking it up");
    expect(JSON.stringify((await slack.nextView("ana")).content)).toContain("payment-service");
  });

  it("S42: shows and offers strangers nothing", async () => {
    const { slack } = await botInSlack();
    await slack.user("sky").opensHome();
    await slack.idle();
    expect(slack.requests("views.publish")).toEqual([]);
  });
});
