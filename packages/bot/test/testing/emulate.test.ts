import { createEmulator, type Emulator } from "emulate";
import { afterEach, describe, expect, it } from "vitest";
import { fakeSlack } from "../../src/testing/index.ts";
import { plain, section } from "../limits/samples.ts";
import { type Answer, call } from "./slack-under-test.ts";

/** A Slack of either make, with a channel and somebody in it. */
interface SlackLike {
  readonly apiUrl: string;
  readonly botToken: string;
  readonly channel: string;
  readonly user: string;
  readonly email: string;
  close(): Promise<void>;
}

const makes: Readonly<Record<string, () => Promise<SlackLike>>> = {
  async "the fake Slack"() {
    const slack = await fakeSlack({ rateLimits: "off" });
    const { id: user, email } = slack.user("ana");
    return { ...slack, channel: slack.channel("inc-42").id, user, email: email ?? "" };
  },
  async "emulate 0.12.2"() {
    const emulator: Emulator = await createEmulator({
      service: "slack",
      port: 0,
      seed: {
        tokens: { "xoxb-fake": { login: "bot", scopes: [] } },
        slack: {
          users: [{ name: "bot" }, { name: "ana", real_name: "Ana", email: "ana@example.com" }],
          channels: [{ name: "inc-42" }],
        },
      },
    });
    const api = { apiUrl: `${emulator.url}/api/`, botToken: "xoxb-fake" };
    const channels = (await call(api, "conversations.list")).body.channels as {
      readonly id: string;
      readonly name: string;
    }[];
    const found = await call(api, "users.lookupByEmail", { email: "ana@example.com" }, { asForm: true });
    const { id: user } = found.body.user as { readonly id: string };
    const channel = channels.find(({ name }) => name === "inc-42")?.id ?? "";
    return { ...api, channel, user, email: "ana@example.com", close: () => emulator.close() };
  },
};

describe.each(Object.keys(makes))("common calls of %s", (make) => {
  let slack: SlackLike | undefined;
  afterEach(() => slack?.close());

  const start = async () => {
    slack = await makes[make]?.();
    if (!slack) throw new Error(`There is no ${make}.`);
    const { apiUrl, botToken, ...rest } = slack;
    const ask = (method: string, args: object = {}): Promise<Answer> =>
      call({ apiUrl, botToken }, method, { ...args }, { asForm: true });
    const error = async (method: string, args: object = {}) => (await ask(method, args)).body.error;
    return { ...rest, apiUrl, botToken, ask, error };
  };

  it("say who is asking", async () => {
    const { ask, apiUrl, botToken } = await start();
    expect((await ask("auth.test")).body).toMatchObject({
      ok: true,
      team_id: expect.any(String),
      user_id: expect.any(String),
    });
    const { body } = await call({ apiUrl, botToken }, "auth.test", {}, { token: null });
    expect(body).toMatchObject({ ok: false, error: "not_authed" });
  });

  it("post, answer in a thread, change and delete a message", async () => {
    const { ask, error, channel } = await start();
    const posted = await ask("chat.postMessage", { channel, text: "one", blocks: [section("one")] });
    expect(posted.body).toMatchObject({
      ok: true,
      channel,
      ts: expect.stringMatching(/^\d+\.\d{6}$/),
      message: { text: "one" },
    });
    const { ts } = posted.body;
    expect((await ask("chat.postMessage", { channel, text: "two", thread_ts: ts })).body.ok).toBe(true);
    expect((await ask("chat.update", { channel, ts, text: "three" })).body).toMatchObject({
      ok: true,
      ts,
      text: "three",
    });
    const { body } = await ask("conversations.replies", { channel, ts });
    expect(body.messages).toMatchObject([{ text: "three" }, { text: "two", thread_ts: ts }]);
    expect((await ask("chat.getPermalink", { channel, message_ts: ts })).body.permalink).toContain(
      String(ts).replace(".", ""),
    );
    expect((await ask("chat.delete", { channel, ts })).body).toMatchObject({ ok: true, ts });
    expect(await error("chat.update", { channel, ts, text: "gone" })).toBe("message_not_found");
    expect(await error("chat.postMessage", { channel: "C404", text: "a" })).toBe("channel_not_found");
    expect(await error("chat.postMessage", { channel })).toBe("no_text");
  });

  it("show a message to one person", async () => {
    const { ask, channel, user } = await start();
    expect((await ask("chat.postEphemeral", { channel, user, text: "a" })).body).toMatchObject({
      ok: true,
      message_ts: expect.any(String),
    });
  });

  it("list and describe channels and people", async () => {
    const { ask, error, channel, user, email } = await start();
    expect((await ask("conversations.info", { channel })).body.channel).toMatchObject({ id: channel, name: "inc-42" });
    expect((await ask("users.info", { user })).body.user).toMatchObject({ id: user, name: "ana", profile: { email } });
    expect((await ask("users.list")).body.members).toContainEqual(expect.objectContaining({ id: user }));
    expect(await error("users.info", { user: "U404" })).toBe("user_not_found");
    expect(await error("users.lookupByEmail", { email: "nobody@example.com" })).toBe("users_not_found");
    expect(await error("conversations.info", { channel: "C404" })).toBe("channel_not_found");
  });

  it("add and take away a reaction once", async () => {
    const { ask, error, channel } = await start();
    const { ts: timestamp } = (await ask("chat.postMessage", { channel, text: "a" })).body;
    const reaction = { channel, timestamp, name: "eyes" };
    expect([await error("reactions.add", reaction), await error("reactions.add", reaction)]).toEqual([
      undefined,
      "already_reacted",
    ]);
    expect([await error("reactions.remove", reaction), await error("reactions.remove", reaction)]).toEqual([
      undefined,
      "no_reaction",
    ]);
  });

  it("take a file in three steps", async () => {
    const { ask, channel } = await start();
    const { body } = await ask("files.getUploadURLExternal", { filename: "a.txt", length: 3 });
    expect((await fetch(String(body.upload_url), { method: "POST", body: "abc" })).status).toBe(200);
    const files = [{ id: body.file_id, title: "A" }];
    expect((await ask("files.completeUploadExternal", { files, channel_id: channel })).body).toMatchObject({
      ok: true,
      files: [{ id: body.file_id }],
    });
  });

  it("publish a Home tab, and refuse a trigger nobody made", async () => {
    const { ask, error, user } = await start();
    const view = { type: "home", blocks: [section()] };
    expect((await ask("views.publish", { user_id: user, view })).body).toMatchObject({
      ok: true,
      view: { type: "home", hash: expect.any(String) },
    });
    const modal = { type: "modal", title: plain("T"), blocks: [section()] };
    expect(await error("views.open", { trigger_id: "1.2.made-up", view: modal })).toMatch(
      /^(invalid|expired)_trigger_id$|^invalid_trigger$/,
    );
  });
});
