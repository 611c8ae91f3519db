import { type Candidate, type CatalogView, type EntityRef, entityRef, entityRefParts } from "@callboard/core";
import { foldValue } from "./filter-values.ts";
import type { KindTiers } from "./intent-grammar.ts";
import type { Item, Region } from "./item.ts";
import { isEnvironment } from "./modifiers.ts";
import { isAside, isEdge, textOf, trimWords, type Word } from "./name-words.ts";
import { listedNames, type Reader } from "./names-in.ts";
import { namespaceBehind, namespacesBeside, type SaidNamespace } from "./namespaces.ts";
import { isStranger, readGiven } from "./read-given.ts";
import type { NameReader, NameReading } from "./read-name.ts";
import { thingsOfSort } from "./sorts-of-things.ts";
import {
  COMMANDS,
  FILLERS,
  FUNCTION_WORDS,
  KIND_WORDS,
  type KindWord,
  MYSELF,
  POINTING,
  PRONOUNS,
  QUANTIFIERS,
} from "./words.ts";

/** What stands where a phrase expects a name. */
export type SlotReading =
  | NameReading
  /** "it", "that service"; `team` for "that team"; `namespace` for "the one in staging", which is called alike. */
  | { readonly type: "pronoun"; readonly team: boolean; readonly namespace?: string }
  /** "I", "my team". */
  | { readonly type: "myself" }
  /** "payments-db and orders-db". */
  | { readonly type: "many"; readonly text: string; readonly refs: readonly EntityRef[] }
  /** "everything", "prod": words, but no name. */
  | { readonly type: "no-name" }
  | { readonly type: "empty" };

/**
 * Reads one run of items as a name. The whole run must be the name, give or take fillers and a word for its kind: of
 * "trip planner db" the entity "trip planner" is not the answer.
 */
export function readSlot(items: readonly Item[], region: Region, kinds: KindTiers, reader: Reader): SlotReading {
  const { view, names, vocabulary } = reader;
  const pieces = items.slice(region.start, region.end).map(({ piece }) => piece);
  const given = pieces.filter((piece) => piece.type === "given");
  const outright = given.find((piece) => !isStranger(piece, view)) ?? given[0];
  const words = pieces.filter((piece) => piece.type === "word");
  const behind = wordsBehind(items, region.end);
  const pronoun = readNamesake([...words, ...behind], view) ?? readPronoun(words);
  if (outright && !(pronoun && isStranger(outright, view))) {
    if (words.every(({ word }) => isAside(word, vocabulary)) || !isStranger(outright, view)) {
      return readGiven(outright, withHints(kinds, words), view, names);
    }
  }
  if (pronoun) return pronoun;

  const elsewhere = namespaceBehind([...words, ...behind], view);
  const there = elsewhere && (inNamespace(elsewhere, kinds, names) ?? misspeltIn(elsewhere, kinds, reader));
  if (there) return there;
  // "the plumbers", "us live": of some names words are a part that elsewhere say nothing.
  if (words.length > 1) {
    const exact = names.exact(textOf(words), kinds);
    if (exact && !isUnlikelyTemplate(exact.ref, kinds)) return names.read(textOf(words), kinds);
    const plain = trimWords(words, ({ word }) => FILLERS.has(word) || KIND_WORDS.has(word));
    const named = plain.length > 1 && plain.length < words.length && names.exact(textOf(plain), kinds);
    if (named && isOfKind(named.ref, words, view)) return named;
    const before = items[region.start - 1]?.piece;
    const article = before?.type === "word" && FILLERS.has(before.word) ? [before] : [];
    for (const beside of namespacesBeside([...article, ...words], view)) {
      const found = inNamespace(beside, kinds, names);
      if (found) return found;
    }
  }
  const said = trimWords(words, ({ word }) => isEdge(word) || POINTING.has(word) || MYSELF.has(word));
  if (said.length === 0) return { type: "empty" };
  // "the telemetry thing" is hardly the team that is called so.
  const isThing = words.some(({ word }) => THING_WORDS.has(word));
  if (isThing) return names.readThing(textOf(said), kinds);
  const sorted = saysWhich(items, region) ? thingsOfSort(textOf(said), view) : [];
  const exact = names.exact(textOf(said), kinds);
  // "the kafka topic" is hardly the template that makes them.
  if (exact && (sorted.length === 0 || !isUnlikelyTemplate(exact.ref, kinds))) return names.read(textOf(said), kinds);

  const listed = listedNames(items, region, kinds, reader);
  if (listed) return { type: "many", text: textOf(said), refs: listed };
  if (said.every(({ word }) => isNoName(word))) return { type: "no-name" };
  // "team members": of the team that was spoken of.
  if (said.every(({ word }) => KIND_WORDS.get(word)?.kind === "group")) return { type: "pronoun", team: true };

  // "the go service template": of words for kinds some belong to the name.
  for (let length = said.length - 1; length > 0 && KIND_WORDS.has(said[length]?.word ?? ""); length -= 1) {
    const kindWords = said.slice(length);
    const named = names.exact(textOf(said.slice(0, length)), withHints(kinds, kindWords));
    if (named && isOfKind(named.ref, kindWords, view)) return named;
  }
  const core = trimWords(said, ({ word }) => isEdge(word) || KIND_WORDS.has(word));
  const hints = hintsOf(said);
  if (core.length > 0 && core.length < said.length) {
    const named = names.read(textOf(core), withHints(kinds, said));
    if (named.type === "found" && isOfKind(named.ref, said, view)) return named;
  }
  const vague = withoutVague(said);
  if (vague) return names.readThing(textOf(vague), kinds);
  const whole = names.read(textOf(said), kinds);
  const isSort = whole.type !== "found" || said.length === 1 || isUnlikelyTemplate(whole.ref, kinds);
  if (sorted.length > 0 && isSort) return ofSort(whole, sorted);
  if (whole.type === "found") return whole;
  // "the parcels team" asks for a team that is called "parcels".
  const isTeam = core.length > 0 && hints.some(({ kind }) => kind === "group");
  if (isTeam && whole.type === "unknown")
    return nearestOf({ ...whole, text: textOf(core) }, names.read(textOf(core), kinds));
  return whole.type === "several" || core.length === 0 || core.length === said.length
    ? whole
    : nearestOf(whole, names.read(textOf(core), kinds));
}

