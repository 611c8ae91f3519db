import { CatalogError, systemClock } from "@callboard/core";
import { App, type Logger as BoltLogger, type Receiver, SocketModeReceiver } from "@slack/bolt";
import { masking } from "../trust/masked.ts";
import { boltLogger, maskedLogger, silentLogger } from "./bolt-logger.ts";
import { httpReceiver } from "./http-receiver.ts";
import { type BotOptions, slackBot } from "./slack-bot.ts";

/** What it takes to run a bot as an app of its own: over Socket Mode with an app token, over HTTP with a signing secret. */
export interface StartSlackBotOptions extends BotOptions {
  /** The bot token; it starts with `xoxb-`. */
  readonly token: string;
  /** The app-level token with `connections:write`; it starts with `xapp-`. */
  readonly appToken?: string;
  /** Checks that requests come from Slack. */
  readonly signingSecret?: string;
  /** Where HTTP listens, at `/slack/events`; 3000 unless given, and 0 takes any free port. */
  readonly port?: number;
  /** `https://slack.com/api/` unless given. */
  readonly apiUrl?: string;
}

/** A bot that runs. */
export interface RunningSlackBot {
  readonly transport: "socket" | "http";
  /** The port that is listened on; null over Socket Mode. */
  readonly port: number | null;
  /** Takes nothing new, lets what is under way finish for at most ten seconds, and closes. */
  stop(): Promise<void>;
}

/**
 * Starts a bot.
 *
 *     const bot = await startSlackBot({ catalog, token, appToken, folder: "./bot" });
 *     process.once("SIGTERM", () => void bot.stop());
 *
 * @throws {CatalogError} `invalid-config` when a token is missing or refused; `store-locked` when another bot has the
 * folder; `source-unreachable` when Slack cannot be reached
 */
export async function startSlackBot(options: StartSlackBotOptions): Promise<RunningSlackBot> {
  const { token, appToken, signingSecret } = options;
  const mask = masking([token, appToken, signingSecret].filter((secret) => secret !== undefined));
  const logger = maskedLogger(options.logger ?? silentLogger, mask);
  const line = lineFor(options, boltLogger(logger, mask));
  const app = new App({
    token,
    receiver: line.receiver,
    logger: boltLogger(logger, mask),
    clientOptions: clientOptionsOf(options, boltLogger(logger, mask)),
    deferInitialization: true,
    convoStore: false,
  });
  const bot = await slackBot({ ...options, logger, app });
  try {
    await app.init();
    const port = await line.open();
    bot.resume();
    return {
      transport: line.transport,
      port,
      async stop() {
        await app.stop();
        await bot.close();
      },
    };
  } catch (reason) {
    await bot.close();
    throw startFailed(reason, mask);
  }
}

/** How Slack reaches the bot. */
interface Line {
  readonly transport: "socket" | "http";
  readonly receiver: Receiver;
  /** Resolves to the port, where there is one. */
  open(): Promise<number | null>;
}

/** Socket Mode where there is an app token, as it needs no address of its own. */
function lineFor(options: StartSlackBotOptions, logger: BoltLogger): Line {
  const { appToken, signingSecret, port = 3000 } = options;
  if (appToken !== undefined) {
    const receiver = new SocketModeReceiver({
      appToken,
      logger,
      installerOptions: { clientOptions: clientOptionsOf(options, logger) },
    });
    return { transport: "socket", receiver, open: () => receiver.start().then(() => null) };
  }
  if (signingSecret === undefined || signingSecret === "") {
    throw new CatalogError(
      "invalid-config",
      "Slack has no way to reach the bot. Pass appToken for Socket Mode, or signingSecret for HTTP.",
    );
  }
  const receiver = httpReceiver(signingSecret, logger, options.clock ?? systemClock);
  return {
    transport: "http",
    receiver,
    async open() {
      const address = (await receiver.start(port)).address();
      return typeof address === "object" && address !== null ? address.port : null;
    },
  };
}

function clientOptionsOf({ apiUrl }: StartSlackBotOptions, logger: BoltLogger) {
  return { logger, ...(apiUrl !== undefined && { slackApiUrl: apiUrl }) };
}

/** Why it could not start, without the request that failed: that has the token in it. */
function startFailed(reason: unknown, mask: (text: string) => string): CatalogError {
  if (reason instanceof CatalogError) return reason;
  const said = mask(reason instanceof Error ? reason.message : String(reason));
  return new CatalogError(
    "source-unreachable",
    `The bot could not connect to Slack: ${said}. Check the app token (it starts with xapp- and needs connections:write), and that the port is free.`,
  );
}
