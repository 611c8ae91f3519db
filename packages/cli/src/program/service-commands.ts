import { type Command, Option } from "commander";
import { collect, countFromZero, portNumber } from "./option-values.ts";
import type { Start } from "./start.ts";

/** Commands that keep running, and what belongs to them. */
export function serviceCommands(root: Command, start: Start): void {
  const bot = root
    .command("bot")
    .helpCommand(false)
    .description("answer questions in Slack; without tokens, here")
    .action((_, command) => start(command, async (session) => (await import("../commands/bot.ts")).bot(session)));
  bot
    .command("manifest")
    .description("the manifest to make the Slack app from")
    .addOption(
      new Option("--transport <transport>", "how Slack reaches the bot").choices(["socket", "http"]).default("socket"),
    )
    .option("--url <url>", "where Slack reaches the bot over HTTP: https://bot.example.com/slack/events")
    .option("--name <name>", "what the bot is called", "Callboard")
    .action((options, command) =>
      start(command, async (session) => (await import("../commands/bot-manifest.ts")).botManifest(session, options)),
    );

  root
    .command("serve")
    .description("the catalog over HTTP: the routes that Backstage's client calls, and our own")
    .addOption(new Option("--port <port>", "where it listens; serve.port unless given").argParser(portNumber))
    .option("--host <address>", "the address it listens on; serve.host unless given")
    .option("--insecure-local", "let everybody in who reaches that address, without saying who they are")
    .action((options, command) =>
      start(command, async (session) => (await import("../commands/serve.ts")).serve(session, options)),
    );

  root
    .command("mcp")
    .description("answer assistants over the Model Context Protocol, on stdin and stdout")
    .option("--http <port>", "listen on this port of this machine instead, at /mcp; 0 takes a free one", countFromZero)
    .option("--template <file>", "a template.yaml to plan by its path; repeat it for more", collect)
    .option("--json-text", "repeat the data as text, for clients that read nothing else")
    .action((options, command) =>
      start(command, async (session) => (await import("../commands/mcp.ts")).mcp(session, options)),
    );
}
