import type { App } from "@slack/bolt";
import { isJsonObject, type JsonObject, own } from "../limits/json.ts";
import type { Services } from "../surfaces/services.ts";
import type { BotSettings } from "../surfaces/settings.ts";
import { type Acknowledgements, acknowledgeKept, LATEST_ACK_MS } from "./acknowledge-kept.ts";
import { isForUs } from "./is-for-us.ts";
import { clicked, type Listener, listeners } from "./listeners.ts";

/** Adds every listener to an app. What it has to do is kept before Slack is told that it has arrived. */
export function addListeners(app: App, services: Services): void {
  const used = listenersFor(services.settings);
  const events = used.flatMap((listener) => (listener.on === "event" ? [listener.name] : []));
  const acknowledgements = acknowledgeKept(app, new Set(events), services);
  for (const listener of used) add(app, listener, services, acknowledgements);
}

/** The listeners that a bot with these settings has. */
export function listenersFor({
  autopilot,
  catalogUrl,
}: Pick<BotSettings, "autopilot" | "catalogUrl">): readonly Listener[] {
  const isOn = { autopilot, unfurl: catalogUrl !== null };
  return listeners.filter(({ only }) => only === undefined || isOn[only]);
}

function add(app: App, listener: Listener, services: Services, { kept }: Acknowledgements): void {
  switch (listener.on) {
    case "event":
      app.event(listener.name, async ({ body }) => {
        const event = own(body, "event");
        if (isJsonObject(event) && isForUs(body, services.home)) await listener.handle(event, jsonOf(body), services);
        await kept(body);
      });
      break;
    case "command":
      app.command(services.settings.command, async ({ ack, body }) => {
        if (isForUs(body, services.home)) await inTime(listener.handle(jsonOf(body), services), services);
        await ack();
      });
      break;
    case "shortcut":
      app.shortcut(listener.callbackId, async ({ ack, body }) => {
        if (isForUs(body, services.home)) await inTime(listener.handle(jsonOf(body), services), services);
        await ack();
      });
      break;
    case "action":
      app.action(patternOf(listener), async ({ ack, body }) => {
        if (isForUs(body, services.home)) await inTime(clicked(jsonOf(body), listener, services), services);
        await ack();
      });
      break;
    case "options":
      app.options(listener.actionId, async ({ ack, body }) => {
        const typed = own(body, "value");
        const user = own(own(body, "user"), "id");
        const isOurs = isForUs(body, services.home);
        const suggested = isOurs && (await listener.suggest(String(typed ?? ""), String(user ?? ""), services));
        await ack(suggested || { option_groups: [] });
      });
      break;
    default:
      listener satisfies never;
  }
}

/** Resolves with the work, or when an acknowledgement can wait no longer. */
function inTime(work: Promise<void>, { clock }: Services): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = clock.setTimer(resolve, LATEST_ACK_MS);
    work.then(resolve, reject).finally(cancel);
  });
}

function patternOf({ actionId, isPrefix }: Extract<Listener, { on: "action" }>): string | RegExp {
  return isPrefix ? new RegExp(`^${actionId.replaceAll(".", "\\.")}`) : actionId;
}

function jsonOf(body: unknown): JsonObject {
  return isJsonObject(body) ? body : {};
}