function readPronoun(words: readonly Word[]): SlotReading | undefined {
  const meant = words.filter(({ word }) => !FILLERS.has(word) && !COMMANDS.has(word));
  if (meant.length === 0) return undefined;
  const team = meant.some(({ word }) => KIND_WORDS.get(word)?.kind === "group");
  if (
    meant.some(({ word }) => MYSELF.has(word)) &&
    meant.every(({ word }) => MYSELF.has(word) || KIND_WORDS.has(word))
  ) {
    return { type: "myself" };
  }
  const points = meant.some(({ word }) => POINTING.has(word));
  return points && meant.every(({ word }) => PRONOUNS.has(word) || KIND_WORDS.has(word))
    ? { type: "pronoun", team }
    : undefined;
}

/** "the US one": what is called like the thing that was spoken of, in another namespace. */
function readNamesake(words: readonly Word[], view: CatalogView): SlotReading | undefined {
  if (!words.some(({ word }) => word === "one")) return undefined;
  const said = namespaceBehind(words, view) ?? namespacesBeside(words, view)[0];
  return said?.rest.every(({ word }) => word === "one" || FILLERS.has(word))
    ? { type: "pronoun", team: false, namespace: said.namespace }
    : undefined;
}

/** What is called so in a namespace, with or without a word for its kind. */
function inNamespace(
  { namespace, rest }: SaidNamespace<Word>,
  kinds: KindTiers,
  names: NameReader,
): NameReading | undefined {
  const said = trimWords(rest, ({ word }) => isEdge(word) || POINTING.has(word));
  const core = trimWords(said, ({ word }) => isEdge(word) || KIND_WORDS.has(word));
  for (const words of core.length < said.length ? [said, core] : [said]) {
    const found = words.length > 0 && names.exact(`${namespace}/${textOf(words)}`, withHints(kinds, rest));
    if (found) return found;
  }
  return undefined;
}

/** "seat-mpa in retail": the namesake there of what was meant, where there is one. */
function misspeltIn(
  { namespace, rest }: SaidNamespace<Word>,
  kinds: KindTiers,
  { names, view }: Reader,
): NameReading | undefined {
  const meant = rest.length > 0 ? names.read(textOf(rest), kinds) : undefined;
  if (meant?.type !== "found") return undefined;
  const ref = entityRef({ ...entityRefParts(meant.ref), namespace });
  return view.entity(ref) ? { ...meant, ref } : undefined;
}

/** The next few words of the clause, where they may say a namespace: "in the retail namespace". */
function wordsBehind(items: readonly Item[], end: number): readonly Word[] {
  const [opening, within, closing] = items.slice(end, end + 3).map(({ piece }) => piece);
  if (opening?.text === "(" && within?.type === "word" && closing?.text === ")") return [IN, within];
  if (opening?.text === ",") {
    const aside = asideOf(items.slice(end + 1, end + 1 + LONGEST_PLACE));
    if (aside) return [IN, aside];
  }
  const behind: Word[] = [];
  for (const { piece } of items.slice(end, end + LONGEST_PLACE)) {
    if (piece.type !== "word") break;
    behind.push(piece);
  }
  const [first] = behind;
  if (first?.word !== "in" && first?.word !== "from") return [];
  const named = behind.findIndex(({ word }, at) => at > 0 && !FILLERS.has(word));
  return named < 0 ? [] : behind.slice(0, named + 1);
}

