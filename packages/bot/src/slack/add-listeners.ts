import type { App } from "@slack/bolt";
import { isJsonObject, type JsonObject, own } from "../limits/json.ts";
import type { Services } from "../surfaces/services.ts";
import type { BotSettings } from "../surfaces/settings.ts";
import { type Acknowledgements, acknowledgeKept, LATEST_ACK_MS } from "./acknowledge-kept.ts";
import { isForUs } from "./is-for-us.ts";
import type { AskedOptions, Listener, OptionsListener, Suggested } from "./listener.ts";
import { clicked, listeners } from "./listeners.ts";
import { readView } from "./read-click.ts";

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
        const [typed, blockId] = ["value", "block_id"].map((field) => String(own(body, field) ?? ""));
        const user = String(own(own(body, "user"), "id") ?? "");
        const asked = { user, blockId: blockId ?? "", view: readView(jsonOf(body)) };
        const isOurs = isForUs(body, services.home);
        const suggested = isOurs && (await suggestedBy(listener, typed ?? "", asked, services));
        if (!suggested) await ack({ option_groups: [] });
        else if ("options" in suggested) await ack({ options: [...suggested.options] });
        else await ack(suggested);
      });
      break;
    case "view":
      app.view(listener.callbackId, async ({ ack, body }) => {
        const view = readView(jsonOf(body));
        const user = own(own(body, "user"), "id");
        if (!isForUs(body, services.home) || !view || typeof user !== "string") return ack();
        await ack(await listener.submit({ user, view }, services));
      });
      break;
    default:
      listener satisfies never;
  }
}

/** What a menu offers; nothing where that fails, as Slack shows no reason. */
async function suggestedBy(
  { suggest }: OptionsListener,
  typed: string,
  asked: AskedOptions,
  services: Services,
): Promise<Suggested | null> {
  return suggest(typed, asked, services).catch((reason: unknown) => {
    services.logger.error("A menu could not be filled.", { reason });
    return null;
  });
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
