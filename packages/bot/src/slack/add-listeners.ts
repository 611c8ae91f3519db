import type { App } from "@slack/bolt";
import { isJsonObject, type JsonObject, own } from "../limits/json.ts";
import type { Services } from "../surfaces/services.ts";
import type { BotSettings } from "../surfaces/settings.ts";
import { clicked, type Listener, listeners } from "./listeners.ts";

/** Adds every listener to an app. Each acknowledges before it does anything. */
export function addListeners(app: App, services: Services): void {
  for (const listener of listenersFor(services.settings)) add(app, listener, services);
}

/** The listeners that a bot with these settings has. */
export function listenersFor({
  autopilot,
  catalogUrl,
}: Pick<BotSettings, "autopilot" | "catalogUrl">): readonly Listener[] {
  const isOn = { autopilot, unfurl: catalogUrl !== null };
  return listeners.filter(({ only }) => only === undefined || isOn[only]);
}

function add(app: App, listener: Listener, services: Services): void {
  switch (listener.on) {
    case "event":
      // Bolt has acknowledged an event before it calls anybody.
      app.event(listener.name, async ({ body }) => {
        const event = own(body, "event");
        if (isJsonObject(event)) listener.handle(event, jsonOf(body), services);
      });
      break;
    case "command":
      app.command(services.settings.command, async ({ ack, body }) => {
        await ack();
        listener.handle(jsonOf(body), services);
      });
      break;
    case "shortcut":
      app.shortcut(listener.callbackId, async ({ ack, body }) => {
        await ack();
        listener.handle(jsonOf(body), services);
      });
      break;
    case "action":
      app.action(patternOf(listener), async ({ ack, body }) => {
        await ack();
        clicked(jsonOf(body), listener, services);
      });
      break;
    case "options":
      app.options(listener.actionId, async ({ ack, body }) => {
        const typed = own(body, "value");
        const user = own(own(body, "user"), "id");
        const suggested = await listener.suggest(String(typed ?? ""), String(user ?? ""), services);
        await ack(suggested);
      });
      break;
    default:
      listener satisfies never;
  }
}

function patternOf({ actionId, isPrefix }: Extract<Listener, { on: "action" }>): string | RegExp {
  return isPrefix ? new RegExp(`^${actionId.replaceAll(".", "\\.")}`) : actionId;
}

function jsonOf(body: unknown): JsonObject {
  return isJsonObject(body) ? body : {};
}
