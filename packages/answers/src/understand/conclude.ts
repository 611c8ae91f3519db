import type { EntityRef } from "@callboard/core";
import type { Region } from "./match-phrase.ts";
import type { Message } from "./message.ts";
import { readModifiers } from "./modifiers.ts";
import type { SlotReading } from "./read-slot.ts";
import type { NotUnderstood, Understanding } from "./understanding.ts";

/** The message asks this; `name` is where the entity was named, so that no word of it counts as a modifier. */
export function question(
  intent: string,
  entities: readonly EntityRef[],
  { items }: Message,
  name: Region | null = null,
): Understanding {
  return { type: "question", intent, entities, modifiers: readModifiers(items, name) };
}

/** The message asks about a name that nothing has. */
export function noSuchName(
  intent: string,
  {
    text,
    candidates,
    incompleteSources,
  }: Pick<Extract<SlotReading, { type: "unknown" }>, "text" | "candidates" | "incompleteSources">,
): Understanding {
  return { type: "no-such-name", intent, text, candidates, incompleteSources };
}

/** The message asks nothing that has an answer here. */
export function notUnderstood(
  because: NotUnderstood["because"],
  wanted: string | null,
  entity: EntityRef | null,
): NotUnderstood {
  return { type: "not-understood", because, wanted, entity };
}
