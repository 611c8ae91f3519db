import { describe, expect, it } from "vitest";
import { plain, section } from "../limits/samples.ts";
import { call, post, startSlack } from "./slack-under-test.ts";

describe("the Web API of the fake Slack", () => {
  it("takes arguments as JSON and as a form alike", async () => {
    const slack = await startSlack({ rateLimits: "off" });
    const args = { channel: slack.channel("general").id, text: "a", blocks: [section("b")] };
    for (const asForm of [false, true]) {
      expect((await call(slack, "chat.postMessage", args, { asForm })).body).toMatchObject({ ok: true });
    }
    const [first, second] = slack.requests("chat.postMessage");
    expect(first?.payload).toEqual(second?.payload);
    expect(slack.messages("#general").map(({ readable }) => readable)).toEqual(["b", "b"]);
  });

  it("takes a token in a form and not in JSON", async () => {
    const slack = await startSlack();
    const args = { token: slack.botToken };
    expect((await call(slack, "auth.test", args, { token: null, asForm: true })).body.ok).toBe(true);
    expect((await call(slack, "auth.test", args, { token: null })).body.error).toBe("not_authed");
  });

  it("keeps messages, threads, edits and reactions", async () => {
    const slack = await startSlack();
    const channel = slack.channel("general").id;
    const question = await slack.user("ana").says("#general", "who owns web?");
    const reply = await call(slack, "chat.postMessage", { channel, text: "team-a", thread_ts: question.ts });
    await call(slack, "chat.update", { channel, ts: reply.body.ts, text: "team-b" });
    await call(slack, "reactions.add", { channel, timestamp: question.ts, name: "eyes" });
    expect((await call(slack, "conversations.replies", { channel, ts: question.ts })).body.messages).toMatchObject([
      { text: "who owns web?", reply_count: 1, reactions: [{ name: "eyes", count: 1 }] },
      { text: "team-b", thread_ts: question.ts, edited: {} },
    ]);
    expect((await call(slack, "conversations.history", { channel })).body.messages).toHaveLength(1);
    await call(slack, "chat.delete", { channel, ts: reply.body.ts });
    expect((await call(slack, "conversations.replies", { channel, ts: question.ts })).body.messages).toHaveLength(1);
  });

  it("hides private channels, and e-mail addresses from tokens without their scope", async () => {
    const slack = await startSlack({
      channels: [{ name: "general" }, { name: "hidden", kind: "private", hasBot: false }],
      scopes: ["channels:read", "users:read"],
    });
    const list = await call(slack, "conversations.list", { types: "public_channel,private_channel" });
    expect(list.body.channels).toMatchObject([{ name: "general", is_member: true }]);
    const hidden = await call(slack, "conversations.info", { channel: slack.channel("hidden").id });
    expect(hidden.body.error).toBe("channel_not_found");
    const { user } = (await call(slack, "users.info", { user: slack.user("ana").id })).body;
    expect(user).not.toHaveProperty("profile.email");
  });

  it("knows guests, strangers, people who left and people without an e-mail address", async () => {
    const slack = await startSlack();
    const info = async (name: string) => (await call(slack, "users.info", { user: slack.user(name).id })).body.user;
    expect(await info("ana")).toMatchObject({
      deleted: false,
      is_restricted: false,
      profile: { email: "ana@example.com" },
    });
    expect(await info("gus")).toMatchObject({ is_restricted: true });
    expect(await info("sky")).toMatchObject({ is_stranger: true, team_id: "T0ELSEWHERE" });
    expect(await info("lee")).toMatchObject({ deleted: true });
    expect(await info("noa")).not.toHaveProperty("profile.email");
    const found = await call(slack, "users.lookupByEmail", { email: "Ana@Example.com" });
    expect(found.body.user).toMatchObject({ name: "ana" });
    for (const email of ["lee@example.com", "sky@elsewhere.example", "nobody@example.com"]) {
      expect((await call(slack, "users.lookupByEmail", { email })).body.error).toBe("users_not_found");
    }
  });

  it("gives lists in pages", async () => {
    const slack = await startSlack();
    const names: string[] = [];
    for (let cursor = "", page = 0; page === 0 || cursor !== ""; page += 1) {
      const { body } = await call(slack, "users.list", { limit: 2, cursor });
      names.push(...(body.members as { readonly name: string }[]).map(({ name }) => name));
      cursor = (body.response_metadata as { readonly next_cursor: string }).next_cursor;
    }
    expect(names).toEqual(["bot", "ana", "ben", "gus", "sky", "lee", "noa"]);
    expect((await call(slack, "users.list", { cursor: "made-up" })).body.error).toBe("invalid_cursor");
  });

  it("lists groups and who is in them", async () => {
    const slack = await startSlack({ usergroups: [{ handle: "payments", id: "S1", users: ["ana"] }] });
    expect((await call(slack, "usergroups.list")).body.usergroups).toMatchObject([
      { id: "S1", handle: "payments", user_count: 1 },
    ]);
    expect((await call(slack, "usergroups.users.list", { usergroup: "S1" })).body.users).toEqual([
      slack.user("ana").id,
    ]);
  });

  it("joins channels, opens direct messages and posts there", async () => {
    const slack = await startSlack();
    await call(slack, "conversations.join", { channel: slack.channel("random").id });
    expect(slack.channel("random").members).toContain(slack.bot.id);
    const user = slack.user("ana").id;
    const opened = await call(slack, "conversations.open", { users: user });
    const { id } = opened.body.channel as { readonly id: string };
    expect((await call(slack, "chat.postMessage", { channel: user, text: "hi" })).body.channel).toBe(id);
  });

  it("shows a message to one person only", async () => {
    const slack = await startSlack();
    const channel = slack.channel("general").id;
    await call(slack, "chat.postEphemeral", { channel, user: slack.user("ana").id, text: "for you" });
    const message = await slack.nextMessage({ isEphemeral: true });
    expect(message).toMatchObject({ text: "for you", ephemeralTo: slack.user("ana").id });
    expect((await call(slack, "conversations.history", { channel })).body.messages).toEqual([]);
    const blocks = [{ type: "actions", elements: [{ type: "button", text: plain("Go") }] }];
    await call(slack, "chat.postEphemeral", { channel, user: slack.user("ana").id, text: "b", blocks });
    await expect(slack.user("ben").clicks(await slack.nextMessage(), "Go")).rejects.toThrow(/ben does not see/);
  });

  it("takes files in three steps, and only bytes of the announced length", async () => {
    const slack = await startSlack();
    const channel = slack.channel("general").id;
    const announced = await call(
      slack,
      "files.getUploadURLExternal",
      { filename: "a.png", length: 3 },
      { asForm: true },
    );
    const url = String(announced.body.upload_url);
    const id = String(announced.body.file_id);
    const complete = () =>
      call(slack, "files.completeUploadExternal", {
        files: [{ id, title: "A" }],
        channel_id: channel,
        initial_comment: "Look",
      });
    expect((await complete()).body.error).toBe("file_not_found");
    expect((await fetch(url, { method: "POST", body: "four" })).status).toBe(400);
    const form = new FormData();
    form.set("file", new Blob(["abc"]), "a.png");
    expect((await fetch(url, { method: "POST", body: form })).status).toBe(200);
    expect((await complete()).body.ok).toBe(true);
    expect(Buffer.from(slack.file(id).content ?? []).toString()).toBe("abc");
    expect(await slack.nextMessage()).toMatchObject({ text: "Look", files: [{ id, title: "A" }] });
  });

  it("publishes Home tabs and fills in ids that a view lacks", async () => {
    const slack = await startSlack();
    const ana = slack.user("ana");
    await call(slack, "views.publish", { user_id: ana.id, view: { type: "home", blocks: [section("Services")] } });
    expect(await slack.nextView("ana")).toMatchObject({
      type: "home",
      content: { blocks: [{ block_id: expect.any(String) }] },
    });
    expect(ana.home()).toBeDefined();
  });

  it("unfurls links of a message, and no others", async () => {
    const slack = await startSlack();
    const { channel, ts } = await slack.user("ana").says("#general", "see https://catalog.example/web");
    const unfurl = (url: string) =>
      call(slack, "chat.unfurl", { channel, ts, unfurls: { [url]: { blocks: [section()] } } });
    expect((await unfurl("https://catalog.example/web")).body.ok).toBe(true);
    expect((await unfurl("https://other.example")).body.error).toBe("cannot_unfurl_url");
  });

  it("says what is wrong with blocks without posting them", async () => {
    const slack = await startSlack();
    const { body } = await call(slack, "blocks.validate", { blocks: [{ type: "nope" }] });
    expect(body.errors).toMatchObject([{ pointer: "/blocks/0/type", code: "unknown-type" }]);
  });

  it("sets what an assistant shows", async () => {
    const slack = await startSlack();
    const { channel, ts } = await slack.user("ana").says("@bot", "hello");
    const args = { channel_id: channel, thread_ts: ts };
    expect((await call(slack, "assistant.threads.setStatus", { ...args, status: "looking" })).body.ok).toBe(true);
    expect((await call(slack, "assistant.threads.setStatus", args)).body.error).toBe("invalid_arguments");
    expect((await call(slack, "assistant.threads.setSuggestedPrompts", { ...args, prompts: [] })).body.error).toBe(
      "invalid_arguments",
    );
  });
});

