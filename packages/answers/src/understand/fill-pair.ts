import type { EntityRef } from "@callboard/core";
import { aboutMany } from "./about-many.ts";
import type { Asked } from "./choose-phrase.ts";
import { noSuchName, notUnderstood, question } from "./conclude.ts";
import { furtherRegions } from "./further-regions.ts";
import { type Message, readRegion } from "./message.ts";
import { looksLikeName } from "./name-words.ts";
import type { SlotReading } from "./read-slot.ts";
import type { Understanding } from "./understanding.ts";

/** What a phrase asks about two entities: named one after the other, or the first one by the thread. */
export function fillPair(asked: Asked, message: Message): Understanding {
  const { intent, match, reading } = asked;
  if (reading === null || match.slot === null) return notUnderstood("no-name", intent.name, null);
  const regions = match.other ? [match.other] : [...furtherRegions(match.slot, match, message.items)];
  const ends = [reading, ...regions.map((region) => readRegion(region, intent.kinds, message))];
  // "bring the grafts to the lab" is no way from one thing to another.
  const isTold =
    match.slot.start < Math.min(...match.words) && reading.type === "unknown" && reading.text.includes(" ");
  if (isTold && ends.every((each) => each.type === "unknown" && !looksLikeName(each.text))) {
    return notUnderstood("no-phrase", null, null);
  }
  const refs: EntityRef[] = [];
  for (const each of ends) {
    const end = endOf(each, intent.name, message);
    if ("type" in end) return end;
    refs.push(...end.refs);
  }
  const [first, ...rest] = refs;
  if (first === undefined) return notUnderstood("no-name", intent.name, null);
  if (rest.length > 1) return aboutMany({ ...intent, takes: "one" }, refs, message);
  const start = message.context.thread && message.reader.names.exact(message.context.thread.entity, intent.kinds);
  if (rest.length === 0 && !start) return notUnderstood("no-name", intent.name, first);
  return question(intent.name, rest.length === 0 && start ? [start.ref, first] : refs, message);
}

/** One end, or what to say instead of an answer. */
function endOf(
  reading: SlotReading,
  intent: string,
  { context, reader }: Message,
): Understanding | { readonly refs: readonly EntityRef[] } {
  switch (reading.type) {
    case "found":
      return { refs: [reading.ref] };
    case "many":
      return { refs: reading.refs };
    case "several":
      return { type: "which-one", intent, text: reading.text, candidates: reading.candidates };
    case "unknown":
      return noSuchName(intent, reading);
    case "pronoun": {
      const subject = context.thread && reader.names.exact(context.thread.entity, [["*"]]);
      return subject ? { refs: [subject.ref] } : notUnderstood("no-name", intent, null);
    }
    case "myself":
    case "no-name":
    case "empty":
      return notUnderstood("no-name", intent, null);
    default:
      return reading satisfies never;
  }
}
