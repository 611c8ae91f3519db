import type { Conversations } from "@callboard/answers";
import type { Catalog, Clock, Logger } from "@callboard/core";
import type { FactReader } from "@callboard/facts";
import type { Confirmations } from "../trust/confirmations.ts";
import type { Intake } from "../trust/intake.ts";
import type { Journal } from "../trust/journal.ts";
import type { Outbox } from "../trust/outbox.ts";
import type { People } from "../trust/people.ts";
import type { Places } from "../trust/places.ts";
import type { BotPolicy } from "../trust/policy.ts";
import type { Sender } from "../trust/sender.ts";
import type { ChangeLog } from "./change-log.ts";
import type { LatestQuestions } from "./latest-questions.ts";
import type { BotSettings } from "./settings.ts";
import type { WrittenMessage } from "./written-message.ts";

/** What the surfaces work with. */
export interface Services {
  readonly catalog: Catalog;
  /** Null where no live source was given. */
  readonly facts: FactReader | null;
  readonly changes: ChangeLog;
  readonly conversations: Conversations;
  readonly asked: LatestQuestions;
  /** Null unless it is on. */
  readonly autopilot: Autopilot | null;
  readonly settings: BotSettings;
  readonly policy: BotPolicy;
  readonly people: People;
  readonly places: Places;
  readonly sender: Sender;
  readonly outbox: Outbox;
  readonly intake: Intake;
  readonly journal: Journal;
  readonly confirmations: Confirmations;
  readonly respond: Respond;
  readonly upload: Upload;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The user id of the bot. */
  readonly self: string;
}

/** Answers a command, a shortcut or a click at the address that came with it; never throws. */
export type Respond = (responseUrl: string, payload: Readonly<Record<string, unknown>>) => Promise<void>;

/** Sends a file to where Slack wants it; false when it did not arrive. */
export type Upload = (url: string, content: Uint8Array) => Promise<boolean>;

/** Answers unasked in incident channels, with one message each that it keeps up to date. */
export interface Autopilot {
  /** Joins a channel by whose name an incident is handled there. */
  join(channel: string, name: string, occasion: string): void;
  /** Reads the topic and the name of a channel that the bot has come into. */
  enter(channel: string, occasion: string): void;
  /** Reads a message of an incident channel; `byApp` tells an alert of a monitor from what people say. */
  read(written: WrittenMessage, byApp: boolean): void;
  /** Stops following the catalog. */
  close(): void;
}
