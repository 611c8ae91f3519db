import type { BotTemplates } from "@callboard/bot";
import { type Catalog, entityRef, type Logger } from "@callboard/core";
import type { Tasks } from "@callboard/scaffolder";
import { isDemo } from "../catalog/is-demo.ts";
import { openFollowing } from "../catalog/open-following.ts";
import { sourceNotes } from "../catalog/source-state.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { openFacts } from "../facts/open-facts.ts";
import { DEMO_MARK, type Session } from "../session.ts";
import { configuredTasks } from "../template/configured-tasks.ts";
import { templateInCatalog } from "../template/open-template.ts";
import { toldToStop } from "../told-to-stop.ts";
import { ask } from "./ask.ts";
import { botOptions } from "./bot-options.ts";

/** `callboard bot`: answers in Slack until it is told to stop. Without any token it answers here. */
export async function bot(session: Session): Promise<ExitCode> {
  const { output } = session;
  const options = botOptions(session);
  if (options === null) {
    output.note(NO_TOKENS);
    return ask(session, [], { surface: "dm" });
  }
  const facts = await openFacts(session);
  const catalog = await openFollowing(session);
  const tasks = session.config?.config.bot.templates === false ? null : configuredTasks(session, catalog);
  try {
    if (isDemo(catalog)) output.note(DEMO_MARK);
    for (const note of sourceNotes(catalog.sources(), session.commandLine)) output.note(note);
    const { startSlackBot } = await import("@callboard/bot");
    const running = await startSlackBot({
      ...options,
      catalog,
      ...(facts && { facts }),
      ...(tasks && { templates: templatesFor(tasks, catalog, session) }),
      logger: loggerTo(output.note),
    });
    output.note(
      running.port === null
        ? "The bot is connected to Slack over Socket Mode. Ctrl-C stops it."
        : `The bot listens for Slack on port ${running.port} at /slack/events. Ctrl-C stops it.`,
    );
    if (options.folder === undefined) output.note(NO_FOLDER);
    await toldToStop();
    output.note("The bot finishes what it is doing, and stops.");
    // What runs stops with the step that it is in, and its message says so.
    await tasks?.close();
    await running.stop();
    return EXIT.ok;
  } finally {
    await tasks?.close();
    facts?.close();
    await catalog.close();
  }
}

/** Templates of the catalog, run as the configuration says. */
function templatesFor(tasks: Tasks, catalog: Catalog, session: Session): BotTemplates {
  const approvers = session.config?.config.bot.approvers?.map((ref) => entityRef(ref));
  return { tasks, templateOf: (ref) => templateInCatalog(ref, catalog, session), ...(approvers && { approvers }) };
}

const NO_TOKENS =
  "There are no tokens for Slack, so the bot answers here. For Slack set SLACK_BOT_TOKEN, and SLACK_APP_TOKEN or " +
  "SLACK_SIGNING_SECRET. An app to take them from is made from: callboard bot manifest";
const NO_FOLDER =
  "It forgets what it has answered when it is stopped. To keep that, say where: bot.folder in callboard.yaml.";

/** Only what somebody has to look at. */
function loggerTo(note: (message: string) => void): Logger {
  const write: Logger["warn"] = (message, fields) => {
    const details = Object.entries(fields ?? {}).map(([name, value]) => `${name}: ${String(value)}`);
    note(details.length > 0 ? `${message} (${details.join(", ")})` : message);
  };
  return { debug() {}, info() {}, warn: write, error: write };
}
