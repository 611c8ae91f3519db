import { type Command, Option } from "commander";
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
}
