import { type Candidate, type CatalogView, type EntityRef, entityRefParts } from "@callboard/core";
import type { Asked } from "./choose-phrase.ts";
import { noSuchName, notUnderstood, question } from "./conclude.ts";
import { type IntentGrammar, tierOfKind } from "./intent-grammar.ts";
import { endOfName, type Item, type PhraseMatch, type Region, regionBefore } from "./match-phrase.ts";
import { type Message, readRegion } from "./message.ts";
import { looksLikeName, namesIn, type SlotReading } from "./read-slot.ts";
import type { Understanding } from "./understanding.ts";
import { CONJUNCTIONS } from "./words.ts";

/** What a phrase asks, now that its slot has been read: about the name in it, about who asks, about the thread. */
export function fillSlot(asked: Asked, message: Message): Understanding {
  const { intent, match, reading } = asked;
  if (intent.takes === "none" || reading === null) return question(intent.name, [], message);
  switch (reading.type) {
    case "found":
      return withFurtherNames(asked, [reading.ref], message);
    case "many":
      return withFurtherNames(asked, reading.refs, message);
    case "several":
      return { type: "which-one", intent: intent.name, text: reading.text, candidates: reading.candidates };
    case "unknown":
      return noSuchName(intent.name, reading);
    case "no-name":
      return notUnderstood("no-name", intent.name, null);
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

/** "seat-map and mailer", "seat-map, mailer", "seat-map and mailer are down": every further name that is clear. */
function withFurtherNames({ intent, match }: Asked, refs: readonly EntityRef[], message: Message): Understanding {
  let all = refs;
  const { slot } = match;
  if (slot === null) return aboutMany(intent, all, message);
  for (const region of furtherRegions(slot, match, message.items)) {
    const reading = readRegion(region, intent.kinds, message);
    if (reading.type === "unknown" && looksLikeName(reading.text)) return noSuchName(intent.name, reading);
    if (reading.type !== "found") break;
    const { kind } = entityRefParts(reading.ref);
    const isBefore = region.end < slot.start;
    // "Hi payments, seat-map is down": who is spoken to is no part of the question.
    if (isBefore && tierOfKind(kind, intent.kinds) > 0) break;
    if (!all.includes(reading.ref)) all = isBefore ? [reading.ref, ...all] : [...all, reading.ref];
  }
  return aboutMany(intent, all, message, slot);
}

/** Runs of items that a conjunction joins to a slot: before it where a phrase begins with the slot, else behind it. */
function* furtherRegions(slot: Region, { words }: PhraseMatch, items: readonly Item[]): Generator<Region> {
  const first = Math.min(...words);
  if (slot.start < first) {
    for (let at = slot.start - 1; isConjunction(items[at]); ) {
      const region = regionBefore(items, at);
      if (region.start === region.end) return;
      yield region;
      at = region.start - 1;
    }
    return;
  }
  const asking = items.slice(first, slot.start);
  for (let at = slot.end; isConjunction(items[at]); ) {
    const start = at + 1 + (repeats(asking, items, at + 1) ? asking.length : 0);
    const end = endOfName(items, start);
    if (end === start) return;
    yield { start, end };
    at = end;
  }
}

/** "who owns seat-map and who owns mailer": the same question once more. */
function repeats(asking: readonly Item[], items: readonly Item[], from: number): boolean {
  return asking.every(({ piece }, offset) => {
    const again = items[from + offset]?.piece;
    return piece.type === "word" && again?.type === "word" && again.word === piece.word;
  });
}

/** The question about several entities; where it takes one, which of them is meant. */
export function aboutMany(
  intent: IntentGrammar,
  refs: readonly EntityRef[],
  message: Message,
  name: Region | null = null,
): Understanding {
  if (intent.takes === "many" || refs.length === 1) return question(intent.name, refs, message, name);
  const candidates = refs.slice(0, 5).map((ref) => asCandidate(ref, message.reader.view));
  return { type: "which-one", intent: intent.name, text: "", candidates };
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
  return piece !== undefined && CONJUNCTIONS.has(piece.type === "word" ? piece.word : piece.text);
}

function regionPositions(region: Region | null): number[] {
  return region ? Array.from({ length: region.end - region.start }, (_, offset) => region.start + offset) : [];
}
