import { nameOf, plain } from "@callboard/answers";
import {
  CatalogError,
  type CatalogView,
  type Entity,
  type EntityRef,
  entityRef,
  entityRefParts,
  type JsonObject,
  type Predicate,
} from "@callboard/core";
import type { PlainTextOption } from "@slack/types";
import { blockLimits } from "../limits/block-limits.ts";
import { refKey } from "../render/encode-state.ts";
import { plainText } from "../render/escape.ts";
import { choiceOption } from "./choice-option.ts";
import type { Choice, EntitiesToPick } from "./field-control.ts";

/** What an entity picker of a form offers for what was typed; the first by name where nothing was. */
export function entityChoices(
  view: CatalogView,
  typed: string,
  among: EntitiesToPick,
  user: EntityRef | null,
): readonly PlainTextOption[] {
  const text = typed.slice(0, LONGEST_TYPED).trim();
  const allowed = allowedEntities(view, among, user);
  if (text === "") return allowed.slice(0, blockLimits.selectOptions).map((ref) => optionOf(ref, view));
  const isAllowed = new Set(allowed);
  const kinds = among.kinds.length > 0 ? { kinds: among.kinds } : {};
  const found = view.search(text, { ...kinds, limit: LOOKED_THROUGH, people: true }).map(({ ref }) => ref);
  // A picker is typed into letter by letter: what begins with them comes along.
  const begun = allowed.filter((ref) => nameOf(ref).startsWith(text.toLowerCase()));
  const all = [...new Set([...begun, ...found.filter((ref) => isAllowed.has(ref))])];
  return all.slice(0, blockLimits.selectOptions).map((ref) => optionOf(ref, view));
}

/** Whether a picker may offer an entity to anybody: it is in the catalog, and of the kinds and filters that are asked for. */
export function isOffered(ref: EntityRef, view: CatalogView, among: EntitiesToPick): boolean {
  const { kind, namespace, name } = entityRefParts(ref);
  const self: Predicate = { kind, "metadata.namespace": namespace, "metadata.name": name };
  return queried(view, { $all: [self, wantedBy(among)] }, 1).length > 0;
}

/** What a long list of values offers for what was typed. */
export function choiceOptions(choices: readonly Choice[], typed: string): readonly PlainTextOption[] {
  const text = typed.trim().toLowerCase();
  return choices
    .map((choice, index) => ({ choice, index }))
    .filter(({ choice }) => choice.label.toLowerCase().includes(text))
    .slice(0, blockLimits.selectOptions)
    .map(({ choice, index }) => choiceOption(choice, index));
}

/** The option of an entity that a form holds already; none for what is not in the catalog. */
export function entityOption(value: string, view: CatalogView): readonly PlainTextOption[] {
  try {
    const ref = entityRef(value);
    return view.entity(ref) ? [optionOf(ref, view)] : [];
  } catch (reason) {
    if (reason instanceof CatalogError) return []; // a default that is no ref
    throw reason;
  }
}

const LONGEST_TYPED = 200;
const LOOKED_THROUGH = 500;
const MOST_ENTITIES = 5_000;

function allowedEntities(view: CatalogView, among: EntitiesToPick, user: EntityRef | null) {
  const { only } = among;
  if (only === "member") return user === null ? [] : groupsOf(view, user);
  const owners = user === null ? [] : [user, ...groupsOf(view, user)];
  const owned = owners.map((targetRef) => ({ relations: { $contains: { type: "ownedBy", targetRef } } }));
  if (only === "owned" && owned.length === 0) return [];
  return queried(
    view,
    only === "owned" ? { $all: [wantedBy(among), { $any: owned }] } : wantedBy(among),
    MOST_ENTITIES,
  );
}

function wantedBy({ kinds, filters }: EntitiesToPick): Predicate {
  return {
    $all: [
      ...(kinds.length > 0 ? [{ kind: { $in: [...kinds] } }] : []),
      ...(filters.length > 0 ? [{ $any: filters.map(predicateOf) }] : []),
    ],
  };
}

function queried(view: CatalogView, filter: Predicate, limit: number): readonly EntityRef[] {
  try {
    return view.query({ filter, order: ["metadata.name"], limit, relations: false }).items.map(refOf);
  } catch (reason) {
    // A filter that the template got wrong offers nothing, as it does in Backstage.
    if (reason instanceof CatalogError) return [];
    throw reason;
  }
}

function groupsOf(view: CatalogView, user: EntityRef): readonly EntityRef[] {
  const relations = view.entity(user)?.relations ?? [];
  return relations.filter(({ type }) => type === "memberOf").map(({ targetRef }) => entityRef(targetRef));
}

/** `catalogFilter` of a picker: each field is a value, several of which one will do, or whether it is there. */
function predicateOf(filter: JsonObject) {
  const conditions = Object.entries(filter).flatMap(
    ([field, wanted]): [string, string | { $in: string[] } | { $exists: boolean }][] => {
      if (typeof wanted === "string") return [[field, wanted]];
      if (Array.isArray(wanted)) return [[field, { $in: wanted.filter((each) => typeof each === "string") }]];
      const exists = typeof wanted === "object" && wanted !== null && "exists" in wanted ? wanted.exists : undefined;
      return typeof exists === "boolean" ? [[field, { $exists: exists }]] : [];
    },
  );
  return Object.fromEntries(conditions);
}

function refOf({ kind, metadata }: Entity): EntityRef {
  return entityRef({ kind, ...metadata });
}

/** The value is the ref, or its key where the ref is longer than a value may be. */
function optionOf(ref: EntityRef, view: CatalogView): PlainTextOption {
  const title = view.entity(ref)?.metadata.title;
  const name = nameOf(ref);
  const shown = title === undefined ? "" : plain(title, 60);
  const label = shown === "" || shown.toLowerCase() === name ? name : `${shown} (${name})`;
  return { text: plainText(label, blockLimits.optionText), value: refKey(ref) };
}
