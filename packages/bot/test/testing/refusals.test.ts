import { describe, expect, it } from "vitest";
import { actions, button, chars, limitSamples, plain, ruleSamples, section } from "../limits/samples.ts";
import { call, startSlack } from "./slack-under-test.ts";

/** A fake Slack that counts no calls, in which ana has a modal open and a Home tab. */
async function slackWithModal() {
  const slack = await startSlack({ rateLimits: "off" });
  const view = { type: "modal", title: plain("Title"), blocks: [section()] };
  await call(slack, "views.publish", { user_id: slack.user("ana").id, view: { type: "home", blocks: [section()] } });
  const trigger = (await slack.user("ana").uses("any")).triggerId;
  const opened = await call(slack, "views.open", { trigger_id: trigger, view });
  return { slack, viewId: (opened.body.view as { readonly id: string }).id };
}

describe("the fake Slack, by plain fetch", () => {
  it.each(["message", "modal", "home"] as const)("S28: refuses each limit of a %s one beyond it", async (surface) => {
    const { slack, viewId } = await slackWithModal();
    for (const { limit, of, max, surface: own = "message" } of limitSamples) {
      if (own !== surface) continue;
      const send = async (blocks: readonly object[]) =>
        surface === "message"
          ? call(slack, "chat.postMessage", { channel: slack.channel("general").id, text: "text", blocks })
          : surface === "modal"
            ? call(slack, "views.update", {
                view_id: viewId,
                view: { type: "modal", title: plain("T"), submit: plain("OK"), blocks },
              })
            : call(slack, "views.publish", { user_id: slack.user("ana").id, view: { type: "home", blocks } });
      expect([limit, (await send(of(max))).body.ok]).toEqual([limit, true]);
      const { body } = await send(of(max + 1));
      const error = surface === "message" ? "invalid_blocks" : "invalid_arguments";
      expect([limit, body.ok, body.error]).toEqual([limit, false, error]);
      expect(body.response_metadata).toMatchObject({
        messages: [expect.stringMatching(/^\[ERROR\] .*json-pointer:\//)],
      });
    }
  });

  it("refuses each rule of blocks that is broken", async () => {
    const slack = await startSlack({ rateLimits: "off" });
    for (const { rule, blocks, pointer, surface } of ruleSamples) {
      if (surface) continue;
      const { body } = await call(slack, "chat.postMessage", {
        channel: slack.channel("general").id,
        text: "a",
        blocks,
      });
      expect([rule, body.error]).toEqual([rule, "invalid_blocks"]);
      expect(body.errors).toEqual([expect.stringContaining(`[json-pointer:${pointer}]`)]);
    }
    expect(slack.refused()).toHaveLength(ruleSamples.filter(({ surface }) => !surface).length);
  });

  it.each([
    ["no text", {}, "no_text"],
    ["text beyond 4,000 characters", { text: chars(4001) }, "msg_too_long"],
    ["blocks without text", { blocks: [section()] }, "invalid_blocks"],
    ["blocks that are no JSON", { text: "a", blocks: "[" }, "invalid_blocks_format"],
    ["a thread that is not there", { text: "a", thread_ts: "1.000001" }, "thread_not_found"],
  ])("refuses a message with %s", async (_, args, error) => {
    const slack = await startSlack({ rateLimits: "off" });
    const channel = slack.channel("general").id;
    for (const asForm of [false, true]) {
      expect((await call(slack, "chat.postMessage", { channel, ...args }, { asForm })).body).toMatchObject({
        ok: false,
        error,
      });
    }
    expect(slack.messages("#general")).toEqual([]);
  });

  it.each([
    ["a channel that is not there", "C404", "channel_not_found"],
    ["a channel without the app", "random", "not_in_channel"],
    ["an archived channel", "old", "is_archived"],
  ])("refuses a message to %s", async (_, name, error) => {
    const slack = await startSlack();
    const channel = name === "C404" ? name : slack.channel(name).id;
    expect((await call(slack, "chat.postMessage", { channel, text: "a" })).body).toMatchObject({ ok: false, error });
  });

  it("refuses tokens: none, an unknown one, the wrong kind and too few scopes", async () => {
    const slack = await startSlack({ scopes: ["chat:write"] });
    const errorWith = async (method: string, token: string | null) =>
      (await call(slack, method, {}, { token })).body.error;
    expect(await errorWith("auth.test", null)).toBe("not_authed");
    expect(await errorWith("auth.test", "xoxb-other")).toBe("invalid_auth");
    expect(await errorWith("auth.test", slack.appToken)).toBe("not_allowed_token_type");
    expect(await errorWith("apps.connections.open", slack.botToken)).toBe("not_allowed_token_type");
    expect((await call(slack, "users.info", { user: "U1" })).body).toEqual({
      ok: false,
      error: "missing_scope",
      needed: "users:read",
      provided: "chat:write",
    });
    expect(await errorWith("no.such.method", slack.botToken)).toBe("unknown_method");
  });

  it("refuses a second message to a channel within a second, and says how long to wait", async () => {
    const slack = await startSlack();
    const post = () => call(slack, "chat.postMessage", { channel: slack.channel("general").id, text: "a" });
    expect((await post()).body.ok).toBe(true);
    const elsewhere = await call(slack, "chat.postMessage", { channel: slack.channel("inc-42").id, text: "a" });
    expect(elsewhere.body.ok).toBe(true);
    expect(await post()).toMatchObject({ status: 429, retryAfter: "1", body: { ok: false, error: "ratelimited" } });
    await slack.advance(1_000);
    expect((await post()).body.ok).toBe(true);
  });

  it.each([
    ["conversations.list", 20],
    ["conversations.info", 50],
    ["users.info", 100],
  ])("refuses %s after %i calls in a minute", async (method, calls) => {
    const slack = await startSlack();
    const args = { user: slack.user("ana").id, channel: slack.channel("general").id };
    for (let count = 0; count < calls; count += 1) expect((await call(slack, method, args)).status).toBe(200);
    expect(await call(slack, method, args)).toMatchObject({ status: 429, retryAfter: "60" });
    await slack.advance(60_000);
    expect((await call(slack, method, args)).status).toBe(200);
  });

  it("refuses a trigger after three seconds, a second time and when it made none", async () => {
    const slack = await startSlack();
    const view = { type: "modal", title: plain("T"), blocks: [section()] };
    const open = async (trigger: string) => (await call(slack, "views.open", { trigger_id: trigger, view })).body.error;
    const { triggerId } = await slack.user("ana").uses("any");
    expect([await open(triggerId), await open(triggerId)]).toEqual([undefined, "exchanged_trigger_id"]);
    const late = (await slack.user("ana").uses("any")).triggerId;
    await slack.advance(3_001);
    expect(await open(late)).toBe("expired_trigger_id");
    expect(await open("made-up")).toBe("invalid_trigger_id");
  });

  it("refuses a stale hash, a third push, a taken external_id, an unknown view and one that is too large", async () => {
    const slack = await startSlack();
    const ana = slack.user("ana");
    const view = (extra: object = {}) => ({ type: "modal", title: plain("T"), blocks: [section()], ...extra });
    const show = async (method: string, extra: object = {}) =>
      (await call(slack, method, { trigger_id: (await ana.uses("any")).triggerId, view: view(extra) })).body;
    const opened = (await show("views.open", { external_id: "x" })).view as {
      readonly id: string;
      readonly hash: string;
    };
    const update = (hash: string) => call(slack, "views.update", { view_id: opened.id, hash, view: view() });
    expect((await update(opened.hash)).body.ok).toBe(true);
    expect((await update(opened.hash)).body.error).toBe("hash_conflict");
    expect((await show("views.push", { external_id: "y" })).ok).toBe(true);
    expect((await show("views.push", { external_id: "y" })).error).toBe("duplicate_external_id");
    expect((await show("views.push")).ok).toBe(true);
    expect((await show("views.push")).error).toBe("push_limit_reached");
    expect((await call(slack, "views.update", { view_id: "V0", view: view() })).body.error).toBe("not_found");
    expect((await show("views.open", { private_metadata: chars(250_000) })).error).toBe("view_too_large");
    const home = { user_id: ana.id, hash: "0.hash", view: { type: "home", blocks: [section()] } };
    expect((await call(slack, "views.publish", home)).body.ok).toBe(true);
    expect((await call(slack, "views.publish", home)).body.error).toBe("hash_conflict");
  });

  it("refuses what people cannot do with the messages of others", async () => {
    const slack = await startSlack();
    const { channel, ts } = await slack.user("ana").says("#general", "hello");
    const error = async (method: string, args: object) =>
      (await call(slack, method, { channel, ts, ...args })).body.error;
    expect(await error("chat.update", { text: "b" })).toBe("cant_update_message");
    expect(await error("chat.delete", {})).toBe("cant_delete_message");
    expect(await error("chat.update", { ts: "1.000001", text: "b" })).toBe("message_not_found");
    expect(await error("chat.postEphemeral", { user: slack.user("sky").id, text: "b" })).toBe("user_not_in_channel");
    expect(await error("reactions.remove", { timestamp: ts, name: "eyes" })).toBe("no_reaction");
    expect(await error("conversations.history", { channel: slack.channel("random").id })).toBe("not_in_channel");
    expect(await error("users.info", { user: "U404" })).toBe("user_not_found");
  });

  it("refuses a label or value over its limit in what an app says as it acknowledges", async () => {
    const slack = await startSlack();
    const blocks = [actions(button({ text: plain(chars(76)) }))];
    const { responseUrl } = await slack.user("ana").runs("/catalog help");
    const response = await fetch(responseUrl ?? "", {
      method: "POST",
      body: JSON.stringify({ text: "a", blocks }),
      headers: { "content-type": "application/json" },
    });
    expect([response.status, await response.json()]).toMatchObject([400, { error: "invalid_blocks" }]);
  });
});
