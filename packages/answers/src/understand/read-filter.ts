import type { CatalogView } from "@callboard/core";
import { filterValues, foldValue } from "./filter-values.ts";
import type { Item } from "./item.ts";
import type { PhraseMatch } from "./match-phrase.ts";
import { isWithin } from "./message.ts";
import { FACT_WORDS, LACKING, MISSING_SAYINGS } from "./missing-facts.ts";
import { environmentNames, kindFilter, LIFECYCLES, type ListFilter } from "./modifiers.ts";
import { namespacesOf } from "./namespaces.ts";
import { isStranger } from "./read-given.ts";
import { COMMANDS, FILLERS, FUNCTION_WORDS, KIND_WORDS, NEGATIONS, QUANTIFIERS, words } from "./words.ts";

/** Which things a question lists, and the items that say so or say nothing. */
export interface FilterReading {
  readonly filter: ListFilter;
  /** True when it says what to list, if only "everything". */
  readonly chooses: boolean;
  readonly explained: ReadonlySet<number>;
}

/**
 * Reads what to list from all items but those in the slot of a phrase. A word that no entity has as type, tag or
 * lifecycle is left unexplained, and so is one that contradicts another: "services and apis" is no list of services.
 */
export function readFilter(items: readonly Item[], match: PhraseMatch, view: CatalogView): FilterReading {
  let filter: ListFilter = {};
  const explained = new Set<number>();
  const add = (more: ListFilter, from: number, length: number) => {
    const before = new Map(Object.entries(filter));
    if (Object.entries(more).some(([field, value]) => (before.get(field) ?? value) !== value)) return;
    filter = { ...filter, ...more };
    for (let at = from; at < from + length; at += 1) explained.add(at);
  };
  const isLoose = items.some(({ piece }) => piece.type === "word" && LOOSE_KINDS.has(piece.word));
  for (let position = 0; position < items.length; ) {
    if (isWithin(match.slot, position)) {
      position += 1;
      continue;
    }
    const said = lackingAt(items, position) ?? tagAt(items, position) ?? valueAt(items, position, match, view);
    if (said) add(said.filter, position, said.length);
    else if (saysNothing(items[position], view) && !isPlace(items, position, view)) explained.add(position);
    position += said?.length ?? 1;
  }
  // A tier is given to websites and databases, too: "tier-1 services" are all that is tier 1.
  const { kind, ...anyKind } = filter;
  const isAnyKind = kind === "component" && isLoose && !filter.type && filter.tag !== undefined && isTier(filter.tag);
  const isAll = items.some(({ piece }) => piece.type === "word" && ALL.has(piece.word));
  return { filter: isAnyKind ? anyKind : filter, chooses: isAll || Object.keys(filter).length > 0, explained };
}

/** True for a tag that states a tier. */
function isTier(tag: string): boolean {
  return /^tier-\d{1,2}$/.test(tag);
}

const ALL: ReadonlySet<string> = new Set(["things", "stuff", "entities", "everything"]);

const LOOSE_KINDS: ReadonlySet<string> = new Set(["service", "services"]);

interface Said {
  readonly filter: ListFilter;
  readonly length: number;
}

/** "without an owner", "have no runbook", "unowned". */
function lackingAt(items: readonly Item[], start: number): Said | undefined {
  const isSaid = (words: readonly string[]) =>
    words.every((word, offset) => formsAt(items, start + offset).includes(word));
  const [saying] = MISSING_SAYINGS.filter(([words]) => isSaid(words));
  if (saying) return { filter: { missing: saying[1] }, length: saying[0].length };
  const lacking = LACKING.find(isSaid);
  if (!lacking) return undefined;
  let end = start + lacking.length;
  while (formsAt(items, end).some((form) => FILLERS.has(form))) end += 1;
  for (const length of [2, 1]) {
    const words = Array.from({ length }, (_, offset) => formsAt(items, end + offset)[0] ?? "");
    const fact = FACT_WORDS.get(words.join(" "));
    if (fact) return { filter: { missing: fact }, length: end + length - start };
  }
  return undefined;
}

