import { type CatalogView, type EntityRef, entityRefParts } from "@callboard/core";
import { aboutAsker, groupsOf } from "./about-asker.ts";
import { aboutMany } from "./about-many.ts";
import type { Asked } from "./choose-phrase.ts";
import { noSuchName, notUnderstood, question } from "./conclude.ts";
import { fillCause } from "./fill-cause.ts";
import { fillList } from "./fill-list.ts";
import { fillPair } from "./fill-pair.ts";
import { furtherRegions } from "./further-regions.ts";
import { type IntentGrammar, type KindTiers, THINGS_FIRST, tierOfKind } from "./intent-grammar.ts";
import type { Region } from "./item.ts";
import { isNothing, isWithin, type Message, readRegion } from "./message.ts";
import { looksLikeName } from "./name-words.ts";
import { namedElsewhere } from "./named-elsewhere.ts";
import { orElse } from "./or-else.ts";
import { namedBeside, subjectTold } from "./pointed-at.ts";
import { isStranger, readGiven } from "./read-given.ts";
import type { SlotReading } from "./read-slot.ts";
import { isOfSort } from "./sorts-of-things.ts";
import type { Understanding } from "./understanding.ts";

/** What a phrase asks, now that its slot has been read: about the name in it, about who asks, about the thread. */
export function fillSlot(asked: Asked, message: Message): Understanding {
  const { intent, match, reading } = asked;
  if (asked.narrowed) return fillList(asked, asked.narrowed.filter, message);
  if (intent.takes === "two") return fillPair(asked, message);
  if (intent.causedBy) return fillCause(asked, intent.causedBy.otherwise, message);
  if (intent.timed && reading === null && message.context.thread) return aboutThread(asked, message);
  if (intent.takes === "none" || reading === null) return question(intent.name, [], message, match);
  const offered = orElse(reading, match, intent.kinds, message);
  if (offered) return { type: "which-one", intent: intent.name, text: "", candidates: offered };
  switch (reading.type) {
    case "found":
      return match.other && intent.takes === "one"
        ? withOther(asked, match.other, reading.ref, message)
        : withFurtherNames(asked, [reading.ref], message);
    case "many":
      return withFurtherNames(asked, reading.refs, message);
    case "several": {
      const outright = givenOutright(match.slot, intent.kinds, message);
      if (outright) return question(intent.name, [outright], message, match);
      return { type: "which-one", intent: intent.name, text: reading.text, candidates: reading.candidates };
    }
    case "unknown": {
      if (reading.isSort) return ofThatSort(asked, reading, message);
      if (intent.timed && CATALOG.test(reading.text)) return question(intent.name, [], message, match);
      if (pointsOut(asked, reading, message)) return fillSlot({ ...asked, reading: POINTED }, message);
      const other = givenOutright(match.slot, intent.kinds, message) ?? namedElsewhere(asked, reading.text, message);
      return other ? question(intent.name, [other], message, match) : noSuchName(intent.name, reading);
    }
    case "no-name":
      return notUnderstood("no-name", intent.name, null);
    case "myself":
      return aboutAsker(asked, message, match.slot?.name === "person" || tierOfKind("group", intent.kinds) > 0);
    case "pronoun":
    case "empty": {
      const named = namedBeside(match, intent.kinds, message);
      const [only] = named;
      if (only?.type === "found" && named.length === 1) return question(intent.name, [only.ref], message, match);
      const refs = named.flatMap((each) => (each.type === "found" ? [each.ref] : []));
      const areAll = reading.type === "empty" || isPlural(match.slot, message);
      if (areAll && refs.length > 1 && refs.length === named.length && intent.takes === "many")
        return question(intent.name, refs, message, match);
      if (named.length > 0) return whichOfNames(intent, named);
      const told = subjectTold(asked.match, intent.kinds, message);
      return told ? fillSlot({ ...asked, reading: told }, message) : aboutThread(asked, message);
    }
    default:
      return reading satisfies never;
  }
}

/**
 * "bids-db is slow, who owns the database": the one that was named, that the thread is about or that is the only one; else
 * which one is meant.
 */
function ofThatSort({ intent, match }: Asked, reading: Unknown, message: Message): Understanding {
  const { context, reader } = message;
  const [only, ...others] = namedBeside(match, intent.kinds, message);
  const named = only?.type === "found" && others.length === 0 ? only.ref : undefined;
  const spokenOf = context.thread && reader.names.exact(context.thread.entity, intent.kinds)?.ref;
  const { candidates } = reading;
  const [first] = candidates;
  const single = candidates.length === 1 && first?.score === 1 ? first.ref : undefined;
  const meant = [named, spokenOf, single].find((ref) => ref && isOfSort(ref, reading.text, reader.view));
  return meant ? question(intent.name, [meant], message, match) : noSuchName(intent.name, reading);
}

