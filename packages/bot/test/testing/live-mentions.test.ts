import { describe, expect, it } from "vitest";
import { liveMentions } from "../../src/testing/index.ts";
import { actions, button, mrkdwn, option, plain, section, select } from "../limits/samples.ts";
import { call, startSlack } from "./slack-under-test.ts";

const richText = (...elements: readonly object[]) => ({
  blocks: [{ type: "rich_text", elements: [{ type: "rich_text_section", elements }] }],
});
const kinds = (payload: unknown) => liveMentions(payload).map(({ kind }) => kind);

describe("liveMentions", () => {
  it.each([
    ["<!channel>", "broadcast"],
    ["<!here|here>", "broadcast"],
    ["<!everyone>", "broadcast"],
    ["<@U123>", "user"],
    ["<@U123|ana>", "user"],
    ["<!subteam^S1>", "usergroup"],
    ["<#C1|general>", "channel"],
    ["<https://evil.example|https://good.example>", "disguised-link"],
    ["<https://evil.example|good.example.com/path>", "disguised-link"],
    ["<https://evil.example|www.good.test>", "disguised-link"],
  ])("S27: finds %s wherever text is read", (text, kind) => {
    const places = [
      { text: `a ${text} b` },
      { blocks: [section(text)] },
      { blocks: [{ type: "context", elements: [mrkdwn(text)] }] },
      { blocks: [{ type: "section", fields: [mrkdwn("a"), mrkdwn(text)] }] },
      { blocks: [{ type: "markdown", text }] },
      { attachments: [{ fallback: text }] },
      { attachments: [{ fields: [{ title: "a", value: text }] }] },
      { attachments: [{ blocks: [section(text)] }] },
      { unfurls: { "https://a.example": { blocks: [section(text)] } } },
      { initial_comment: text },
      { view: { type: "home", blocks: [section(text)] } },
    ];
    for (const place of places) expect([place, kinds(place)]).toEqual([place, [kind]]);
  });

  it.each([
    [{ type: "user", user_id: "U1" }, "user"],
    [{ type: "usergroup", usergroup_id: "S1" }, "usergroup"],
    [{ type: "broadcast", range: "here" }, "broadcast"],
    [{ type: "channel", channel_id: "C1" }, "channel"],
    [{ type: "link", url: "https://evil.example", text: "https://good.example" }, "disguised-link"],
  ])("S27: finds the rich text element %o", (element, kind) => {
    expect(kinds(richText(element))).toEqual([kind]);
  });

  it("says where it is and what is written there", () => {
    expect(liveMentions({ blocks: [section("hi <!here>")] })).toEqual([
      { kind: "broadcast", text: "<!here>", pointer: "/blocks/0/text/text" },
    ]);
  });

  it("finds @here where names are linked, and nowhere else", () => {
    expect(kinds({ text: "@here and @ana in #general" })).toEqual([]);
    expect(kinds({ text: "@here and @ana in #general", parse: "full" })).toEqual(["broadcast", "user", "channel"]);
    expect(kinds({ text: "@channel", link_names: "true" })).toEqual(["broadcast"]);
    expect(kinds({ text: "mail ana@example.com", link_names: true })).toEqual([]);
  });

  it.each([
    ["escaped text", { text: "&lt;!channel&gt; &lt;@U123&gt;" }],
    ["plain text", { blocks: [actions(button({ text: plain("<!channel>") }))] }],
    ["a header", { blocks: [{ type: "header", text: plain("<@U123>") }] }],
    ["an option", { blocks: [actions(select({ options: [option({ value: "<@U123>" })] }))] }],
    ["rich text", richText({ type: "text", text: "<!channel>" })],
    ["metadata", { text: "a", metadata: { event_type: "x", event_payload: { text: "<@U1>" } } }],
    ["a link that shows its own host", { text: "<https://a.example/x|a.example>" }],
    ["a link with words", { text: "<https://a.example|catalog-info.yaml:14> <https://a.example|payments.api>" }],
    ["a date", { text: "<!date^1392734382^{date}|then>" }],
  ])("finds nothing in %s", (_, payload) => {
    expect(liveMentions(payload)).toEqual([]);
  });

  it("reads hostile text in time that grows with its length", () => {
    const cpuMs = (text: string) => {
      const before = process.cpuUsage();
      liveMentions({ text, link_names: true });
      return process.cpuUsage(before).user / 1000;
    };
    expect(cpuMs(`<https://a.example|${"a".repeat(100_000)}>`)).toBeLessThan(1000);
    for (const unit of ["<", "<@", "@a.", "<https://a|", "https://"])
      expect(cpuMs(unit.repeat(50_000))).toBeLessThan(1000);
  });
});

describe("mentions of the fake Slack", () => {
  it("S27: lists what calls people in all that was sent, and leaves out what was refused", async () => {
    const slack = await startSlack({ rateLimits: "off" });
    const channel = slack.channel("general").id;
    await call(slack, "chat.postMessage", { channel, text: "a", blocks: [section("<!channel>")] });
    await call(slack, "chat.postMessage", { channel: "C404", text: "<!here>" });
    await call(slack, "chat.postMessage", { channel, text: "quiet" });
    expect(slack.mentions()).toMatchObject([{ text: "<!channel>", request: { method: "chat.postMessage" } }]);
  });
});