/** "tier 1", "tagged legacy": the tag is as said, whether anything has it or not. */
function tagAt(items: readonly Item[], start: number): Said | undefined {
  const [word, next] = [wordAt(items, start), wordAt(items, start + 1)];
  if (isTier(word)) return { filter: { tag: word }, length: 1 };
  if (word === "tier" && /^\d{1,2}$/.test(next)) return { filter: { tag: `tier-${next}` }, length: 2 };
  if (WRITTEN.has(word) && WRITTEN_IN.has(next)) {
    const language = wordAt(items, start + 2);
    return language === "" ? undefined : { filter: { tag: language }, length: 3 };
  }
  if (!TAGGED.has(word)) return undefined;
  const at = ["with", "as", "by"].includes(next) ? start + 2 : start + 1;
  const piece = items[at]?.piece;
  if (!piece || piece.type === "stop") return undefined;
  return { filter: { tag: piece.text.toLowerCase() }, length: at + 1 - start };
}

const TAGGED: ReadonlySet<string> = new Set(["tagged", "tag", "labelled", "labeled"]);

/** "written in go": what something is made with is a tag. */
const WRITTEN: ReadonlySet<string> = new Set(["written", "implemented", "coded", "programmed", "built"]);
const WRITTEN_IN: ReadonlySet<string> = new Set(["in", "with", "using"]);

/** The longest run of words that is a type, a tag, a lifecycle or a kind. */
function valueAt(items: readonly Item[], start: number, match: PhraseMatch, view: CatalogView): Said | undefined {
  for (let length = LONGEST_VALUE; length > 0; length -= 1) {
    const words = Array.from({ length }, (_, offset) => wordAt(items, start + offset));
    if (words.some((word) => word === "" || FUNCTION_WORDS.has(word) || FILLERS.has(word))) continue;
    if (length === 1) {
      const kind = formsAt(items, start).flatMap((form) => KIND_WORDS.get(form) ?? [])[0];
      if (kind) return { filter: kindFilter(kind), length };
      const lifecycle = formsAt(items, start).flatMap((form) => lifecycleOf(form) ?? [])[0];
      if (lifecycle) return { filter: { lifecycle }, length };
      if (match.words.has(start)) return undefined;
    }
    const filter = filterValues(view).get(foldValue(words.join("")));
    if (filter) return { filter, length };
  }
  return undefined;
}

const LONGEST_VALUE = 3;

/** A list of what is "in prod" or "live" is one by lifecycle. */
function lifecycleOf(word: string): string | undefined {
  return LIFECYCLES.get(word) ?? environmentNames(word).flatMap((name) => LIFECYCLES.get(name) ?? [])[0];
}

/**
 * Words of a question for a list that choose nothing. Others that hold a sentence together do: in "which team is she on"
 * nobody asks for all teams.
 */
const NOISE: ReadonlySet<string> = new Set(
  words(`
    what which who is are there that them those these ones do does did we you they us our have has had got can could been be of in for with
    to here see i id need want like know gimme asap yo and list show display count number total many all every each whole entire full complete catalog
    catalogue company exist exists existing known registered marked flagged type types kind kinds sort lifecycle stage
    status state currently yet still overall run runs running entities entity things stuff everything anything whatever
  `),
);

function saysNothing(item: Item | undefined, view: CatalogView): boolean {
  if (!item || item.piece.type === "stop" || isStranger(item.piece, view)) return item !== undefined;
  const forms = item.piece.type === "word" ? [item.piece.word, ...item.forms] : [];
  return (
    !forms.some((form) => NEGATIONS.has(form)) &&
    forms.some((form) => NOISE.has(form) || FILLERS.has(form) || COMMANDS.has(form) || QUANTIFIERS.has(form))
  );
}

/** "in us", where that is a namespace: nothing is listed by one, so it is not left out either. */
function isPlace(items: readonly Item[], position: number, view: CatalogView): boolean {
  return wordAt(items, position - 1) === "in" && namespacesOf(view).has(wordAt(items, position));
}

function wordAt(items: readonly Item[], position: number): string {
  const piece = items[position]?.piece;
  if (piece?.type === "given" && piece.by === "quotes") return piece.text.toLowerCase();
  return piece?.type === "word" ? piece.word : "";
}

function formsAt(items: readonly Item[], position: number): readonly string[] {
  return items[position]?.forms ?? [];
}
