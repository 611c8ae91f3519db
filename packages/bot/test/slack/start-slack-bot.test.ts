import { openCatalog } from "@callboard/core";
import { App } from "@slack/bolt";
import { describe, expect, it, onTestFinished } from "vitest";
import { type StartSlackBotOptions, slackBot, startSlackBot } from "../../src/index.ts";
import { fakeSlack } from "../../src/testing/index.ts";

const TOKEN = "xoxb-not-the-token-of-this-app";

async function surroundings() {
  const slack = await fakeSlack();
  const catalog = await openCatalog({
    providers: [
      {
        name: "empty",
        async *provide() {
          yield* [];
        },
      },
    ],
  });
  onTestFinished(async () => {
    await catalog.close();
    await slack.close();
  });
  return { slack, catalog, apiUrl: slack.apiUrl };
}

/** What `startSlackBot` throws, as text with everything that is in it. */
async function fault(options: StartSlackBotOptions): Promise<{ code: unknown; text: string }> {
  try {
    await startSlackBot(options);
  } catch (reason) {
    const details = reason instanceof Error ? [reason.stack, JSON.stringify(reason), String(reason.cause)] : [];
    return { code: reason instanceof Error && "code" in reason && reason.code, text: details.join("\n") };
  }
  throw new Error("It started.");
}

describe("startSlackBot", () => {
  it("S36: says that Slack refuses the bot token, without the token", async () => {
    const { slack, catalog, apiUrl } = await surroundings();
    const { code, text } = await fault({ catalog, apiUrl, token: TOKEN, appToken: slack.appToken });
    expect(code).toBe("invalid-config");
    expect(text).toContain("Slack refuses the bot token: invalid_auth");
    expect(text).not.toContain(TOKEN);
  });

  it("S36: says that it cannot connect with the app token, without the token", async () => {
    const { slack, catalog, apiUrl } = await surroundings();
    const appToken = "xapp-not-the-token-of-this-app";
    const { code, text } = await fault({ catalog, apiUrl, token: slack.botToken, appToken });
    expect(code).toBe("source-unreachable");
    expect(text).toContain("Check the app token");
    expect(text).not.toContain(appToken);
  });

  it("says what is missing when Slack has no way to reach it", async () => {
    const { slack, catalog, apiUrl } = await surroundings();
    const { code, text } = await fault({ catalog, apiUrl, token: slack.botToken });
    expect(code).toBe("invalid-config");
    expect(text).toContain("Pass appToken for Socket Mode, or signingSecret for HTTP.");
  });
});

describe("slackBot", () => {
  it("answers in an app that does other things too", async () => {
    const { slack, catalog, apiUrl } = await surroundings();
    const { botToken: token, appToken } = slack;
    const app = new App({ token, appToken, socketMode: true, clientOptions: { slackApiUrl: apiUrl } });
    app.command("/deploy", async ({ ack }) => ack("Deploying"));
    const bot = await slackBot({ catalog, app });
    await app.start();
    bot.resume();
    await slack.user("ana").runs("/deploy");
    expect((await slack.nextMessage()).text).toBe("Deploying");
    await slack.user("ana").runs("/catalog who owns web");
    expect((await slack.nextMessage()).readable).toContain("web");
    await app.stop();
    await bot.close();
  });
});
