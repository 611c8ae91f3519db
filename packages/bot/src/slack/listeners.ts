import { type JsonObject, own } from "../limits/json.ts";
import { actionIds } from "../render/actions.ts";
import { entityOptions } from "../render/entity-options.ts";
import { answerCommand } from "../surfaces/answer-command.ts";
import { answerMessage } from "../surfaces/answer-message.ts";
import type { Click } from "../surfaces/click.ts";
import { askByClick, askByPick, narrowByClick } from "../surfaces/click-question.ts";
import { keptClick } from "../surfaces/kept-click.ts";
import { previewNotices, sendNotices } from "../surfaces/notify.ts";
import { page } from "../surfaces/page.ts";
import type { Services } from "../surfaces/services.ts";
import { dismiss, share } from "../surfaces/share.ts";
import { showHome } from "../surfaces/show-home.ts";
import { showList } from "../surfaces/show-list.ts";
import { showPicture } from "../surfaces/show-picture.ts";
import { openByCommand, templateWords } from "../surfaces/templates/open-form.ts";
import { unfurl } from "../surfaces/unfurl.ts";
import { whoOwns } from "../surfaces/who-owns.ts";
import { showEdges } from "../surfaces/wrong-edge.ts";
import { type ActionListener, action, type Listener } from "./listener.ts";
import { readClick } from "./read-click.ts";
import { readCommand } from "./read-command.ts";
import { readLinks } from "./read-links.ts";
import { readPostedByApp, readWritten } from "./read-message.ts";
import { readPointed } from "./read-pointed.ts";
import { templateListeners } from "./template-listeners.ts";

/** Everything the bot listens to. The manifest of the app is made from it. */
export const listeners: readonly Listener[] = [
  {
    on: "event",
    name: "app_mention",
    subscriptions: ["app_mention"],
    scopes: ["app_mentions:read"],
    handle: heard,
  },
  {
    on: "event",
    name: "message",
    subscriptions: ["message.channels", "message.groups", "message.im", "message.mpim"],
    scopes: ["channels:history", "groups:history", "im:history", "mpim:history"],
    handle: heard,
  },
  {
    on: "event",
    name: "app_home_opened",
    subscriptions: ["app_home_opened"],
    scopes: [],
    async handle(event, body, services) {
      const user = own(event, "user");
      if (own(event, "tab") !== "home" || typeof user !== "string") return;
      const key = `home ${String(own(body, "event_id"))}`;
      await services.intake.take({ key, lane: key, ids: { type: "home", user } }, () => showHome(user, services));
    },
  },
  {
    on: "event",
    name: "link_shared",
    subscriptions: ["link_shared"],
    scopes: ["links:read"],
    only: "unfurl",
    async handle(event, body, services) {
      const links = readLinks(event, body);
      const key = `links ${links?.channel}/${links?.ts}`;
      if (links) await services.intake.take({ key, lane: key, ids: null }, () => unfurl(links, services));
    },
  },
  {
    on: "event",
    name: "channel_created",
    subscriptions: ["channel_created"],
    scopes: ["channels:read"],
    only: "autopilot",
    handle: named,
  },
  {
    on: "event",
    name: "channel_rename",
    subscriptions: ["channel_rename"],
    scopes: ["channels:read"],
    only: "autopilot",
    handle: named,
  },
  {
    on: "event",
    name: "member_joined_channel",
    subscriptions: ["member_joined_channel"],
    scopes: ["channels:read", "groups:read"],
    only: "autopilot",
    async handle(event, body, { autopilot, self }) {
      const channel = own(event, "channel");
      if (own(event, "user") !== self || typeof channel !== "string") return;
      await autopilot?.enter(channel, String(own(body, "event_id")));
    },
  },
  {
    on: "command",
    description: "Ask the software catalog",
    usageHint: "who owns payment-service",
    scopes: ["commands"],
    async handle(body, services) {
      const typed = readCommand(body);
      const ids = typed && awaited(typed, services);
      if (!typed) return;
      const words = services.templates && templateWords(typed.text);
      await once(body, services, ids, () =>
        words === null ? answerCommand(typed, services) : openByCommand(typed, words, services),
      );
    },
  },
  {
    on: "shortcut",
    name: "Who owns this?",
    callbackId: "callboard_who_owns",
    description: "Finds the owners of what a message names",
    scopes: ["commands"],
    async handle(body, services) {
      const pointed = readPointed(body);
      const ids = pointed && awaited(pointed, services);
      if (pointed) await once(body, services, ids, () => whoOwns(pointed, services));
    },
  },
  action(`${actionIds.ask}.`, askByClick, { isPrefix: true }),
  action(actionIds.mode, narrowByClick),
  action(actionIds.environment, narrowByClick),
  action(actionIds.picture, showPicture),
  action(actionIds.list, showList),
  action(actionIds.page, page),
  action(actionIds.notify, previewNotices),
  action(actionIds.notifySend, sendNotices),
  action(actionIds.wrongEdge, showEdges),
  action(actionIds.share, share),
  action(actionIds.dismiss, dismiss),
  // Buttons that open an address: Slack tells of the click, and wants it acknowledged.
  action(`${actionIds.open}.`, async () => {}, { isPrefix: true }),
  action(actionIds.pickEntity, askByPick),
  {
    on: "options",
    actionId: actionIds.pickEntity,
    scopes: [],
    async suggest(typed, { user }, { catalog, people, places, policy }) {
      const [person, place] = await Promise.all([people.find(user), places.find("D-home")]);
      const { allowed } = await policy({ person, place, does: "read" });
      return allowed ? entityOptions(catalog, typed) : { option_groups: [] };
    },
  },
  ...templateListeners,
];

async function heard(event: JsonObject, body: JsonObject, services: Services): Promise<void> {
  const { autopilot, self } = services;
  const written = readWritten(event, body);
  if (written && written.user !== self) return answerMessage(written, services) ?? autopilot?.read(written, false);
  const posted = readPostedByApp(event, body);
  if (posted && posted.user !== self) await autopilot?.read(posted, true);
}

/** A channel got its name. */
async function named(event: JsonObject, body: JsonObject, { autopilot }: Services): Promise<void> {
  const [id, name] = ["id", "name"].map((field) => own(own(event, "channel"), field));
  if (typeof id === "string" && typeof name === "string")
    await autopilot?.join(id, name, String(own(body, "event_id")));
}

/** What people do by hand has an id of its own each time. */
function once(
  body: JsonObject,
  { intake }: Services,
  ids: JsonObject | null,
  work: () => Promise<void>,
): Promise<void> {
  const key = `act ${String(own(body, "trigger_id"))}`;
  return intake.take({ key, lane: key, ids }, work);
}

/** What was asked is not kept; who waits for the answer is told when it does not come. */
function awaited({ responseUrl }: { readonly responseUrl: string }, { clock }: Services): JsonObject {
  return { type: "private", responseUrl, at: clock.now() };
}

/** Hands a click on, unless this was done before. Resolves when it will not be forgotten. */
export async function clicked(body: JsonObject, { handle }: ActionListener, services: Services): Promise<void> {
  const click = readClick(body);
  if (click) await once(body, services, keptClick(click, services.clock.now()), () => handle(click, services));
}

/** Does what a click asks for that an earlier process was told of. */
export async function handleClick(click: Click, services: Services): Promise<void> {
  const is = ({ actionId, isPrefix }: ActionListener) =>
    isPrefix ? click.actionId.startsWith(actionId) : click.actionId === actionId;
  const listener = listeners.find((each): each is ActionListener => each.on === "action" && is(each));
  await listener?.handle(click, services);
}
