import { matchesPattern } from "@callboard/core";

/** What whoever runs a bot can decide; each has a default. */
export interface BotSettings {
  /** The name of the slash command; `/catalog` unless given. */
  readonly command: string;
  /** Names of channels where everybody may read what one asks, such as `inc-*`: `/catalog` answers publicly there. */
  readonly incidentChannels: readonly string[];
  /** Where the catalog is shown on the web, such as `https://catalog.example.com`; links to it are unfurled. */
  readonly catalogUrl: string | null;
  /** The environments to choose from in a menu; no menu without them. */
  readonly environments: readonly string[];
  /** The environment that is meant where a question about a failure names none; null means everywhere. */
  readonly defaultEnvironment: string | null;
  /** True answers unasked in incident channels. */
  readonly autopilot: boolean;
}

export const defaultSettings: BotSettings = {
  command: "/catalog",
  incidentChannels: ["inc-*", "incident-*"],
  catalogUrl: null,
  environments: [],
  defaultEnvironment: null,
  autopilot: false,
};

/** True for a channel where an incident is handled. */
export function isIncidentChannel(name: string, { incidentChannels }: BotSettings): boolean {
  return name !== "" && incidentChannels.some((pattern) => matchesPattern(name, pattern));
}
