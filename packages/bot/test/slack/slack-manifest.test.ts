import { describe, expect, it } from "vitest";
import { slackManifest } from "../../src/index.ts";
import { listenersFor } from "../../src/slack/add-listeners.ts";
import { listeners } from "../../src/slack/listeners.ts";
import { AUTOPILOT_METHODS, SLACK_METHODS } from "../../src/trust/slack-methods.ts";

const full = { catalogUrl: "https://catalog.example.com", autopilot: true };

describe("slackManifest", () => {
  it("has the scope, event, command and shortcut of every listener, and nothing else", () => {
    const { features, oauth_config, settings } = slackManifest({ transport: "socket", ...full });
    const events = listeners.flatMap((listener) => (listener.on === "event" ? listener.subscriptions : []));
    const methods = Object.values({ ...SLACK_METHODS, ...AUTOPILOT_METHODS }).flat();
    const scopes = [...listeners.flatMap((listener) => listener.scopes), ...methods];
    expect(new Set(settings.event_subscriptions.bot_events)).toEqual(new Set(events));
    expect(new Set(oauth_config.scopes.bot)).toEqual(new Set(scopes));
    expect(features.slash_commands.map(({ command }) => command)).toEqual(["/catalog"]);
    expect(features.shortcuts.map(({ callback_id }) => callback_id)).toEqual(
      listeners.flatMap((listener) => (listener.on === "shortcut" ? [listener.callbackId] : [])),
    );
    expect(features.unfurl_domains).toEqual(["catalog.example.com"]);
  });

  it("asks for less when Autopilot and links to the catalog are off", () => {
    const { features, oauth_config, settings } = slackManifest({ transport: "socket" });
    expect(oauth_config.scopes.bot).not.toContain("channels:join");
    expect(oauth_config.scopes.bot.filter((scope) => scope.startsWith("links"))).toEqual([]);
    expect(settings.event_subscriptions.bot_events).not.toContain("link_shared");
    expect(features).not.toHaveProperty("unfurl_domains");
    expect(listenersFor({ autopilot: false, catalogUrl: null }).length).toBeLessThan(listeners.length);
  });

  it("names the address of the bot wherever Slack needs it over HTTP, and none over Socket Mode", () => {
    const url = "https://bot.example.com/slack/events";
    const { features, settings } = slackManifest({ transport: "http", url });
    expect(settings).toMatchObject({
      socket_mode_enabled: false,
      event_subscriptions: { request_url: url },
      interactivity: { request_url: url, message_menu_options_url: url },
    });
    expect(features.slash_commands).toMatchObject([{ url }]);
    expect(JSON.stringify(slackManifest({ transport: "socket" }))).not.toContain("https://");
  });
});
