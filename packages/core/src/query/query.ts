import { CatalogError } from "../errors.ts";
import type { Entity } from "../model/entity.ts";
import { type Cursor, readCursor, writeCursor } from "./cursor.ts";
import type { ServedFields } from "./field.ts";
import { type Filter, parseFilter } from "./filter.ts";
import { firstInOrder } from "./first-in-order.ts";
import { matchingRows, type QuerySource } from "./matching-rows.ts";
import { type Order, parseOrder } from "./order.ts";
import { type RowOrder, rowOrder } from "./row-order.ts";

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
  /** Fields that filter and order read as they are served, not as they are written; none unless given. */
  readonly served?: ServedFields;
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

const DEFAULT_LIMIT = 200;

/**
 * One page of the entities that a filter matches.
 *
 * @throws {CatalogError} `invalid-query` or `limit-exceeded` when the query cannot be read
 */
export function queryEntities(stored: QuerySource, options: QueryOptions = {}): QueryResult {
  const { limit = DEFAULT_LIMIT, offset = 0, served } = options;
  const source = { ...stored, served };
  checkCount("limit", limit);
  checkCount("offset", offset);
  const cursor = options.cursor === undefined ? null : readCursor(options.cursor);
  const filter = cursor ? cursor.filter : parseFilter(options.filter === undefined ? {} : options.filter);
  const order = cursor ? cursor.order : parseOrder(options.order ?? []);

  const matching = matchingRows(source, filter);
  const places = rowOrder(source, order, matching);
  const page = cursor ? pageFrom(cursor, matching, limit, places) : pageAt(offset, matching, limit, places);
  const [first] = page.rows;
  const last = page.rows.at(-1);
  const cursorAt = (direction: Cursor["direction"], row: number) =>
    writeCursor({ filter, order, direction, place: places.placeOf(row) });
  return {
    items: page.rows.flatMap((row) => {
      const stored = source.rows.entities[row];
      if (!stored) return [];
      const { entity, ref } = stored;
      return [options.relations === false ? entity : { ...entity, relations: source.relations(ref) }];
    }),
    total: matching.length,
    next: last !== undefined && page.isBeforeMore ? cursorAt("next", last) : null,
    previous: first !== undefined && page.isAfterMore ? cursorAt("previous", first) : null,
  };
}

interface Page {
  readonly rows: readonly number[];
  readonly isAfterMore: boolean;
  readonly isBeforeMore: boolean;
}

function pageAt(offset: number, matching: readonly number[], limit: number, { compare }: RowOrder): Page {
  const rows = firstInOrder(matching, offset + limit, compare).slice(offset);
  return { rows, isAfterMore: offset > 0, isBeforeMore: matching.length > offset + limit };
}

function pageFrom({ direction, place }: Cursor, matching: readonly number[], limit: number, places: RowOrder): Page {
  const sign = direction === "next" ? 1 : -1;
  const compared = places.comparedTo(place);
  const ahead = matching.filter((row) => compared(row) * sign > 0);
  const nearest = firstInOrder(ahead, limit, (a, b) => places.compare(a, b) * sign);
  const isMoreAhead = ahead.length > limit;
  const isMoreBehind = matching.length > ahead.length;
  return direction === "next"
    ? { rows: nearest, isAfterMore: isMoreBehind, isBeforeMore: isMoreAhead }
    : { rows: nearest.reverse(), isAfterMore: isMoreAhead, isBeforeMore: isMoreBehind };
}

function checkCount(name: string, count: number): void {
  if (!(Number.isInteger(count) && count >= 0) && count !== Number.POSITIVE_INFINITY) {
    throw new CatalogError("invalid-query", `The ${name} ${JSON.stringify(count)} is not a whole number from 0 up.`);
  }
}