describe("a response_url", () => {
  it("takes five answers, not six", async () => {
    const slack = await startSlack();
    const { responseUrl } = await slack.user("ana").runs("/catalog owner web");
    const statuses = [];
    for (let use = 0; use < 6; use += 1) statuses.push((await post(responseUrl ?? "", { text: `${use}` })).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 404]);
    expect((await post(responseUrl ?? "", { text: "a" })).body.error).toBe("used_url");
  });

  it("takes no answer after thirty minutes", async () => {
    const slack = await startSlack();
    const { responseUrl } = await slack.user("ana").runs("/catalog owner web");
    await slack.advance(30 * 60_000);
    expect((await post(responseUrl ?? "", { text: "a" })).status).toBe(200);
    await slack.advance(1);
    expect((await post(responseUrl ?? "", { text: "a" })).body.error).toBe("expired_url");
  });

  it("answers one person, or the channel when asked to", async () => {
    const slack = await startSlack();
    const { responseUrl } = await slack.user("ana").runs("/catalog owner web", { channel: "#inc-42" });
    await post(responseUrl ?? "", { text: "for you" });
    await post(responseUrl ?? "", { text: "for all", response_type: "in_channel" });
    expect(slack.messages("#inc-42")).toMatchObject([
      { text: "for you", ephemeralTo: slack.user("ana").id },
      { text: "for all", ephemeralTo: null },
    ]);
  });
});

