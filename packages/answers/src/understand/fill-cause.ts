import type { EntityRef } from "@callboard/core";
import { aboutMany } from "./about-many.ts";
import type { Asked } from "./choose-phrase.ts";
import { noSuchName, notUnderstood, question } from "./conclude.ts";
import { type Message, readRegion } from "./message.ts";
import { asBefore } from "./read-follow-up.ts";
import type { SlotReading } from "./read-slot.ts";
import type { Understanding } from "./understanding.ts";

/** Why something is affected, and by what: by what is named, else by what the thread is about. */
export function fillCause({ intent, match, reading }: Asked, otherwise: string, message: Message): Understanding {
  const { context, reader, grammar } = message;
  const hit = reading && refsOf(reading, intent.name, message);
  if (hit && !Array.isArray(hit)) return hit;
  const subjects: readonly EntityRef[] = hit ?? [];
  const named = match.other && refsOf(readRegion(match.other, intent.kinds, message), intent.name, message);
  if (named && !Array.isArray(named)) return named;
  const thread = context.thread && reader.names.exact(context.thread.entity, [["*"]])?.ref;
  const [cause] = named ?? (thread === undefined ? [] : [thread]);
  const others = subjects.filter((ref) => ref !== cause);
  const [first, ...rest] = others;
  if (first === undefined) return notUnderstood("out-of-scope", "reason", subjects[0] ?? null);
  if (cause !== undefined) {
    const asked = question(intent.name, [...others, cause], message);
    return cause === thread ? asBefore(asked, message) : asked;
  }
  const shared = grammar.intent(otherwise);
  return rest.length > 0 && shared
    ? aboutMany(shared, others, message)
    : notUnderstood("out-of-scope", "reason", first);
}

/** The entities that were named, or what to say instead of an answer. */
function refsOf(reading: SlotReading, intent: string, { context, reader }: Message): EntityRef[] | Understanding {
  switch (reading.type) {
    case "found":
      return [reading.ref];
    case "many":
      return [...reading.refs];
    case "several":
      return { type: "which-one", intent, text: reading.text, candidates: reading.candidates };
    case "unknown":
      return noSuchName(intent, reading);
    case "pronoun": {
      const subject = context.thread && reader.names.exact(context.thread.entity, [["*"]]);
      return subject ? [subject.ref] : [];
    }
    case "myself":
    case "no-name":
    case "empty":
      return [];
    default:
      return reading satisfies never;
  }
}
