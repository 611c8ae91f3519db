export { type BotOptions, type SlackBot, type SlackBotOptions, slackBot } from "./slack/slack-bot.ts";
export { type ManifestOptions, type SlackManifest, slackManifest } from "./slack/slack-manifest.ts";
export { type RunningSlackBot, type StartSlackBotOptions, startSlackBot } from "./slack/start-slack-bot.ts";
export type { BotSettings } from "./surfaces/settings.ts";
export type { BotTemplates } from "./surfaces/templates/templates.ts";
export type { Person, Standing } from "./trust/people.ts";
export type { Place } from "./trust/places.ts";
export { type BotPolicy, type BotRequest, defaultPolicy, type Ruling } from "./trust/policy.ts";
