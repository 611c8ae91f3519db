import type { Candidate, EntityRef } from "@callboard/core";
import type { Modifiers } from "./modifiers.ts";
import type { SlotReading } from "./read-slot.ts";

/** Where a message was said. In a `channel` the bot only overhears; in a `thread` it answers follow-ups. */
export type Surface = "dm" | "mention" | "slash" | "channel" | "thread";

/** What was said before, and who speaks. */
export interface QuestionContext {
  /** What was answered last in this thread, and of a failure how and where. */
  readonly thread?: ThreadContext;
  /** Who asks, as the ref of a User entity. */
  readonly user?: string;
}

/** See {@link QuestionContext.thread}. */
export interface ThreadContext {
  readonly intent: string;
  readonly entity: string;
  /** A mode that is not known counts as none. */
  readonly mode?: string;
  readonly environment?: string;
}

/** What a message asks. */
export type Understanding =
  | {
      readonly type: "question";
      readonly intent: string;
      readonly entities: readonly EntityRef[];
      readonly modifiers: Modifiers;
      /** What is named beside, where the question is whether it is so of that: "does cart provide cart-api". */
      readonly other?: EntityRef;
      readonly renamed: readonly Renamed[];
      /** What alerts name beside and the catalog does not know, or does not know for sure. */
      readonly leftOut?: readonly string[];
    }
  | {
      readonly type: "which-one";
      readonly intent: string;
      readonly text: string;
      readonly candidates: readonly Candidate[];
    }
  | {
      readonly type: "no-such-name";
      readonly intent: string;
      readonly text: string;
      readonly candidates: readonly Candidate[];
      readonly incompleteSources: readonly string[];
    }
  | NotUnderstood
  | { readonly type: "silence"; readonly because: string };

/** An entity that was asked about by a name it had before. */
export interface Renamed {
  readonly ref: EntityRef;
  /** The former name, as it was written. Escape it before you show it. */
  readonly from: string;
}

export interface NotUnderstood {
  readonly type: "not-understood";
  readonly because: "order" | "out-of-scope" | "no-name" | "unknown-asker" | "too-long" | "no-phrase";
  /** What was asked for, where that is known: the verb of an order, the name of a question. */
  readonly wanted: string | null;
  /** The entity it was about, where that is clear. */
  readonly entity: EntityRef | null;
}

/** How a message was read, for people who wonder why. Plain data. */
export interface Explanation {
  readonly pieces: readonly string[];
  /** Every phrase found in the message, the one that explains most first. */
  readonly phrases: readonly { readonly intent: string; readonly phrase: string; readonly score: number }[];
  /** Every run of words that was read as a name, and what it turned out to be. */
  readonly names: readonly {
    readonly text: string;
    readonly reading: SlotReading["type"];
    readonly candidates: readonly { readonly ref: EntityRef; readonly score: number }[];
    readonly because: string;
  }[];
}
