import { describe, expect, it } from "vitest";
import { actions, button, input, option, plain, section, select } from "../limits/samples.ts";
import { payloadOf, startHttpApp } from "./http-app.ts";
import { call, startSlack } from "./slack-under-test.ts";

async function startWithView(blocks: readonly object[], extra: object = {}, answer = "") {
  const slack = await startSlack();
  const received = await startHttpApp(slack, (count) => ({ body: count === 1 ? "" : answer }));
  const ana = slack.user("ana");
  const view = { type: "modal", title: plain("T"), submit: plain("OK"), blocks, ...extra };
  const { body } = await call(slack, "views.open", { trigger_id: (await ana.uses("open")).triggerId, view });
  expect(body.ok).toBe(true);
  return { slack, ana, last: () => payloadOf(received.at(-1) ?? { body: "", headers: {}, rawHeaders: [] }) };
}

describe("a user of the fake Slack", () => {
  it("fills in every kind of input, and leaves the others as they start", async () => {
    const chosen = option({ value: "b", text: plain("Two") });
    const field = (id: string, element: object) => ({ ...input({ action_id: "in", ...element }), block_id: id });
    const { ana, last } = await startWithView([
      field("text", { type: "plain_text_input" }),
      field("kept", { type: "plain_text_input", initial_value: "as it was" }),
      field("one", select({ options: [option(), chosen] })),
      field("many", { type: "checkboxes", options: [option(), chosen] }),
      field("who", { type: "users_select" }),
      field("day", { type: "datepicker", initial_date: "2026-11-30" }),
      field("picked", { type: "external_select" }),
    ]);
    await ana.submits({
      text: "web",
      one: "Two",
      many: ["1", "b"],
      who: ana.id,
      picked: { text: "payments-db", value: "7" },
    });
    expect(last()).toMatchObject({
      type: "view_submission",
      view: {
        state: {
          values: {
            text: { in: { type: "plain_text_input", value: "web" } },
            kept: { in: { value: "as it was" } },
            one: { in: { selected_option: { value: "b" } } },
            many: { in: { selected_options: [{ value: "1" }, { value: "b" }] } },
            who: { in: { selected_user: ana.id } },
            day: { in: { selected_date: "2026-11-30" } },
            picked: { in: { selected_option: { value: "7" } } },
          },
        },
      },
    });
  });

  it("uses menus of a view, and none that is not there", async () => {
    const { ana, last } = await startWithView([actions(select({ action_id: "mode" }), button({ action_id: "go" }))]);
    const view = ana.view();
    if (!view) throw new Error("No view is open.");
    await ana.selects(view, "mode", "One");
    expect(last()).toMatchObject({
      type: "block_actions",
      view: { id: view.id },
      actions: [{ selected_option: { value: "1" } }],
    });
    await expect(ana.selects(view, "mode", "Three")).rejects.toThrow('"mode" offers no option "Three"');
    await expect(ana.clicks(view, "Stop")).rejects.toThrow('There is no "Stop" to use. There are "Go".');
  });

  it("sees the view that the app pushes, updates or clears in answer to a submission", async () => {
    const next = { type: "modal", title: plain("Next"), blocks: [section()] };
    for (const [action, titles] of [
      ["push", ["T", "Next"]],
      ["update", ["Next"]],
      ["clear", []],
    ] as const) {
      const { slack, ana } = await startWithView(
        [section()],
        {},
        JSON.stringify({ response_action: action, view: next }),
      );
      await slack.nextView("ana");
      await ana.submits();
      const top = ana.view()?.content.title;
      expect(top ?? null).toEqual(titles.length === 0 ? null : plain(titles.at(-1) ?? ""));
    }
  });

  it("closes a view, of which the app hears where it asked to", async () => {
    const told = await startWithView([section()], { notify_on_close: true });
    await told.ana.closes();
    expect(told.last()).toMatchObject({ type: "view_closed", is_cleared: false });
    const untold = await startWithView([section()]);
    await untold.ana.closes();
    expect(untold.last()).toMatchObject({ type: "shortcut" });
    await expect(untold.ana.submits()).rejects.toThrow("ana has no modal open.");
  });

  it("writes only where they are, and where there is something", async () => {
    const slack = await startSlack();
    await expect(slack.user("sky").says("#general", "hi")).rejects.toThrow("sky is not in #general.");
    await expect(slack.user("ana").says("#old", "hi")).rejects.toThrow("#old is archived");
    await expect(slack.user("ana").says("#nowhere", "hi")).rejects.toThrow(
      'There is no channel "#nowhere". There are #general',
    );
    expect(() => slack.user("zoe")).toThrow('There is nobody called "zoe". There are bot, ana');
  });

  it("answers in the thread of the message it is given, even when that is an answer itself", async () => {
    const slack = await startSlack();
    const first = await slack.user("ana").says("#general", "one");
    const second = await slack.user("ben").says("#general", "two", { thread: first });
    expect((await slack.user("ana").says("#general", "three", { thread: second })).threadTs).toBe(first.ts);
  });
});

describe("addChannel", () => {
  it("tells the app of a new channel, which it can then join and read", async () => {
    const slack = await startSlack();
    const received = await startHttpApp(slack);
    const { id } = await slack.addChannel({ name: "inc-43", hasBot: false });
    expect(received.map(payloadOf)).toMatchObject([
      { event: { type: "channel_created", channel: { id, name: "inc-43" } } },
    ]);
    expect((await call(slack, "conversations.join", { channel: id })).body.ok).toBe(true);
    await slack.user("ana").says("#inc-43", "payments-db is down");
    expect(received.map((request) => payloadOf(request).event)).toMatchObject([
      {},
      { type: "member_joined_channel" },
      { type: "message" },
    ]);
  });
});
