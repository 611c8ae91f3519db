import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { openConversations } from "@callboard/answers";
import { type Catalog, CatalogError, type Clock, type Logger, systemClock } from "@callboard/core";
import type { FactReader } from "@callboard/facts";
import { jsonFile } from "@callboard/store";
import type { App } from "@slack/bolt";
import { type JsonObject, own } from "../limits/json.ts";
import { createAutopilot } from "../surfaces/autopilot.ts";
import { changeLog } from "../surfaces/change-log.ts";
import { createLatestQuestions } from "../surfaces/latest-questions.ts";
import { resumeUnfinished } from "../surfaces/resume.ts";
import type { Services } from "../surfaces/services.ts";
import { type BotSettings, defaultSettings } from "../surfaces/settings.ts";
import { type BotTemplates, createTemplates } from "../surfaces/templates/templates.ts";
import { createConfirmations } from "../trust/confirmations.ts";
import { createDeeds } from "../trust/deeds.ts";
import { createIntake } from "../trust/intake.ts";
import { openJournal } from "../trust/journal.ts";
import { createLanes } from "../trust/lanes.ts";
import { masking } from "../trust/masked.ts";
import { createOutbox } from "../trust/outbox.ts";
import { createPeople, type Home } from "../trust/people.ts";
import { createPlaces } from "../trust/places.ts";
import { type BotPolicy, defaultPolicy } from "../trust/policy.ts";
import { createSender } from "../trust/sender.ts";
import type { SlackCall } from "../trust/slack-call.ts";
import { addListeners } from "./add-listeners.ts";
import { boltLogger, maskedLogger, silentLogger } from "./bolt-logger.ts";
import { handleClick } from "./listeners.ts";
import { respondBy, uploadBy } from "./response-url.ts";
import { slackClient } from "./slack-client.ts";

/** What a bot is made of, whoever runs the app. */
export interface BotOptions extends Partial<BotSettings> {
  readonly catalog: Catalog;
  /** Live facts for its answers: who is on call, what was deployed. */
  readonly facts?: FactReader;
  /** How templates are run from Slack; unless given it only tells what they make. */
  readonly templates?: BotTemplates;
  /** The folder where it remembers what it has answered. Without one a restart may answer something twice. */
  readonly folder?: string;
  /** Who may do what; {@link defaultPolicy} unless given. */
  readonly policy?: BotPolicy;
  /** Nothing is logged unless given. Tokens are hidden from it. */
  readonly logger?: Logger;
  /** The system's unless given. */
  readonly clock?: Clock;
  /** How answers to commands and files reach Slack; the platform's `fetch` unless given. */
  readonly fetch?: typeof fetch;
}

export interface SlackBotOptions extends BotOptions {
  /** An app of Bolt, not started yet. */
  readonly app: App;
  /** The bot token; the app's own unless given. */
  readonly token?: string;
}

/** A bot at work. */
export interface SlackBot {
  /** Goes on with what an earlier process left; call it once the app has started. */
  resume(): void;
  /** Lets what is under way finish, for at most ten seconds. Stop the app first, so that nothing new comes. */
  close(): Promise<void>;
}

/** Together ten seconds, which is what a container usually gets. */
const CLOSING_MS = 8_000;
const GIVING_UP_MS = 2_000;

/**
 * Adds a catalog's bot to an app of Bolt: its listeners for questions, commands and buttons.
 *
 *     const app = new App({ token, appToken, socketMode: true });
 *     const bot = await slackBot({ catalog, app, folder: "./bot" });
 *     await app.start();
 *     bot.resume();
 *
 * @throws {CatalogError} `invalid-config` without a token, or when Slack refuses it; `store-locked` when another bot
 * has the folder
 */
