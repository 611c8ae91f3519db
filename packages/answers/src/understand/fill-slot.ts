import { type Candidate, type CatalogView, type EntityRef, entityRefParts } from "@callboard/core";
import type { Asked } from "./choose-phrase.ts";
import { noSuchName, notUnderstood, question } from "./conclude.ts";
import type { IntentGrammar } from "./intent-grammar.ts";
import type { Item, Region } from "./match-phrase.ts";
import { looksLikeName, type Message, readRegion, restOfClause } from "./message.ts";
import { namesIn, type SlotReading } from "./read-slot.ts";
import type { Understanding } from "./understanding.ts";
import { FUNCTION_WORDS } from "./words.ts";

/** What a phrase asks, now that its slot has been read: about the name in it, about who asks, about the thread. */
export function fillSlot(asked: Asked, message: Message): Understanding {
  const { intent, match, reading } = asked;
  if (intent.takes === "none" || reading === null) return question(intent.name, [], message);
  switch (reading.type) {
    case "found":
      return withFurtherNames(asked, reading.ref, message);
    case "several":
      return { type: "which-one", intent: intent.name, text: reading.text, candidates: reading.candidates };
    case "unknown":
      return noSuchName(intent.name, reading);
    case "myself":
      return aboutAsker(intent, message);
    case "pronoun":
    case "empty": {
      const taken = new Set([...match.words, ...match.anything, ...regionPositions(match.slot)]);
      const named = namesIn(message.items, taken, intent.kinds, message.reader);
      const [only] = named;
      if (only?.type === "found" && named.length === 1) return question(intent.name, [only.ref], message);
      if (named.length > 0) return whichOfNames(intent, named);
      return aboutThread(asked, message);
    }
    default:
      return reading satisfies never;
  }
}

/** "seat-map and mailer", "seat-map, mailer": every further name that is clear. */
function withFurtherNames({ intent, match }: Asked, first: EntityRef, message: Message): Understanding {
  const { items } = message;
  const refs = [first];
  let position = match.slot?.end ?? items.length;
  while (position < items.length && isConjunction(items[position])) {
    const start = position + 1;
    const clause = restOfClause(items, start);
    const functionWord = clause.findIndex(({ piece }) => piece.type === "word" && FUNCTION_WORDS.has(piece.word));
    const end = start + (functionWord < 0 ? clause.length : functionWord);
    const reading = end > start ? readRegion({ start, end }, intent.kinds, message) : undefined;
    if (reading?.type === "unknown" && looksLikeName(reading.text)) return noSuchName(intent.name, reading);
    if (reading?.type !== "found") break;
    if (!refs.includes(reading.ref)) refs.push(reading.ref);
    position = end;
  }
  return intent.takes === "one" && refs.length > 1
    ? {
        type: "which-one",
        intent: intent.name,
        text: "",
        candidates: refs.slice(0, 5).map((ref) => asCandidate(ref, message.reader.view)),
      }
    : question(intent.name, refs, message, match.slot);
}

/** What is asked about the one who asks: about the groups they belong to, else about themselves. */
function aboutAsker(intent: IntentGrammar, message: Message): Understanding {
  const { context, reader } = message;
  const user = context.user === undefined ? undefined : reader.names.exact(context.user, [["user"]]);
  if (!user) return notUnderstood("unknown-asker", intent.name, null);
  const relations = reader.view.entity(user.ref)?.relations ?? [];
  const groups = relations.filter(({ type }) => type === "memberOf").map(({ targetRef }) => targetRef);
  const existing = groups.filter((ref) => reader.view.entity(ref));
  return question(intent.name, existing.length > 0 ? existing : [user.ref], message);
}

/** What is asked about the entity that the thread is about; about its owner where a team is expected. */
function aboutThread({ intent, match, reading }: Asked, message: Message): Understanding {
  const { context, reader } = message;
  if (!context.thread) return notUnderstood("no-name", intent.name, null);
  const subject = reader.names.exact(context.thread.entity, intent.kinds);
  if (!subject) return noSuchName(intent.name, { text: context.thread.entity, candidates: [], incompleteSources: [] });
  const wantsTeam =
    match.slot?.name === "team" || match.slot?.name === "me" || (reading?.type === "pronoun" && reading.team);
  const { owners } = wantsTeam ? reader.view.owner(subject.ref) : { owners: [] };
  return question(intent.name, owners.length > 0 ? owners.map(({ ref }) => ref) : [subject.ref], message);
}

function whichOfNames(intent: IntentGrammar, readings: readonly SlotReading[]): Understanding {
  const candidates = readings.flatMap((reading) => {
    if (reading.type === "several") return reading.candidates;
    return reading.type === "found"
      ? [{ ref: reading.ref, title: null, match: "name" as const, score: 1, reason: reading.because }]
      : [];
  });
  return { type: "which-one", intent: intent.name, text: "", candidates: candidates.slice(0, 5) };
}

function asCandidate(ref: EntityRef, view: CatalogView): Candidate {
  const title = view.entity(ref)?.metadata.title ?? null;
  return { ref, title, match: "name", score: 1, reason: `${entityRefParts(ref).name} was named.` };
}

function isConjunction(item: Item | undefined): boolean {
  const piece = item?.piece;
  return piece?.type === "stop"
    ? [",", "&", "+"].includes(piece.text)
    : piece?.type === "word" && ["and", "or"].includes(piece.word);
}

function regionPositions(region: Region | null): number[] {
  return region ? Array.from({ length: region.end - region.start }, (_, offset) => region.start + offset) : [];
}
