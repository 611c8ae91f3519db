import type { Delivery } from "../delivery/delivery.ts";
import type { Message } from "../workspace/message.ts";
import type { Person } from "../workspace/person.ts";
import type { OpenView } from "../workspace/views.ts";
import type { Entry } from "./element-values.ts";
import type { SuggestedOption } from "./suggested-options.ts";

/**
 * Somebody in the fake Slack, doing what people do. Every act takes a second on the clock of the fake Slack, and
 * resolves when the app has acknowledged what it was told of it.
 */
export interface FakeUser extends Person {
  /**
   * Writes in a channel such as `"#general"`, or to the app itself with `"@bot"`. `<@bot>`, `<@ana>` and `<#general>`
   * become mentions.
   */
  says(where: string, text: string, options?: { readonly thread?: MessageRef | undefined }): Promise<Message>;
  /** Changes what they wrote. */
  edits(message: MessageRef, text: string): Promise<Message>;
  /** Runs a command such as `"/catalog owner web"`, in `#general` unless told otherwise. */
  runs(command: string, options?: { readonly channel?: string }): Promise<Act>;
  /** Presses a button, called by its label or `action_id`. */
  clicks(place: MessageRef | OpenView, button: string, entered?: Entered): Promise<Act>;
  /** Chooses in a menu, called by its placeholder, `action_id` or `block_id`. */
  selects(place: MessageRef | OpenView, menu: string, entry: Entry, entered?: Entered): Promise<Act>;
  /** Types in an external menu; the options that the app offers. */
  searches(place: MessageRef | OpenView, menu: string, query: string): Promise<readonly SuggestedOption[]>;
  /** Uses a shortcut, on a message where one is given. */
  uses(callbackId: string, message?: MessageRef): Promise<Act>;
  /** Submits the modal on top. `entries` are by `block_id`, `action_id` or label. */
  submits(entries?: Readonly<Record<string, Entry>>): Promise<Submission>;
  /** Closes the modal on top; the app hears of it only where the view has `notify_on_close`. */
  closes(): Promise<void>;
  opensHome(tab?: "home" | "messages"): Promise<Delivery | null>;
  joins(where: string): Promise<void>;
  reacts(message: MessageRef, name: string): Promise<Delivery | null>;
  /** The modal on top, or undefined. */
  view(): OpenView | undefined;
  /** What the app published to their Home tab. */
  home(): OpenView | undefined;
}

/** What stands in the other inputs of a window while somebody does something in it, as in `submits`. */
export type Entered = Readonly<Record<string, Entry>>;

/** Which message is meant. */
export interface MessageRef {
  readonly channel: string;
  readonly ts: string;
}

/** Something a person did, and what came of it. */
export interface Act {
  readonly delivery: Delivery;
  readonly triggerId: string;
  /** Where the app may answer; null where Slack gives no such address. */
  readonly responseUrl: string | null;
}

export interface Submission extends Act {
  /** What people see beside their inputs, by `block_id`; empty when the app took it. */
  readonly errors: Readonly<Record<string, string>>;
}