export async function slackBot(options: SlackBotOptions): Promise<SlackBot> {
  const { app, catalog, clock = systemClock, facts = null, folder, policy = defaultPolicy } = options;
  const token = options.token ?? app.client.token;
  if (token === undefined) {
    throw new CatalogError("invalid-config", "The bot has no token. Pass token, or make the app with one.");
  }
  const mask = masking([token]);
  const logger = maskedLogger(options.logger ?? silentLogger, mask);
  const apiUrl = app.client.slackApiUrl;
  const call = slackClient({ token, apiUrl, logger: boltLogger(logger, mask) });
  const identity = await whoAmI(call);
  const conversations = await openConversations({
    clock,
    ...(folder && { store: jsonFile({ path: join(folder, "conversations.json") }) }),
  });
  const journal = await openJournal({ clock, logger, ...(folder && { file: join(folder, "journal.jsonl") }) });
  const sender = createSender(call, { clock, logger });
  const lanes = createLanes();
  const settings = settingsOf(options);
  const withoutAutopilot: Services = {
    catalog,
    autopilot: null,
    facts,
    changes: await changeLog(catalog, clock),
    conversations,
    asked: createLatestQuestions(),
    templates: options.templates ? createTemplates(options.templates, { journal, clock }) : null,
    settings,
    policy,
    people: createPeople({ catalog, sender, clock, home: identity }),
    places: createPlaces({ sender, clock }),
    sender,
    outbox: createOutbox(sender, clock, identity.self),
    intake: createIntake(journal, lanes, logger),
    lanes,
    journal,
    confirmations: createConfirmations({ journal, clock }),
    deeds: createDeeds(journal, clock, randomUUID()),
    respond: respondBy(options.fetch ?? fetch, logger),
    upload: uploadBy(options.fetch ?? fetch, logger),
    clock,
    logger,
    workspaceUrl: identity.workspaceUrl,
    home: identity,
    self: identity.self,
  };
  const autopilot = settings.autopilot ? createAutopilot(withoutAutopilot) : null;
  const services = { ...withoutAutopilot, autopilot };
  await catalog.prepare(); // or the first who asks would keep others waiting, and Slack's events too
  addListeners(app, services);

  return {
    resume: () => resumeUnfinished(services, (click) => handleClick(click, services)),
    async close() {
      autopilot?.close();
      await atMost(CLOSING_MS, services.intake.idle());
      sender.stop();
      await atMost(GIVING_UP_MS, services.intake.idle());
      await services.conversations
        .flush()
        .catch((reason: unknown) => logger.error("What was talked about is lost.", { reason }));
      await journal.close();
    },
  };
}

function settingsOf(given: Partial<BotSettings>): BotSettings {
  const { command, incidentChannels, catalogUrl, environments, defaultEnvironment, autopilot } = {
    ...defaultSettings,
    ...given,
  };
  return { command, incidentChannels, catalogUrl, environments, defaultEnvironment, autopilot };
}

/** The bot, and the workspace that it is in. */
interface Identity extends Home {
  readonly self: string;
  readonly workspaceUrl: string | null;
}

async function whoAmI(call: SlackCall): Promise<Identity> {
  const outcome = await call("auth.test", {});
  const result: JsonObject = outcome.status === "done" ? outcome.result : {};
  const [self, teamId, enterpriseId, url] = ["user_id", "team_id", "enterprise_id", "url"].map((field) =>
    own(result, field),
  );
  if (typeof self === "string" && typeof teamId === "string") {
    return {
      self,
      teamId,
      enterpriseId: typeof enterpriseId === "string" ? enterpriseId : null,
      workspaceUrl: typeof url === "string" && url.startsWith("https://") ? url : null,
    };
  }
  throw outcome.status === "refused"
    ? new CatalogError(
        "invalid-config",
        `Slack refuses the bot token: ${outcome.error}. Copy it anew from the app's page “OAuth & Permissions”; it starts with xoxb-.`,
      )
    : new CatalogError("source-unreachable", "Slack could not be reached. Check the network and try again.");
}

/** Timers of the process, as it has to stay alive until the end. */
function atMost(delayMs: number, work: Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, delayMs);
    void work.then(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
