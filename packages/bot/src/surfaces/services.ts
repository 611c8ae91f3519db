import type { Conversations } from "@callboard/answers";
import type { Catalog, Clock, Logger } from "@callboard/core";
import type { FactReader } from "@callboard/facts";
import type { ActionState } from "../render/action-state.ts";
import type { Confirmations } from "../trust/confirmations.ts";
import type { Deeds } from "../trust/deeds.ts";
import type { Intake, Unfinished } from "../trust/intake.ts";
import type { Journal } from "../trust/journal.ts";
import type { Lanes } from "../trust/lanes.ts";
import type { Outbox, PostedMessage } from "../trust/outbox.ts";
import type { Home, People } from "../trust/people.ts";
import type { Places } from "../trust/places.ts";
import type { BotPolicy } from "../trust/policy.ts";
import type { Sender } from "../trust/sender.ts";
import type { ChangeLog } from "./change-log.ts";
import type { LatestQuestions } from "./latest-questions.ts";
import type { BotSettings } from "./settings.ts";
import type { Templates } from "./templates/templates.ts";
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
  /** Null where none can be run. */
  readonly templates: Templates | null;
  readonly settings: BotSettings;
  readonly policy: BotPolicy;
  readonly people: People;
  readonly places: Places;
  readonly sender: Sender;
  readonly outbox: Outbox;
  readonly intake: Intake;
  /** Those of the intake, for work that nobody has to be told of again. */
  readonly lanes: Lanes;
  readonly journal: Journal;
  readonly confirmations: Confirmations;
  readonly deeds: Deeds;
  readonly respond: Respond;
  readonly upload: Upload;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The workspace that the bot belongs to. */
  readonly home: Home;
  /** Where the workspace is in a browser: `https://acme.slack.com/`; null when Slack does not say. */
  readonly workspaceUrl: string | null;
  /** The user id of the bot. */
  readonly self: string;
}

/** Answers a command, a shortcut or a click at the address that came with it; never throws. */
export type Respond = (responseUrl: string, payload: Readonly<Record<string, unknown>>) => Promise<void>;

/** Sends a file to where Slack wants it; false when it did not arrive. */
export type Upload = (url: string, content: Uint8Array) => Promise<boolean>;

/** Answers unasked in incident channels, with one message each that it keeps up to date. */
export interface Autopilot {
  /** Joins a channel by whose name an incident is handled there. Resolves, as all below, when that will not be forgotten. */
  join(channel: string, name: string, occasion: string): Promise<void>;
  /** Reads the topic and the name of a channel that the bot has come into. */
  enter(channel: string, occasion: string): Promise<void>;
  /** Reads a message of an incident channel; `byApp` tells an alert of a monitor from what people say. */
  read(written: WrittenMessage, byApp: boolean): Promise<void>;
  /** Shows for another mode or environment what its message at this place is about; null when the message is not its own. */
  choose(on: PostedMessage, choice: Pick<ActionState, "mode" | "env">): Promise<void> | null;
  /** Goes on with what an earlier process began in an incident channel; null when that was something else. */
  resume(unfinished: Unfinished): (() => Promise<void>) | null;
  /** Takes in what the catalog said while nobody followed it. */
  catchUp(): void;
  /** Stops following the catalog. */
  close(): void;
}
