import { checkOptions } from "../../limits/check-options.ts";
import { isJsonObject, type Json, type JsonObject } from "../../limits/json.ts";
import { answerTo, type RespondOptions } from "../answers/respond.ts";
import { submitView } from "../answers/submit-view.ts";
import type { Delivery, DeliveryType } from "../delivery/delivery.ts";
import {
  type ActContext,
  actionPayload,
  closedPayload,
  commandPayload,
  type Place,
  shortcutPayload,
  submissionPayload,
  suggestionPayload,
} from "../delivery/payloads.ts";
import type { ResponseTarget, ResponseUrls } from "../delivery/response-urls.ts";
import type { Triggers } from "../delivery/triggers.ts";
import type { Channel } from "../workspace/channel.ts";
import type { Message } from "../workspace/message.ts";
import type { Person } from "../workspace/person.ts";
import type { OpenView, Views } from "../workspace/views.ts";
import { elementValue, findElement, viewState } from "./element-values.ts";
import type { Act, Entered, FakeUser, MessageRef } from "./fake-user-contract.ts";
import { suggestedOptions } from "./suggested-options.ts";
import { writtenText } from "./written-text.ts";

/** What the acts of people work on. */
export interface ActOptions extends RespondOptions {
  readonly views: Views;
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
  readonly appId: string;
  /** Lets the time of an act pass. */
  readonly pace: () => Promise<void>;
  readonly deliver: (type: DeliveryType, payload: JsonObject) => Promise<Delivery>;
  readonly emit: (subscription: string, scopes: readonly string[], event: JsonObject) => Promise<Delivery | null>;
  /** Does something and waits until the app has acknowledged the events that it caused. */
  readonly withEvents: <T>(change: () => T) => Promise<T>;
  readonly findChannel: (name: string) => Channel;
}

