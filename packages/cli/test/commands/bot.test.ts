import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fakeSlack } from "@callboard/bot/testing";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { catalogFolder, component, group } from "../catalog-folder.ts";
import { REPOSITORY, runCommand } from "../run-command.ts";

describe("callboard bot", () => {
  it("answers here when there are no tokens, and says how to connect it", async () => {
    const { code, stdout, stderr } = await runCommand(["bot", "--demo"], { stdin: "who owns payment-service\n" });
    expect(code).toBe(0);
    expect(stdout).toContain("payment-service");
    expect(stderr).toContain("For Slack set SLACK_BOT_TOKEN, and SLACK_APP_TOKEN or SLACK_SIGNING_SECRET");
  });

  it.each([
    [{ SLACK_APP_TOKEN: "xapp-1" }, "SLACK_BOT_TOKEN is not set"],
    [{ SLACK_BOT_TOKEN: "xoxb-1" }, "Neither SLACK_APP_TOKEN (for Socket Mode) nor SLACK_SIGNING_SECRET"],
    [{ SLACK_BOT_TOKEN: "xapp-1", SLACK_APP_TOKEN: "xapp-1" }, "SLACK_BOT_TOKEN does not start with xoxb-"],
    [{ SLACK_BOT_TOKEN: "xoxb-1", SLACK_APP_TOKEN: "xoxb-1" }, "SLACK_APP_TOKEN does not start with xapp-"],
  ])("says what is wrong with %o", async (env, message) => {
    const { code, stderr } = await runCommand(["bot", "--demo"], { env });
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  it("R20: answers in Slack from callboard.yaml, hides its tokens, and ends with 0 on SIGTERM", async () => {
    const slack = await fakeSlack({ timeoutMs: 10_000 });
    onTestFinished(() => slack.close());
    const cwd = await catalogFolder({
      "catalog/catalog-info.yaml": component("web") + group("shop"),
      "callboard.yaml":
        "sources: [{ type: file, root: ./catalog }]\n" +
        `bot: { token: "${slack.botToken}", folder: ./bot, apiUrl: "${slack.apiUrl}" }\n` +
        "environments: { known: [prod, staging], default: prod }\n",
    });
    const child = spawn(process.execPath, [join(REPOSITORY, "packages/cli/bin/callboard.mjs"), "bot"], {
      cwd,
      env: { ...process.env, SLACK_APP_TOKEN: slack.appToken },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const exited = once(child, "exit");
    onTestFinished(async () => {
      child.kill("SIGKILL");
      await exited;
    });
    const lines: string[] = [];
    for await (const line of createInterface(child.stderr)) {
      lines.push(line);
      if (line.includes("connected to Slack")) break;
    }
    expect(lines.at(-1)).toContain("over Socket Mode");
    const asked = await slack.user("ana").says("#general", "<@bot> who owns web");
    expect((await slack.nextMessage({ thread: asked })).readable).toContain("shop");
    const breaks = await slack.user("ana").says("#general", "<@bot> what breaks if web is down");
    expect((await slack.nextMessage({ thread: breaks })).readable).toContain("in prod");
    child.kill("SIGTERM");
    expect(await exited).toEqual([0, null]);
    expect(lines.join("\n")).not.toContain(slack.botToken);
  }, 60_000);
});

describe("callboard bot with a template", () => {
  it("runs a template of its catalog from Slack, and keeps the task where the configuration says", async () => {
    const slack = await fakeSlack({ timeoutMs: 20_000 });
    onTestFinished(() => slack.close());
    const cwd = await catalogFolder({
      "catalog/catalog-info.yaml": `${component("web")}${group("shop")}---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: ana }
spec: { memberOf: [shop], profile: { email: ana@example.com } }
`,
      "catalog/note/catalog-info.yaml": `apiVersion: scaffolder.backstage.io/v1beta3
kind: Template
metadata: { name: note }
spec:
  type: note
  parameters: { properties: { name: { type: string, title: Name } } }
  steps:
    - { id: copy, name: Copy the note, action: "fetch:template", input: { url: ./skeleton, values: { name: "\${{ parameters.name }}" } } }
`,
      "catalog/note/skeleton/note.md": "Note of ${{ values.name }}\n",
      "callboard.yaml":
        "sources: [{ type: file, root: ./catalog }]\n" +
        `bot: { token: "${slack.botToken}", folder: ./bot, apiUrl: "${slack.apiUrl}" }\n` +
        "templates: { folder: ./tasks }\n",
    });
    const child = spawn(process.execPath, [join(REPOSITORY, "packages/cli/bin/callboard.mjs"), "bot"], {
      cwd,
      env: { ...process.env, SLACK_APP_TOKEN: slack.appToken },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const exited = once(child, "exit");
    onTestFinished(async () => {
      child.kill("SIGKILL");
      await exited;
    });
    await slack.sockets.connected();
    const ana = slack.user("ana");
    await ana.runs("/catalog new note");
    await vi.waitFor(() => expect(JSON.stringify(ana.view()?.content)).toContain("Show the plan"), { timeout: 20_000 });
    await ana.submits({ Name: "shop" });
    const plan = await slack.nextMessage({ channel: "#general" });
    expect(plan.readable).toContain("note.md");
    await ana.clicks(plan, "Approve and run");
    let shown = plan;
    while (!shown.readable.includes("is done")) shown = await slack.nextUpdate(plan);
    expect(shown.readable).toContain("✓ Copy the note");
    expect(await readdir(join(cwd, "tasks"))).toHaveLength(1);
    child.kill("SIGTERM");
    expect(await exited).toEqual([0, null]);
  }, 90_000);
});

describe("callboard bot manifest", () => {
  it("prints a manifest for Socket Mode", async () => {
    const { code, json } = await runCommand(["bot", "manifest", "--demo"]);
    expect(code).toBe(0);
    expect(json()).toMatchObject({
      display_information: { name: "Callboard" },
      features: { slash_commands: [{ command: "/catalog" }] },
      settings: { socket_mode_enabled: true },
    });
  });

  it("prints one for HTTP with the address of the bot, and what the configuration says", async () => {
    const cwd = await catalogFolder({
      "callboard.yaml": "bot: { command: /callboard, catalogUrl: https://catalog.example.com, autopilot: true }\n",
    });
    const url = "https://bot.example.com/slack/events";
    const { json } = await runCommand(["bot", "manifest", "--transport", "http", "--url", url], { cwd });
    expect(json()).toMatchObject({
      features: { slash_commands: [{ command: "/callboard", url }], unfurl_domains: ["catalog.example.com"] },
      oauth_config: { scopes: { bot: expect.arrayContaining(["channels:join", "links:read"]) } },
      settings: { event_subscriptions: { request_url: url }, interactivity: { message_menu_options_url: url } },
    });
  });

  it("asks for the address that HTTP needs", async () => {
    const { code, stderr } = await runCommand(["bot", "manifest", "--demo", "--transport", "http"]);
    expect(code).toBe(2);
    expect(stderr).toContain("Add --url https://bot.example.com/slack/events");
  });
});
