import { CatalogError } from "../errors.ts";
import { compilePredicate } from "./compile-predicate.ts";
import { fieldReader } from "./field.ts";
import { type Filter, parseFilter } from "./filter.ts";
import { type QuerySource, relationsFrom } from "./query.ts";

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
  const relationsOf = relationsFrom(source);
  const matches = compilePredicate(parseFilter(filter), relationsOf);
  const counters = fields.map((field) => ({
    field,
    read: fieldReader(field, relationsOf),
    counts: new Map<string, number>(),
  }));
  for (const { entity } of source.entities) {
    if (!matches(entity)) continue;
    for (const { read, counts } of counters) {
      for (const value of distinct(read(entity))) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  }
  return Object.fromEntries(counters.map(({ field, counts }) => [field, byValue(counts)]));
}

// Values of one entity that differ by case only count once, as the first of them.
function distinct(values: readonly (string | null)[]): Iterable<string> {
  const byText = new Map<string, string>();
  for (const value of values) {
    if (value !== null && !byText.has(value.toLowerCase())) byText.set(value.toLowerCase(), value);
  }
  return byText.values();
}

function byValue(counts: ReadonlyMap<string, number>): FacetValue[] {
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => (a.value < b.value ? -1 : 1));
}
