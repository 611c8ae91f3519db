import { defaultSettings } from "../surfaces/settings.ts";
import { AUTOPILOT_METHODS, SLACK_METHODS } from "../trust/slack-methods.ts";
import { listenersFor } from "./add-listeners.ts";

/** How the app is to be set up. */
export interface ManifestOptions {
  readonly transport: "socket" | "http";
  /** Where HTTP reaches the bot: `https://bot.example.com/slack/events`. */
  readonly url?: string;
  /** What people see as the sender; `Callboard` unless given. */
  readonly name?: string;
  /** As {@link BotSettings} of the bot; each default is the bot's. */
  readonly command?: string;
  readonly catalogUrl?: string | null;
  readonly autopilot?: boolean;
}

/** The manifest of an app as Slack takes it under “Create from a manifest”. */
export interface SlackManifest {
  readonly _metadata: { readonly major_version: 1 };
  readonly display_information: { readonly name: string; readonly description: string };
  readonly features: {
    readonly app_home: {
      readonly home_tab_enabled: boolean;
      readonly messages_tab_enabled: boolean;
      readonly messages_tab_read_only_enabled: boolean;
    };
    readonly bot_user: { readonly display_name: string; readonly always_online: boolean };
    readonly shortcuts: readonly {
      readonly name: string;
      readonly type: "message";
      readonly callback_id: string;
      readonly description: string;
    }[];
    readonly slash_commands: readonly {
      readonly command: string;
      readonly description: string;
      readonly usage_hint: string;
      readonly should_escape: boolean;
      readonly url?: string;
    }[];
    readonly unfurl_domains?: readonly string[];
  };
  readonly oauth_config: { readonly scopes: { readonly bot: readonly string[] } };
  readonly settings: {
    readonly event_subscriptions: { readonly bot_events: readonly string[]; readonly request_url?: string };
    readonly interactivity: {
      readonly is_enabled: boolean;
      readonly request_url?: string;
      readonly message_menu_options_url?: string;
    };
    readonly org_deploy_enabled: boolean;
    readonly socket_mode_enabled: boolean;
    readonly token_rotation_enabled: boolean;
  };
}

/** The manifest of the app that a bot needs: exactly the events, commands and scopes that it uses. */
export function slackManifest(options: ManifestOptions): SlackManifest {
  const { transport, name = "Callboard", command = defaultSettings.command } = options;
  const { catalogUrl = defaultSettings.catalogUrl, autopilot = defaultSettings.autopilot } = options;
  const url = transport === "http" ? (options.url ?? EXAMPLE_URL) : undefined;
  const used = listenersFor({ autopilot, catalogUrl });
  const methods = Object.entries({ ...SLACK_METHODS, ...(autopilot && AUTOPILOT_METHODS) })
    .filter(([method]) => catalogUrl !== null || method !== "chat.unfurl")
    .flatMap(([, scopes]) => scopes);
  return {
    _metadata: { major_version: 1 },
    display_information: { name, description: "Answers what exists, who owns it and what breaks when it breaks." },
    features: {
      app_home: {
        home_tab_enabled: true,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: false,
      },
      bot_user: { display_name: name, always_online: true },
      shortcuts: used.flatMap((listener) =>
        listener.on === "shortcut"
          ? [
              {
                name: listener.name,
                type: "message",
                callback_id: listener.callbackId,
                description: listener.description,
              } as const,
            ]
          : [],
      ),
      slash_commands: used.flatMap((listener) =>
        listener.on === "command"
          ? [
              {
                command,
                description: listener.description,
                usage_hint: listener.usageHint,
                should_escape: true,
                ...(url !== undefined && { url }),
              },
            ]
          : [],
      ),
      ...(catalogUrl !== null && { unfurl_domains: [new URL(catalogUrl).hostname] }),
    },
    oauth_config: { scopes: { bot: sorted([...used.flatMap(({ scopes }) => scopes), ...methods]) } },
    settings: {
      event_subscriptions: {
        bot_events: sorted(used.flatMap((listener) => (listener.on === "event" ? listener.subscriptions : []))),
        ...(url !== undefined && { request_url: url }),
      },
      interactivity: {
        is_enabled: true,
        ...(url !== undefined && { request_url: url, message_menu_options_url: url }),
      },
      org_deploy_enabled: false,
      socket_mode_enabled: transport === "socket",
      token_rotation_enabled: false,
    },
  };
}

/** Stands in the manifest until somebody knows better. */
const EXAMPLE_URL = "https://bot.example.com/slack/events";

function sorted(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}
