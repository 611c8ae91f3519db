import { z } from "zod";
import { secretText, text } from "./text.ts";

/** How the bot in Slack is run. Fields that `startSlackBot` has too are called as there and mean the same. */
export const botSection = z
  .strictObject({
    token: secretText.exactOptional().describe("The bot token, xoxb-…; SLACK_BOT_TOKEN unless given."),
    appToken: secretText
      .exactOptional()
      .describe("The app-level token for Socket Mode, xapp-…; SLACK_APP_TOKEN unless given."),
    signingSecret: secretText
      .exactOptional()
      .describe("The signing secret for HTTP, where there is no app token; SLACK_SIGNING_SECRET unless given."),
    port: z.int().min(1).max(65_535).default(3000).describe("Where HTTP listens, at /slack/events."),
    folder: text
      .exactOptional()
      .describe("Where the bot remembers what it has answered, so that a restart repeats nothing."),
    command: z
      .string()
      .regex(/^\/[a-z0-9_-]{1,31}$/, "A command is a slash and up to 31 lower-case letters, digits, - and _.")
      .default("/catalog")
      .describe("The slash command."),
    incidentChannels: z
      .array(text)
      .default(["inc-*", "incident-*"])
      .describe("Names of channels where the command answers everybody."),
    catalogUrl: z
      .url({ protocol: /^https?$/ })
      .exactOptional()
      .describe("Where the catalog is shown on the web; links to it are unfurled."),
    autopilot: z.boolean().default(false).describe("Join incident channels, and answer alerts there unasked."),
    templates: z.boolean().default(true).describe("Run templates from Slack."),
    approvers: z
      .array(text)
      .min(1)
      .exactOptional()
      .describe("Users and groups of the catalog who approve runs, never their own; whoever asked unless given."),
    apiUrl: text.exactOptional().describe("Where Slack's Web API is, for a proxy or a test."),
  })
  .prefault({})
  .describe("The bot in Slack.");
