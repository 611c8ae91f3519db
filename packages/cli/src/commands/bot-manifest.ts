import { slackManifest } from "@callboard/bot";
import { CatalogError } from "@callboard/core";
import { EXIT, type ExitCode } from "../exit-code.ts";
import type { Session } from "../session.ts";

/** The options of `bot manifest`, as the command line gives them. */
interface BotManifestOptions {
  readonly transport: "socket" | "http";
  readonly url?: string;
  readonly name: string;
}

/** `callboard bot manifest`: what to paste where Slack asks for the manifest of a new app. */
export function botManifest({ io, config }: Session, options: BotManifestOptions): ExitCode {
  const { transport, url, name } = options;
  if (transport === "http" && url === undefined) {
    throw new CatalogError(
      "invalid-argument",
      "Over HTTP Slack has to know where the bot is. Add --url https://bot.example.com/slack/events",
    );
  }
  const bot = config?.config.bot;
  const manifest = slackManifest({
    transport,
    name,
    ...(url !== undefined && { url }),
    ...(bot && { command: bot.command, autopilot: bot.autopilot }),
    ...(bot?.catalogUrl !== undefined && { catalogUrl: bot.catalogUrl }),
  });
  io.stdout.write(`${JSON.stringify(manifest, null, 2)}\n`);
  return EXIT.ok;
}
