import { type Candidate, type CatalogView, type EntityRef, entityRef, entityRefParts } from "@callboard/core";
import { holdsWords, partsOf, stemOf } from "./forms-of-name.ts";
import { KIND_WORDS } from "./words.ts";

/**
 * What a word for a sort of thing may mean: by "the database" any of that type, by "the bus" the message buses, by "the
 * events topic" the topics with that word in their names. Empty where it is no type of anything.
 */
export function thingsOfSort(text: string, view: CatalogView): readonly Candidate[] {
  const parts = partsOf(text);
  for (let named = 0; named < Math.min(parts.length, LONGEST_SORT); named += 1) {
    const found = ofSort(parts.slice(named), parts.slice(0, named).join(" "), view);
    if (found.length > 0) return found;
  }
  return [];
}

/** True for an entity that a word for a sort of thing may mean; "the service" may be any component. */
export function isOfSort(ref: EntityRef, text: string, view: CatalogView): boolean {
  const hint = KIND_WORDS.get(text.toLowerCase());
  if (hint && hint.type === undefined && hint.kind === entityRefParts(ref).kind) return true;
  const type = String(view.entity(ref)?.spec?.type ?? "");
  return endsWith(partsOf(type).map(stemOf), sortSaid(partsOf(text)));
}

/** "db" is said for "database". */
function sortSaid(words: readonly string[]): readonly string[] {
  const text = words.join(" ");
  return partsOf(KIND_WORDS.get(text.toLowerCase())?.type ?? text).map(stemOf);
}

function ofSort(sort: readonly string[], named: string, view: CatalogView): readonly Candidate[] {
  const word = sort.join(" ");
  const said = sortSaid(sort);
  const types = sortsOf(view).flatMap(({ type, stems }) => (endsWith(stems, said) ? [type] : []));
  if (types.length === 0) return [];
  const filter = { kind: { $in: ["component", "resource", "api"] }, "spec.type": { $in: types } };
  const limit = named === "" ? OFFERED : LOOKED_AT;
  const { items } = view.query({ filter, limit, relations: false });
  const things = items.filter(({ metadata: { name, title } }) => holdsWords(`${name} ${title ?? ""}`, named));
  return things.slice(0, OFFERED).map(({ kind, metadata, spec }) => {
    const { name, namespace, title } = metadata;
    return {
      ref: entityRef({ kind, name, ...(namespace && { namespace }) }),
      title: title ?? null,
      match: "name" as const,
      score: partsOf(String(spec?.type)).length === said.length || KIND_WORDS.has(word.toLowerCase()) ? 1 : 0.9,
      reason: `It is of the type ${String(spec?.type)}.`,
    };
  });
}

const OFFERED = 5;
const LOOKED_AT = 200;
const LONGEST_SORT = 3;
/** So many types tell of sorts; in a catalog with more the types are free text. */
const MAX_SORTS = 500;

interface Sort {
  readonly type: string;
  readonly stems: readonly string[];
}

/** The types of a catalog. Counted once for each revision, as that takes a look at every entity. */
function sortsOf(view: CatalogView): readonly Sort[] {
  const before = known.get(view);
  if (before?.revision === view.revision) return before.sorts;
  const counted = (view.facets(["spec.type"])["spec.type"] ?? []).slice(0, MAX_SORTS);
  const sorts = counted.map(({ value }) => ({ type: value, stems: partsOf(value).map(stemOf) }));
  known.set(view, { revision: view.revision, sorts });
  return sorts;
}

const known = new WeakMap<CatalogView, { readonly revision: number; readonly sorts: readonly Sort[] }>();

function endsWith(stems: readonly string[], said: readonly string[]): boolean {
  return stems.length >= said.length && said.every((stem, at) => stems[stems.length - said.length + at] === stem);
}
