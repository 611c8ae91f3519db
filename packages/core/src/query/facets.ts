import { CatalogError } from "../errors.ts";
import type { FieldReader } from "./field.ts";
import { valuesAt } from "./field-column.ts";
import { type Filter, parseFilter } from "./filter.ts";
import { columnOf, matchingRows, type QuerySource, readerOf } from "./matching-rows.ts";

/** The values of each field, by the field's name as asked, ordered by value. */
export type Facets = Readonly<Record<string, readonly FacetValue[]>>;

/** A value in the case it was written in, and how many entities have it. */
export interface FacetValue {
  readonly value: string;
  readonly count: number;
}

const FIELDS_LIMIT = 100;

/**
 * How often each value of the given fields occurs among the entities that a filter matches. A list counts by its
 * items; values that cannot be compared (null, more than 200 characters) do not count.
 *
 * @throws {CatalogError} `invalid-query` or `limit-exceeded` when a field or the filter cannot be read
 */
export function countFacets(source: QuerySource, fields: readonly string[], filter: Filter = {}): Facets {
  if (fields.length > FIELDS_LIMIT) {
    throw new CatalogError("limit-exceeded", `At most ${FIELDS_LIMIT} facets can be counted at once.`);
  }
  const readers = fields.map((field) => ({ field, read: readerOf(source, field) }));
  const rows = matchingRows(source, parseFilter(filter));
  return Object.fromEntries(readers.map(({ field, read }) => [field, byValue(countValues(source, field, read, rows))]));
}

function countValues(
  source: QuerySource,
  field: string,
  read: FieldReader,
  rows: readonly number[],
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const count = (values: readonly (string | null)[], times: number) => {
    for (const value of distinct(values)) counts.set(value, (counts.get(value) ?? 0) + times);
  };
  const known = columnOf(source, field);
  if (!known) {
    for (const row of rows) count(valuesAt(source.rows.entities, row, read), 1);
    return counts;
  }
  const timesOf = new Uint32Array(known.size);
  for (const row of rows) {
    const code = known.codes[row] ?? 0;
    timesOf[code] = (timesOf[code] ?? 0) + 1;
  }
  for (const [code, times] of timesOf.entries()) if (times > 0) count(known.values(code), times);
  return counts;
}

// Values of one entity that differ by case only count once, as the first of them.
function distinct(values: readonly (string | null)[]): Iterable<string> {
  if (values.length === 1) return values.filter((value) => value !== null);
  const byText = new Map<string, string>();
  for (const value of values) {
    if (value !== null && !byText.has(value.toLowerCase())) byText.set(value.toLowerCase(), value);
  }
  return byText.values();
}

function byValue(counts: ReadonlyMap<string, number>): FacetValue[] {
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => (a.value < b.value ? -1 : 1));
}
