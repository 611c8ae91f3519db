import { CatalogError } from "../errors.ts";
import type { Entity, EntityRelation } from "../model/entity.ts";
import { DEFAULT_NAMESPACE, type EntityRef, formatEntityRef } from "../model/entity-ref.ts";
import type { StoredEntity } from "../model/stored-entity.ts";
import { compilePredicate } from "./compile-predicate.ts";
import { type Cursor, readCursor, writeCursor } from "./cursor.ts";
import type { RelationsOf } from "./field.ts";
import { type Filter, parseFilter } from "./filter.ts";
import { firstInOrder } from "./first-in-order.ts";
import { comparePlaces, type Order, orderValues, type Place, parseOrder } from "./order.ts";

/** Which entities to list, in which order, and which page of them. */
export interface QueryOptions {
  readonly filter?: Filter;
  /** What to order by, the most important first; ties go by ref, and so does everything without an order. */
  readonly order?: readonly Order[];
  /** Entities per page; 200 unless given. */
  readonly limit?: number;
  /** Entities to leave out before the first page; 0 unless given. Not together with a cursor. */
  readonly offset?: number;
  /** `next` or `previous` of an earlier result. It brings that query's filter and order; given ones do not count. */
  readonly cursor?: string;
  /** False leaves relations out of the items, which saves most of the time where all entities are read; true unless given. */
  readonly relations?: boolean;
}

/** One page of a query. */
export interface QueryResult {
  /** Whole entities, with their relations unless those were left out. */
  readonly items: readonly Entity[];
  /** How many entities the filter matches now, on all pages. */
  readonly total: number;
  /** The cursor of the page after this one; null on the last. Stays good when the catalog changes. */
  readonly next: string | null;
  /** The cursor of the page before this one; null on the first. */
  readonly previous: string | null;
}

/** What queries read. */
export interface QuerySource {
  /** Every entity, in any order. */
  readonly entities: Iterable<StoredEntity>;
  /** The relations of an entity in both directions; asked only for entities that need them. */
  relations(ref: EntityRef): readonly EntityRelation[];
}

interface Placed extends Place {
  readonly stored: StoredEntity;
}

const DEFAULT_LIMIT = 200;

/**
 * One page of the entities that a filter matches.
 *
 * @throws {CatalogError} `invalid-query` or `limit-exceeded` when the query cannot be read
 */
export function queryEntities(source: QuerySource, options: QueryOptions = {}): QueryResult {
  const { limit = DEFAULT_LIMIT, offset = 0 } = options;
  checkCount("limit", limit);
  checkCount("offset", offset);
  const cursor = options.cursor === undefined ? null : readCursor(options.cursor);
  const filter = cursor ? cursor.filter : parseFilter(options.filter === undefined ? {} : options.filter);
  const order = cursor ? cursor.order : parseOrder(options.order ?? []);

  const compare = comparePlaces(order);
  const matching = placeMatching(source, filter, order);
  const page = cursor ? pageFrom(cursor, matching, limit, compare) : pageAt(offset, matching, limit, compare);
  const first = page.items[0];
  const last = page.items.at(-1);
  const cursorAt = (direction: Cursor["direction"], { values, ref }: Place) =>
    writeCursor({ filter, order, direction, place: { values, ref } });
  return {
    items: page.items.map(({ stored }) =>
      options.relations === false ? stored.entity : { ...stored.entity, relations: source.relations(stored.ref) },
    ),
    total: matching.length,
    next: last && page.isBeforeMore ? cursorAt("next", last) : null,
    previous: first && page.isAfterMore ? cursorAt("previous", first) : null,
  };
}

/** Works out relations by the ref of an entity. */
export function relationsFrom(source: QuerySource): RelationsOf {
  return ({ kind, metadata: { namespace = DEFAULT_NAMESPACE, name } }) =>
    source.relations(formatEntityRef({ kind, namespace, name }));
}

function placeMatching(source: QuerySource, filter: Cursor["filter"], order: Cursor["order"]): Placed[] {
  const relationsOf = relationsFrom(source);
  const matches = compilePredicate(filter, relationsOf);
  const valuesOf = orderValues(order, relationsOf);
  const placed: Placed[] = [];
  for (const stored of source.entities) {
    if (matches(stored.entity)) placed.push({ stored, ref: stored.ref, values: valuesOf(stored.entity) });
  }
  return placed;
}

interface Page {
  readonly items: readonly Placed[];
  readonly isAfterMore: boolean;
  readonly isBeforeMore: boolean;
}

type Compare = (a: Place, b: Place) => number;

function pageAt(offset: number, matching: readonly Placed[], limit: number, compare: Compare): Page {
  const items = firstInOrder(matching, offset + limit, compare).slice(offset);
  return { items, isAfterMore: offset > 0, isBeforeMore: matching.length > offset + limit };
}

function pageFrom({ direction, place }: Cursor, matching: readonly Placed[], limit: number, compare: Compare): Page {
  const sign = direction === "next" ? 1 : -1;
  const ahead = matching.filter((candidate) => compare(candidate, place) * sign > 0);
  const nearest = firstInOrder(ahead, limit, (a, b) => compare(a, b) * sign);
  const isMoreAhead = ahead.length > limit;
  const isMoreBehind = matching.length > ahead.length;
  return direction === "next"
    ? { items: nearest, isAfterMore: isMoreBehind, isBeforeMore: isMoreAhead }
    : { items: nearest.reverse(), isAfterMore: isMoreAhead, isBeforeMore: isMoreBehind };
}

function checkCount(name: string, count: number): void {
  if (!(Number.isInteger(count) && count >= 0) && count !== Number.POSITIVE_INFINITY) {
    throw new CatalogError("invalid-query", `The ${name} ${JSON.stringify(count)} is not a whole number from 0 up.`);
  }
}
