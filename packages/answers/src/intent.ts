import type { CatalogView, EntityRef } from "@callboard/core";
import type { KnownChanges } from "./intents/known-changes.ts";
import type { FactWish, LiveFacts } from "./intents/live-facts.ts";
import type { IntentGrammar } from "./understand/intent-grammar.ts";
import type { Modifiers } from "./understand/modifiers.ts";

/** One thing that can be asked: how people say it, and what the answer holds. */
export interface Intent<Name extends string = string, Data = unknown> extends IntentGrammar {
  readonly name: Name;
  /** What it tells, to go behind "I can say": `who owns something`. */
  readonly tells: string;
  /** Questions that must be understood; `{entity}` stands for any entity of one of the `exampleKinds`. The first is shown in help. */
  readonly examples: readonly [string, ...string[]];
  readonly exampleKinds: readonly string[];
  /** The live facts that its answer shows, where somebody can ask for them; none when missing. */
  facts?(view: CatalogView, asked: Pick<Asked, "entities" | "modifiers">): readonly FactWish[];
  /** The answer as plain data. */
  answer(view: CatalogView, asked: Asked): Data;
}

/** What is known beside the catalog when a question is answered. */
export interface Known {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** What live sources say; missing where none was asked. */
  readonly facts?: LiveFacts;
  /** The latest changes of the catalog; missing where the caller has no log. */
  readonly changes?: KnownChanges;
}

/** What an intent is asked. */
export interface Asked extends Known {
  /** All of them exist. Empty only for an intent that takes none. */
  readonly entities: readonly EntityRef[];
  readonly modifiers: Modifiers;
  /** What is named beside, where the question is whether it is so of that: "does cart provide cart-api". */
  readonly other?: EntityRef;
}

/** The entity of a question that is about one. */
export function subjectOf({ entities: [first] }: Pick<Asked, "entities">): EntityRef {
  if (first === undefined) throw new RangeError("A question about one entity was asked about none.");
  return first;
}

/** Declares an intent; the type of its data follows from what it answers. */
export function defineIntent<const Name extends string, Data>(intent: Intent<Name, Data>): Intent<Name, Data> {
  return intent;
}
