import type { EntityRef } from "@callboard/core";
import type { KindTiers } from "./intent-grammar.ts";
import type { Region } from "./item.ts";
import { type Message, readRegion } from "./message.ts";
import { joins } from "./name-region.ts";
import { mayBeName, textOf } from "./name-words.ts";
import type { SlotReading } from "./read-slot.ts";

/** Reads a list of names, each as one; the first that is unknown or may be several decides what the list is. */
export function readNames(region: Region, kinds: KindTiers, message: Message): SlotReading {
  const { items, reader } = message;
  const parts = partsOf(region, message);
  if (parts.length < 2 || isName(region, kinds, message)) return readRegion(region, kinds, message);
  const refs = new Set<EntityRef>();
  for (let at = 0; at < parts.length; at += 1) {
    const [part, next] = parts.slice(at, at + 2);
    if (!part) break;
    // "search and rescue, mailer": an "and" may be part of a name.
    const joined = next && { start: part.start, end: next.end };
    const isJoined = joined !== undefined && isName(joined, kinds, message);
    const reading = readRegion(isJoined ? joined : part, kinds, message);
    if (isJoined) at += 1;
    if (reading.type === "several" || reading.type === "unknown") return reading;
    if (reading.type === "found") refs.add(reading.ref);
    if (reading.type === "many") for (const ref of reading.refs) refs.add(ref);
    if (reading.type === "pronoun" && message.context.thread) {
      const subject = reader.names.exact(message.context.thread.entity, [["*"]]);
      if (subject) refs.add(subject.ref);
    }
  }
  const text = textOf(items.slice(region.start, region.end).map(({ piece }) => piece));
  return refs.size === 0 ? { type: "empty" } : { type: "many", text, refs: [...refs] };
}

/** The runs of items between what joins them. */
function partsOf({ start, end }: Region, { items }: Message): Region[] {
  const parts: Region[] = [];
  let from = start;
  for (let at = start; at <= end; at += 1) {
    if (at < end && !joins(items[at])) continue;
    if (at > from) parts.push({ start: from, end: at });
    from = at + 1;
  }
  return parts;
}

function isName({ start, end }: Region, kinds: KindTiers, { items, reader }: Message): boolean {
  const pieces = items.slice(start, end).map(({ piece }) => piece);
  return mayBeName(pieces) && reader.names.exact(textOf(pieces), kinds) !== undefined;
}
