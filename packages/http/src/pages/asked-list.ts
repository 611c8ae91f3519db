import { type CatalogView, type EntityRef, entityRefParts } from "@callboard/core";
import type { Context } from "hono";
import { namedEntity } from "../named-entity.ts";
import { refOf } from "../stamped-entity.ts";
import { countIn } from "./asked-failure.ts";
import type { EntityList } from "./site.ts";

/** How many entities of a kind there are. */
export interface KindCount {
  /** In lower case, as in refs. */
  readonly kind: string;
  readonly count: number;
}

/** A page of a list. */
export interface ListPage {
  readonly list: EntityList;
  /** Of the list without its kind, to choose another one. */
  readonly counts: readonly KindCount[];
  readonly total: number;
  readonly from: number;
  readonly refs: readonly EntityRef[];
}

/** Entities on one page. */
export const LISTED = 50;
const MOST_CHARACTERS = 500;

/** The page of a list that an address asks for. @throws {CatalogError} `entity-not-found` for the owner */
export function listIn(context: Context, view: CatalogView): ListPage {
  const given = (name: string) => (context.req.query(name) ?? "").slice(0, MOST_CHARACTERS).trim();
  const kind = given("kind").toLowerCase() || null;
  const owner = given("owner") === "" ? null : namedEntity(view, given("owner"));
  const from = countIn(context, "from");
  const list = { kind, owner };
  const { refs, total } = owner === null ? ofKind(view, kind, from) : ofOwner(view, owner, kind, from);
  return { list, counts: kindCounts(view, owner), total, from, refs };
}

/** How many entities there are of each kind, the most first; of one owner, where one is given. */
export function kindCounts(view: CatalogView, owner: EntityRef | null): readonly KindCount[] {
  const counts = new Map<string, number>();
  const add = (kind: string, count: number) => counts.set(kind, (counts.get(kind) ?? 0) + count);
  if (owner !== null) for (const ref of ownedBy(view, owner)) add(entityRefParts(ref).kind, 1);
  else for (const { value, count } of view.facets(["kind"]).kind ?? []) add(value.toLowerCase(), count);
  return Array.from(counts, ([kind, count]) => ({ kind, count })).sort(
    (a, b) => b.count - a.count || (a.kind < b.kind ? -1 : 1),
  );
}

function ofKind(view: CatalogView, kind: string | null, from: number) {
  const { items, total } = view.query({
    ...(kind !== null && { filter: { kind } }),
    order: ["metadata.name"],
    limit: LISTED,
    offset: from,
    relations: false,
  });
  return { refs: items.map(refOf), total };
}

function ofOwner(view: CatalogView, owner: EntityRef, kind: string | null, from: number) {
  const owned = ownedBy(view, owner).filter((ref) => kind === null || ref.startsWith(`${kind}:`));
  return { refs: owned.slice(from, from + LISTED), total: owned.length };
}

/** In the order of their refs. */
function ownedBy(view: CatalogView, owner: EntityRef): readonly EntityRef[] {
  const relations = view.entity(owner)?.relations ?? [];
  return relations.filter(({ type }) => type === "ownerOf").map(({ targetRef }) => targetRef);
}
