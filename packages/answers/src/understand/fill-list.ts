import { type EntityRef, entityRefParts } from "@callboard/core";
import { aboutAsker } from "./about-asker.ts";
import type { Asked } from "./choose-phrase.ts";
import { noSuchName, notUnderstood, question } from "./conclude.ts";
import type { Message } from "./message.ts";
import type { ListFilter } from "./modifiers.ts";
import { readFilter } from "./read-filter.ts";
import type { Understanding } from "./understanding.ts";

/** What a phrase lists, now that the place it names has been read: what is in a system, what a team owns. */
export function fillList(asked: Asked, filter: ListFilter, message: Message): Understanding {
  const { intent, reading } = asked;
  switch (reading?.type) {
    case undefined:
    case "empty":
      return question(intent.name, [], message, null, filter);
    case "no-name":
      return withoutPlace(asked, message);
    case "found":
      return question(intent.name, [reading.ref], message, null, filter);
    case "many":
      return notUnderstood("no-phrase", null, null);
    case "several":
      return { type: "which-one", intent: intent.name, text: reading.text, candidates: reading.candidates };
    case "unknown":
      return noSuchName(intent.name, reading);
    case "myself":
      return aboutAsker(asked, message, false);
    case "pronoun": {
      const { context, reader } = message;
      const subject = context.thread && reader.names.exact(context.thread.entity, intent.kinds);
      if (!subject) return notUnderstood("no-name", intent.name, null);
      return question(intent.name, [placeOf(subject.ref, message)], message, null, filter);
    }
    default:
      return reading satisfies never;
  }
}

/** "services in production": where a place is expected stands what narrows the list, or something that cannot. */
function withoutPlace({ intent, match }: Asked, message: Message): Understanding {
  const { filter, explained } = readFilter(message.items, { ...match, slot: null }, message.reader.view);
  return message.items.every((_, position) => explained.has(position) || match.words.has(position))
    ? question(intent.name, [], message, null, filter)
    : notUnderstood("no-phrase", null, null);
}

const PLACE_KINDS: ReadonlySet<string> = new Set(["system", "domain"]);

/** "that system", said in a thread about one of its parts, is the system of that part. */
function placeOf(ref: EntityRef, { reader: { view } }: Message): EntityRef {
  if (PLACE_KINDS.has(entityRefParts(ref).kind)) return ref;
  const above = (view.entity(ref)?.relations ?? []).filter(({ type }) => type === "partOf");
  return above.find(({ targetRef }) => PLACE_KINDS.has(entityRefParts(targetRef).kind))?.targetRef ?? ref;
}
