import type { LifecycleData } from "../intents/lifecycle.ts";
import { plain } from "./plain.ts";
import { introduced, type Voice } from "./voice.ts";

/** How mature each entity is. */
export function sayLifecycle({ entities, guess }: LifecycleData, voice: Voice): string[] {
  return entities.map((entity) => {
    const subject = introduced(entity, voice.strong);
    if (entity.lifecycle === null) {
      return `${subject} states ${voice.warning("no lifecycle")}. It belongs in spec.lifecycle of its file.`;
    }
    const stated = plain(entity.lifecycle, 40);
    const reply = guess === null ? "" : guess === stated ? "Yes: " : "No: ";
    return `${reply}${subject} is ${stage(stated)}.`;
  });
}

function stage(lifecycle: string): string {
  return lifecycle === "production" ? "in production" : lifecycle;
}