export function fakeUser(person: Person, options: ActOptions): FakeUser {
  const { workspace, views, triggers, responseUrls, appId, log, now } = options;

  return {
    ...person,
    async says(where, text, { thread } = {}) {
      await options.pace();
      const channel = channelOf(where);
      if (channel.isArchived) throw new Error(`#${channel.name} is archived, so nobody can write there.`);
      const parent = thread && workspace.message(thread.channel, thread.ts);
      return options.withEvents(() =>
        workspace.post({
          channel: channel.id,
          user: person.id,
          text: writtenText(text, workspace),
          threadTs: parent ? (parent.threadTs ?? parent.ts) : null,
        }),
      );
    },
    async edits(ref, text) {
      await options.pace();
      const message = messageOf(ref);
      return options.withEvents(() =>
        workspace.update(message, { text: writtenText(text, workspace), isEdited: true }),
      );
    },
    async runs(line, { channel = "#general" } = {}) {
      await options.pace();
      const target: ResponseTarget = { channel: channelOf(channel).id, user: person.id, message: null };
      const [command = "", ...words] = line.split(" ");
      const context = actContext();
      const responseUrl = responseUrls.create(target);
      const payload = commandPayload(context, command, words.join(" "), target.channel, responseUrl);
      const delivery = await options.deliver("slash_commands", payload);
      const answer = typeof delivery.answer === "string" ? { text: delivery.answer } : delivery.answer;
      if (isJsonObject(answer)) answerTo(target, answer, "ack", { workspace, log, now });
      return { delivery, triggerId: context.triggerId, responseUrl };
    },
    clicks: (place, button, entered) =>
      act(
        place,
        button,
        (type) => type === "button" || type === "icon_button",
        ({ text, value }) => ({
          ...(text === undefined ? {} : { text }),
          ...(value === undefined ? {} : { value }),
        }),
        entered,
      ),
    selects: (place, menu, entry, entered) =>
      act(
        place,
        menu,
        (type) => !type.endsWith("button"),
        (element) => elementValue(element, entry),
        entered,
      ),
    async searches(place, menu, query) {
      await options.pace();
      const { blockId, element } = findElement(blocksOf(place), menu, (type) => type.endsWith("external_select"));
      const ids = { blockId, actionId: String(element.action_id) };
      const payload = suggestionPayload(actContext(), placeOf(place), ids, query);
      const { answer } = await options.deliver("interactive", payload);
      const violations = checkOptions(answer);
      const error = violations.length > 0 ? "invalid_response" : null;
      const logged = isJsonObject(answer) ? answer : { answer };
      log.add({ method: "ack", payload: logged, ok: error === null, error, violations, atMs: now() });
      return error === null ? suggestedOptions(answer) : [];
    },
    async uses(callbackId, ref) {
      await options.pace();
      const context = actContext();
      const place = ref && messagePlace(messageOf(ref));
      const actionTs = String(now() / 1000);
      const payload = shortcutPayload(context, callbackId, actionTs, place ?? null);
      const delivery = await options.deliver("interactive", payload);
      return { delivery, triggerId: context.triggerId, responseUrl: place?.responseUrl ?? null };
    },
    async submits(entries = {}) {
      await options.pace();
      const view = topView();
      const context = actContext();
      const values = viewState(blocksOf(view), entries);
      const delivery = await options.deliver("interactive", submissionPayload(context, view, values));
      const errors = delivery.isAcknowledged ? submitView(view, delivery.answer, { views, log, now }) : {};
      return { delivery, triggerId: context.triggerId, responseUrl: null, errors };
    },
    async closes() {
      await options.pace();
      const view = topView();
      views.pop(person.id);
      if (view.content.notify_on_close === true) {
        await options.deliver("interactive", closedPayload(actContext(), view));
      }
    },
    async opensHome(tab = "home") {
      await options.pace();
      const { id: channel } = workspace.directChannel(person.id);
      return options.emit("app_home_opened", [], {
        type: "app_home_opened",
        user: person.id,
        channel,
        tab,
        event_ts: String(now() / 1000),
      });
    },
    async joins(where) {
      await options.pace();
      await options.withEvents(() => workspace.join(channelOf(where).id, person.id));
    },
    async reacts(ref, name) {
      await options.pace();
      const message = messageOf(ref);
      const users = new Set([...(message.reactions.get(name) ?? []), person.id]);
      workspace.update(message, { reactions: new Map([...message.reactions, [name, users]]) });
      return options.emit("reaction_added", ["reactions:read"], {
        type: "reaction_added",
        user: person.id,
        reaction: name,
        item: { type: "message", channel: message.channel, ts: message.ts },
        item_user: message.user,
        event_ts: String(now() / 1000),
      });
    },
    view: () => views.stack(person.id).at(-1),
    home: () => views.home(person.id),
  };

  async function act(
    at: MessageRef | OpenView,
    wanted: string,
    fits: (type: string) => boolean,
    valuesOf: (element: JsonObject) => JsonObject,
    entered: Entered = {},
  ): Promise<Act> {
    await options.pace();
    const { blockId, element } = findElement(blocksOf(at), wanted, fits);
    const place = placeOf(at);
    const values = "view" in place ? stateIn(at, entered, blockId, { ...element, ...valuesOf(element) }) : {};
    const context = actContext();
    const action = {
      type: element.type ?? "",
      block_id: blockId,
      action_id: String(element.action_id),
      action_ts: String(now() / 1000),
      ...valuesOf(element),
    };
    const delivery = await options.deliver("interactive", actionPayload(context, { ...place, values }, action));
    const responseUrl = "message" in place ? place.responseUrl : null;
    return { delivery, triggerId: context.triggerId, responseUrl };
  }

  function actContext(): ActContext {
    return { workspace, appId, person, triggerId: triggers.create(person.id) };
  }

  function placeOf(place: MessageRef | OpenView): Place {
    return "hash" in place ? { view: currentView(place), values: {} } : messagePlace(messageOf(place));
  }

  /** What the inputs of a window hold, with what was just entered in one of them. */
  function stateIn(at: MessageRef | OpenView, entered: Entered, blockId: string, acted: JsonObject): JsonObject {
    const values = viewState(blocksOf(at), entered, { isSubmitted: false });
    const { type = "", action_id, value, selected_option, selected_options } = acted;
    if (type === "button") return values;
    const state = Object.entries({ value, selected_option, selected_options }).filter(([, part]) => part !== undefined);
    return { ...values, [blockId]: { [String(action_id)]: { type, ...Object.fromEntries(state) } } };
  }

  function messagePlace(message: Message) {
    return { message, responseUrl: responseUrls.create({ channel: message.channel, user: person.id, message }) };
  }

  function blocksOf(place: MessageRef | OpenView): readonly Json[] {
    if (!("hash" in place)) return messageOf(place).blocks;
    const { blocks } = currentView(place).content;
    return Array.isArray(blocks) ? blocks : [];
  }

  function currentView(view: OpenView): OpenView {
    const current = views.find(view.id);
    if (!current) throw new Error(`${person.name} does not have that view open any more.`);
    return current;
  }

  function topView(): OpenView {
    const view = views.stack(person.id).at(-1);
    if (!view) throw new Error(`${person.name} has no modal open.`);
    return view;
  }

  /** The message as it is now, since an app may have changed it after a test got hold of it. */
  function messageOf({ channel, ts }: MessageRef): Message {
    const message = workspace.message(channel, ts);
    if (!message) throw new Error(`The message ${ts} is not there any more.`);
    if (message.ephemeralTo !== null && message.ephemeralTo !== person.id) {
      throw new Error(`${person.name} does not see the message ${ts}.`);
    }
    return message;
  }

  function channelOf(where: string): Channel {
    if (where === `@${workspace.bot.name}`) return workspace.directChannel(person.id);
    const channel = options.findChannel(where);
    if (!channel.members.has(person.id)) throw new Error(`${person.name} is not in #${channel.name}.`);
    return channel;
  }
}