/** ", the retail one", ", the one in retail": what an aside says beside "one" may be a namespace. */
function asideOf(items: readonly Item[]): Word | undefined {
  const stop = items.findIndex(({ piece }) => piece.type !== "word");
  const words = items
    .slice(0, stop < 0 ? items.length : stop)
    .flatMap(({ piece }) => (piece.type === "word" ? [piece] : []));
  const [only, ...others] = words.filter(({ word }) => !FILLERS.has(word) && !BESIDE_NAMESPACES.has(word));
  return others.length === 0 && words.some(({ word }) => word === "one" || word === "namespace") ? only : undefined;
}

const BESIDE_NAMESPACES: ReadonlySet<string> = new Set(["one", "namespace", "in", "from", "of"]);
const LONGEST_PLACE = 5;
/** "seat-map (retail)" says what "seat-map in retail" does. */
const IN: Word = { type: "word", text: "in", word: "in" };

const THING_WORDS: ReadonlySet<string> = new Set(["thing", "things", "stuff", "thingy", "thingie", "thingies"]);

/** What is pointed out without being named: of "the story one" the "story". */
function withoutVague(said: readonly Word[]): readonly Word[] | undefined {
  const named = trimWords(said, ({ word }) => VAGUE.has(word));
  return named.length > 0 && VAGUE.has(said.at(-1)?.word ?? "") ? named : undefined;
}

const VAGUE: ReadonlySet<string> = new Set(["one", "ones", "bit", "bits", "part", "parts", "side", "piece", "pieces"]);

function isUnlikelyTemplate(ref: EntityRef, [first = []]: KindTiers): boolean {
  return entityRefParts(ref).kind === "template" && !first.includes("template");
}

/** "the database", and not "a database": one of those that there are. */
function saysWhich(items: readonly Item[], { start, end }: Region): boolean {
  return !items
    .slice(Math.max(0, start - 1), end)
    .some(({ piece }) => piece.type === "word" && (piece.word === "a" || piece.word === "an"));
}

/** The things of a sort, and behind them what has the word for it in its name. */
function ofSort(reading: NameReading, sorted: readonly Candidate[]): NameReading {
  const named = reading.type === "found" ? [] : reading.candidates;
  const others = named.filter(({ ref, score }) => score >= 0.5 && !sorted.some((each) => each.ref === ref));
  const candidates = [...sorted, ...others].slice(0, 5);
  return reading.type === "several"
    ? { ...reading, candidates }
    : { type: "unknown", text: reading.text, candidates, incompleteSources: [], isSort: true };
}

function isNoName(word: string): boolean {
  return QUANTIFIERS.has(word) || FUNCTION_WORDS.has(word) || isEnvironment(word);
}

function hintsOf(words: readonly Word[]): KindWord[] {
  return words.flatMap(({ word }) => KIND_WORDS.get(word) ?? []);
}

/** Whether what stands beside a name says its kind: of the service "booking" nothing is a "booking worker", nor its cache. */
function isOfKind(ref: EntityRef, words: readonly Word[], view: CatalogView): boolean {
  const type = foldValue(String(view.entity(ref)?.spec?.type ?? ""));
  const { kind } = entityRefParts(ref);
  return words.some(({ word }) => {
    const hint = KIND_WORDS.get(word);
    if (hint?.kind !== kind) return false;
    const only = PARTS.has(word) ? foldValue(word) : hint.type && foldValue(hint.type);
    return only === undefined || type === "" || type.includes(only) || only.includes(type);
  });
}

/** Of what serves others these are parts with a name of their own. */
const PARTS: ReadonlySet<string> = new Set(["worker", "workers", "job", "jobs"]);

/** "the booking system": where several share the name, the kind that was said comes first. */
function withHints(kinds: KindTiers, words: readonly Word[]): KindTiers {
  const hints = hintsOf(words).map(({ kind }) => kind);
  return hints.length > 0 ? [hints, ...kinds] : kinds;
}

/** An unknown name with what is near to a part of it, too. */
function nearestOf(whole: NameReading, part: NameReading): NameReading {
  if (whole.type !== "unknown") return whole;
  const found =
    part.type === "found"
      ? [{ ref: part.ref, title: null, match: "name" as const, score: 1, reason: part.because }]
      : part.candidates;
  const others = whole.candidates.filter(({ ref }) => !found.some((each) => each.ref === ref));
  return { ...whole, candidates: [...found, ...others].slice(0, 5) };
}
