import { resolve } from "node:path";
import type { StartSlackBotOptions } from "@callboard/bot";
import { CatalogError } from "@callboard/core";
import type { Session } from "../session.ts";

/**
 * How the bot is to run, by the configuration and else the environment; null when nothing says anything about Slack.
 *
 * @throws {CatalogError} `invalid-config` when a token is missing beside another, with all that is missing
 */
export function botOptions({ io, config, base }: Session): Omit<StartSlackBotOptions, "catalog"> | null {
  const { token, appToken, signingSecret, folder, environments, defaultEnvironment, ...settings } = settingsOf(config);
  const { templates: _, approvers: __, ...others } = settings; // opened with the catalog
  const tokens = {
    SLACK_BOT_TOKEN: token ?? given(io.env.SLACK_BOT_TOKEN),
    SLACK_APP_TOKEN: appToken ?? given(io.env.SLACK_APP_TOKEN),
    SLACK_SIGNING_SECRET: signingSecret ?? given(io.env.SLACK_SIGNING_SECRET),
  };
  if (Object.values(tokens).every((each) => each === undefined)) return null;
  const { SLACK_BOT_TOKEN: bot, SLACK_APP_TOKEN: app, SLACK_SIGNING_SECRET: secret } = tokens;
  const faults = [
    ...(bot === undefined
      ? ["SLACK_BOT_TOKEN is not set: the bot token, from “OAuth & Permissions”."]
      : mistaken("SLACK_BOT_TOKEN", bot, "xoxb-")),
    ...(app === undefined && secret === undefined
      ? [
          "Neither SLACK_APP_TOKEN (for Socket Mode) nor SLACK_SIGNING_SECRET (for HTTP) is set; both are on “Basic Information”.",
        ]
      : []),
    ...(app === undefined ? [] : mistaken("SLACK_APP_TOKEN", app, "xapp-")),
  ];
  if (bot === undefined || faults.length > 0) throw new CatalogError("invalid-config", faults.join("\n"));
  return {
    ...others,
    token: bot,
    // Socket Mode goes first, as it needs no address of its own.
    ...(app !== undefined ? { appToken: app } : secret !== undefined && { signingSecret: secret }),
    ...(folder !== undefined && { folder: resolve(base, folder) }),
    environments: environments ?? [],
    defaultEnvironment: defaultEnvironment ?? null,
  };
}

function settingsOf(read: Session["config"]) {
  const { known: environments, default: defaultEnvironment } = read?.config.environments ?? {};
  return { ...read?.config.bot, environments, defaultEnvironment };
}

/** A variable that is set to nothing is not set. */
function given(value: string | undefined): string | undefined {
  return value === "" ? undefined : value;
}

/** The tokens are easily swapped; what they start with tells them apart. */
function mistaken(name: string, value: string, start: string): readonly string[] {
  return value.startsWith(start) ? [] : [`${name} does not start with ${start}: another token was put there.`];
}