/** Whether it is so of what is named beside: "does cart provide cart-api". Words that are no name ask of nothing. */
function withOther({ intent, match }: Asked, region: Region, ref: EntityRef, message: Message): Understanding {
  const asked = question(intent.name, [ref], message, match);
  const other = readRegion(region, THINGS_FIRST, message);
  if (asked.type !== "question" || asked.intent !== intent.name) return asked;
  if (other.type === "several") return whichOfNames(intent, [other]);
  if (other.type === "unknown" && looksLikeName(other.text)) return noSuchName(intent.name, other);
  const beside = other.type === "pronoun" ? message.context.thread : undefined;
  const pointed = beside && message.reader.names.exact(beside.entity, THINGS_FIRST)?.ref;
  const named = other.type === "found" ? other.ref : pointed;
  return named === undefined ? asked : { ...asked, other: named };
}

/** "seat-map and mailer", "seat-map, mailer", "seat-map and mailer are down": every further name that is clear. */
function withFurtherNames({ intent, match }: Asked, refs: readonly EntityRef[], message: Message): Understanding {
  let all = refs;
  const { slot } = match;
  if (slot === null) return aboutMany(intent, all, message, match);
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
  return aboutMany(intent, all, message, match);
}

/** What is asked about the entity that the thread is about; about its owner where a team is expected. */
function aboutThread({ intent, match, reading }: Asked, message: Message): Understanding {
  const { context, reader } = message;
  if (!context.thread) return notUnderstood("no-name", intent.name, null);
  const subject = reader.names.exact(context.thread.entity, intent.kinds);
  if (!subject) return noSuchName(intent.name, { text: context.thread.entity, candidates: [], incompleteSources: [] });
  // "and its databases?", of a system: those in it.
  const isPlace = intent.lists && ["system", "domain"].includes(entityRefParts(subject.ref).kind);
  const wantsTeam =
    match.slot?.name === "team" ||
    (match.slot?.name === "me" && !isPlace) ||
    (reading?.type === "pronoun" && reading.team);
  const teams = wantsTeam ? teamsOf(subject.ref, reader.view) : [];
  return question(intent.name, teams.length > 0 ? teams : [subject.ref], message, match);
}

/** The teams of a person; else the owners of a thing. */
function teamsOf(ref: EntityRef, view: CatalogView): readonly EntityRef[] {
  if (entityRefParts(ref).kind !== "user") return view.owner(ref).owners.map((owner) => owner.ref);
  return groupsOf(ref, view);
}

/** "in the catalog" is in all of it, where nothing is called so. */
const CATALOG = /^(?:(?:whole|entire|full|software|service) )?catalog(?:ue)?$/i;
const POINTED: SlotReading = { type: "pronoun", team: false };

/** "this junk", "that abomination": a word for what was named before, where the catalog has nothing that is called so. */
function pointsOut({ match }: Asked, { text, candidates }: Unknown, message: Message): boolean {
  const { slot } = match;
  if (slot === null || slot.end - slot.start < 2) return false;
  const [first, ...others] = message.items.slice(slot.start, slot.end).filter((item) => !isNothing(item));
  const isPlain = !looksLikeName(text) && !text.includes(" ") && !candidates.some(({ score }) => score >= 0.5);
  const points = first?.piece.type === "word" && DETERMINERS.has(first.piece.word);
  return points && others.length === 1 && isPlain && namedBeside(match, [["*"]], message).length > 0;
}

type Unknown = Extract<SlotReading, { type: "unknown" }>;

const DETERMINERS: ReadonlySet<string> = new Set(["this", "that", "these", "those"]);

/** What was given by a link or between ticks, where the words in the slot are no name: it is what the question is about. */
function givenOutright(slot: Region | null, kinds: KindTiers, { items, reader }: Message): EntityRef | undefined {
  const given = items.filter(
    ({ piece }, at) => piece.type === "given" && !isWithin(slot, at) && !isStranger(piece, reader.view),
  );
  const [piece] = given.map((each) => each.piece);
  if (given.length !== 1 || piece?.type !== "given") return undefined;
  const reading = readGiven(piece, kinds, reader.view, reader.names);
  return reading.type === "found" ? reading.ref : undefined;
}

/** "they": all that were named. */
function isPlural(slot: Region | null, { items }: Message): boolean {
  const said = slot ? items.slice(slot.start, slot.end) : [];
  return said.some(({ piece }) => piece.type === "word" && PLURAL.has(piece.word));
}

const PLURAL: ReadonlySet<string> = new Set(["they", "them", "their", "these", "those", "both", "all"]);

function whichOfNames(intent: IntentGrammar, readings: readonly SlotReading[]): Understanding {
  const candidates = readings.flatMap((reading) => {
    if (reading.type === "several") return reading.candidates;
    return reading.type === "found"
      ? [{ ref: reading.ref, title: null, match: "name" as const, score: 1, reason: reading.because }]
      : [];
  });
  return { type: "which-one", intent: intent.name, text: "", candidates: candidates.slice(0, 5) };
}
