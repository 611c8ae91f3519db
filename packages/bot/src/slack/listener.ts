import type { PlainTextOption } from "@slack/types";
import type { JsonObject } from "../limits/json.ts";
import type { entityOptions } from "../render/entity-options.ts";
import type { Click, ClickedView } from "../surfaces/click.ts";
import type { Services } from "../surfaces/services.ts";
import type { Submission, SubmissionAnswer } from "../surfaces/templates/submit-form.ts";

/** Something that Slack tells the bot, what the app needs for that, and what the bot does then. */
export type Listener =
  | EventListener
  | CommandListener
  | ShortcutListener
  | ActionListener
  | OptionsListener
  | ViewListener;

interface ListenerFields {
  /** Scopes of the bot token without which Slack says nothing. */
  readonly scopes: readonly string[];
  /** What it is for, where it is left out unless that is on. */
  readonly only?: "autopilot" | "unfurl";
}

export interface EventListener extends ListenerFields {
  readonly on: "event";
  /** The type of the event. */
  readonly name: string;
  /** What the app subscribes to for it. */
  readonly subscriptions: readonly string[];
  /** Resolves when what is to be done will not be forgotten. */
  handle(event: JsonObject, body: JsonObject, services: Services): Promise<void>;
}

/** The one slash command; its name is a setting. */
export interface CommandListener extends ListenerFields {
  readonly on: "command";
  readonly description: string;
  readonly usageHint: string;
  /** As for events. */
  handle(body: JsonObject, services: Services): Promise<void>;
}

/** An entry in the menu of a message. */
export interface ShortcutListener extends ListenerFields {
  readonly on: "shortcut";
  readonly name: string;
  readonly callbackId: string;
  readonly description: string;
  /** As for events. */
  handle(body: JsonObject, services: Services): Promise<void>;
}

export interface ActionListener extends ListenerFields {
  readonly on: "action";
  /** The id of a button or menu, or what its ids start with. */
  readonly actionId: string;
  readonly isPrefix?: true;
  handle(click: Click, services: Services): Promise<void>;
}

/** What a menu offers while somebody types. */
export interface OptionsListener extends ListenerFields {
  readonly on: "options";
  readonly actionId: string;
  suggest(typed: string, asked: AskedOptions, services: Services): Promise<Suggested>;
}

/** Who types in a menu, and which one that is. */
export interface AskedOptions {
  readonly user: string;
  readonly blockId: string;
  /** The window it is in; null on the Home tab. */
  readonly view: ClickedView | null;
}

export type Suggested = ReturnType<typeof entityOptions> | { readonly options: readonly PlainTextOption[] };

/** A window that people send off. */
export interface ViewListener extends ListenerFields {
  readonly on: "view";
  readonly callbackId: string;
  /** What Slack shows then. */
  submit(submission: Submission, services: Services): Promise<SubmissionAnswer>;
}

/** A button or a menu, by its id or what its ids start with. */
export function action(
  actionId: string,
  handle: ActionListener["handle"],
  { isPrefix }: { readonly isPrefix?: true } = {},
): ActionListener {
  return { on: "action", actionId, scopes: [], handle, ...(isPrefix && { isPrefix }) };
}
