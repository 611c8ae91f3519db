import { describe, expect, it } from "vitest";
import { shownIn, templatesInSlack, windowOf } from "./templates-in-slack.ts";

const SPEC = `
  parameters:
    title: What is it?
    properties:
      kind: { type: string, title: Kind, enum: [service, library] }
      name: { type: string, title: Name }
      uses: { type: array, title: Uses, items: { type: string }, "ui:field": MultiEntityPicker, "ui:options": { catalogFilter: { kind: Resource } } }
      repo: { type: string, title: Repository, "ui:field": RepoUrlPicker, "ui:options": { allowedHosts: [github.com], allowedOwners: [acme] } }
    allOf:
      - if: { properties: { kind: { const: service } }, required: [kind] }
        then: { properties: { port: { type: integer, title: Port, minimum: 1024 } }, required: [port] }
      - if: { properties: { name: { const: legacy } }, required: [name] }
        then: { properties: { reason: { type: string, title: Reason } }, required: [reason] }
  steps: []
`;

describe("a form in Slack", () => {
  it("shows at once the fields that a choice brings along, and keeps what was entered", async () => {
    const { slack } = await templatesInSlack({ spec: SPEC });
    const ana = slack.user("ana");
    await ana.runs("/catalog new node-service", { channel: "#general" });
    const view = await windowOf(ana, "Kind");
    expect(shownIn(view)).not.toContain("Port");
    await ana.selects(view, "0/value/kind", "service", { Name: "shop" });
    const more = await windowOf(ana, "Port");
    expect(JSON.stringify(more.content)).toContain('"initial_value":"shop"');
    expect(more.hash).not.toBe(view.hash);
    await ana.selects(more, "0/value/kind", "library", { Name: "shop" });
    await slack.idle();
    expect(shownIn(ana.view())).not.toContain("Port");
  });

  it("asks for what a text brings along before it goes on", async () => {
    const { slack } = await templatesInSlack({ spec: SPEC });
    const ana = slack.user("ana");
    await ana.runs("/catalog new node-service", { channel: "#general" });
    await windowOf(ana, "Kind");
    await ana.submits({ Name: "legacy" });
    await windowOf(ana, "Reason");
    expect(slack.requests("chat.postMessage")).toEqual([]);
  });

  it("leaves a window that has changed meanwhile as it is", async () => {
    const { slack, log } = await templatesInSlack({ spec: SPEC });
    const ana = slack.user("ana");
    await ana.runs("/catalog new node-service", { channel: "#general" });
    const view = await windowOf(ana, "Kind");
    slack.fail({ method: "views.update", does: { kind: "error", error: "hash_conflict" } });
    await ana.selects(view, "0/value/kind", "service");
    await slack.idle();
    expect(log.join("\n")).not.toContain("Slack refused");
    await ana.submits({ Kind: "service" });
    await windowOf(ana, "Port");
  });

  it("fills pickers from the catalog, and says what a task would get", async () => {
    const { slack } = await templatesInSlack({ spec: SPEC });
    const ana = slack.user("ana");
    await ana.runs("/catalog new node-service", { channel: "#general" });
    const view = await windowOf(ana, "Kind");
    const offered = await ana.searches(view, "Type a name …", "");
    expect(offered.map(({ value }) => value)).toEqual(["resource:default/payments-db"]);
    expect(await ana.searches(view, "Type a name …", "payment-serv")).toEqual([]);
    await ana.submits({ Kind: "library", Uses: offered, "Repository: name": "shop" });
    const plan = await slack.nextMessage({ channel: "#general" });
    expect(plan.readable).toContain('uses: ["resource:default/payments-db"]');
    expect(plan.readable).toContain("repo: github.com?owner=acme&repo=shop");
  });

  it("S42: offers nothing to those who may not run templates", async () => {
    const { slack } = await templatesInSlack({ spec: SPEC });
    const ana = slack.user("ana");
    await ana.runs("/catalog new node-service", { channel: "#general" });
    const view = await windowOf(ana, "Kind");
    expect(await slack.user("gus").searches(view, "Type a name …", "payments")).toEqual([]);
    expect(await slack.user("noa").searches(view, "Type a name …", "payments")).toEqual([]);
  });

  it("tells whoever sends off the form of a template that is gone", async () => {
    const inSlack = await templatesInSlack({ spec: SPEC });
    const ana = inSlack.slack.user("ana");
    await ana.runs("/catalog new node-service", { channel: "#general" });
    await windowOf(ana, "Kind");
    await inSlack.describe("");
    await ana.submits();
    await windowOf(ana, "no longer in the catalog");
  });

  it("makes one plan of one window", async () => {
    const { slack } = await templatesInSlack({ spec: SPEC });
    const ana = slack.user("ana");
    await ana.runs("/catalog new node-service", { channel: "#general" });
    await windowOf(ana, "Kind");
    await ana.submits({ Kind: "library" });
    await slack.nextMessage({ channel: "#general" });
    expect(shownIn(ana.view())).toContain("The plan comes in a moment");
    await slack.idle();
    expect(slack.requests("chat.postMessage")).toHaveLength(1);
  });
});