describe("fail", () => {
  it("makes trouble for as many calls as it says", async () => {
    const slack = await startSlack({ rateLimits: "off" });
    const status = async () => (await call(slack, "api.test")).status;
    slack.fail({ times: 2, does: { kind: "status", status: 503 } });
    slack.fail({ method: "api.test", does: { kind: "rate-limit", retryAfterSeconds: 30 } });
    slack.fail({ method: "chat.update", does: { kind: "reset" } });
    const raw = async () => (await fetch(`${slack.apiUrl}api.test`)).status;
    expect([await raw(), await raw()]).toEqual([503, 503]);
    expect(await call(slack, "api.test")).toMatchObject({ status: 429, retryAfter: "30" });
    expect(await status()).toBe(200);
    await expect(call(slack, "chat.update")).rejects.toThrow();
    slack.fail({ times: 100, does: { kind: "error", error: "fatal_error" } });
    expect((await call(slack, "api.test")).body.error).toBe("fatal_error");
    slack.recover();
    expect((await call(slack, "api.test")).body.ok).toBe(true);
  });

  it("loses an answer after the call took effect", async () => {
    const slack = await startSlack();
    slack.fail({ does: { kind: "lost-answer" } });
    await expect(
      call(slack, "chat.postMessage", { channel: slack.channel("general").id, text: "a" }),
    ).rejects.toThrow();
    expect(slack.messages("#general")).toHaveLength(1);
  });

  it("delays an answer until the clock says so", async () => {
    const slack = await startSlack();
    slack.fail({ does: { kind: "delay", delayMs: 5_000 } });
    let isAnswered = false;
    const calling = call(slack, "api.test").then(() => {
      isAnswered = true;
    });
    while (slack.clock.timers === 0) await new Promise((resolve) => setImmediate(resolve));
    await slack.advance(4_000);
    expect(isAnswered).toBe(false);
    await slack.advance(1_000);
    await calling;
  });
});
