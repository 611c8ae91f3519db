import { type CatalogView, type EntityRef, entityRefParts, shortName } from "@callboard/core";
import { siblingIn } from "./environment-sibling.ts";
import type { Item } from "./item.ts";
import type { PhraseMatch } from "./match-phrase.ts";
import type { Message } from "./message.ts";
import { type ListFilter, readModifiers, saysEveryHop } from "./modifiers.ts";
import { readFilter } from "./read-filter.ts";
import type { SlotReading } from "./read-slot.ts";
import type { NotUnderstood, Understanding } from "./understanding.ts";

/**
 * The message asks this, or rather what is asked about entities of that kind. `match` is the phrase, if one was found:
 * no word of the name in it counts as a modifier. `filter` is given where it was read already.
 */
export function question(
  asked: string,
  entities: readonly EntityRef[],
  { items, reader, grammar }: Message,
  match: PhraseMatch | null = null,
  filter?: ListFilter,
): Understanding {
  const [first] = entities;
  const wide = saysEveryHop(items, match) ? grammar.intent(asked)?.everyHop : undefined;
  const rather = first && grammar.intent(wide ?? asked)?.rather?.[entityRefParts(first).kind];
  const intent = rather ?? wide ?? asked;
  const { formerNames } = reader.names;
  const renamed = entities.flatMap((ref) => {
    const from = formerNames.get(ref);
    return from === undefined ? [] : { ref, from };
  });
  const read = readModifiers(items, match?.slot ?? null);
  const isElsewhere = read.environment !== null && entities.length === 1 && !grammar.intent(intent)?.modified;
  const sibling =
    isElsewhere && first && read.environment ? siblingIn(read.environment, first, reader.view) : undefined;
  const { lists = false, filtered = false } = grammar.intent(intent) ?? {};
  const things = filter ?? (match && lists ? thingsIn(items, match, reader.view) : read.filter);
  const modifiers = { ...read, filter: filtered && first ? { ...things, ...placeFilter(first) } : things };
  return { type: "question", intent, entities: sibling ? [sibling] : entities, modifiers, renamed };
}

/** What is in a system or a domain; nothing else narrows a list by being named. */
function placeFilter(ref: EntityRef): ListFilter {
  const { kind } = entityRefParts(ref);
  return kind === "system" || kind === "domain" ? { [kind]: shortName(ref) } : {};
}

/** Which things to list beside a name; a word for teams or people is said of whose they are. */
function thingsIn(items: readonly Item[], match: PhraseMatch, view: CatalogView): ListFilter {
  const { kind, ...others } = readFilter(items, match, view).filter;
  return kind === undefined || kind === "group" || kind === "user" ? others : { kind, ...others };
}

/** The message asks about a name that nothing has; about which one, where the name is a word for a sort of thing. */
export function noSuchName(
  intent: string,
  {
    text,
    candidates,
    incompleteSources,
    isSort = false,
  }: Pick<Extract<SlotReading, { type: "unknown" }>, "text" | "candidates" | "incompleteSources" | "isSort">,
): Understanding {
  if (isSort) return { type: "which-one", intent, text, candidates };
  return { type: "no-such-name", intent, text, candidates, incompleteSources };
}

/** The message asks nothing that has an answer here. */
export function notUnderstood(
  because: NotUnderstood["because"],
  wanted: string | null,
  entity: EntityRef | null,
): NotUnderstood {
  return { type: "not-understood", because, wanted, entity };
}
