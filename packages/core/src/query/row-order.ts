import { type FieldColumn, fieldColumn } from "./field-column.ts";
import { columnOf, type QuerySource, readerOf } from "./matching-rows.ts";
import { firstInDirection, type OrderKey, type Place, signOf } from "./order.ts";

/**
 * The order of entities by their rows: by code unit, what lacks a field always last. Ties go by ref, in the direction of
 * the last field, so that the opposite order is the exact reverse.
 */
export interface RowOrder {
  /** Below 0 when the first of two rows comes first, never 0. */
  compare(a: number, b: number): number;
  /** Compares rows with a place, which may be that of an entity that is gone. */
  comparedTo(place: Place): (row: number) => number;
  placeOf(row: number): Place;
}

/** @param rows the rows that it will be asked about */
export function rowOrder(source: QuerySource, keys: readonly OrderKey[], rows: readonly number[]): RowOrder {
  const refs = source.rows.refs();
  const tieSign = signOf(keys.at(-1)?.order ?? "asc");
  const columns = keys.map((key) => weighted(key, orderColumn(source, key.field, rows)));
  const refWeight = (row: number) => (refs.ranks[row] ?? 0) * tieSign;

  return {
    compare(a, b) {
      for (const { codes, weights } of columns) {
        const left = weights[codes[a] ?? 0] ?? LAST;
        const right = weights[codes[b] ?? 0] ?? LAST;
        if (left !== right) return left < right ? -1 : 1;
      }
      return refWeight(a) - refWeight(b);
    },
    comparedTo({ values, ref }) {
      const wanted = columns.map(({ weightOf }, index) => weightOf(values[index] ?? null));
      const wantedRef = refs.rankOf(ref) * tieSign;
      return (row) => {
        for (const [index, { codes, weights }] of columns.entries()) {
          const left = weights[codes[row] ?? 0] ?? LAST;
          const right = wanted[index] ?? LAST;
          if (left !== right) return left < right ? -1 : 1;
        }
        return refWeight(row) - wantedRef;
      };
    },
    placeOf: (row) => ({
      values: columns.map(({ textAt }) => textAt(row)),
      ref: source.rows.entities[row]?.ref ?? "",
    }),
  };
}

/** The weight of what lacks a field, in both directions. */
const LAST = Number.POSITIVE_INFINITY;

function orderColumn(source: QuerySource, field: string, rows: readonly number[]): FieldColumn {
  const known = columnOf(source, field);
  if (known) return known;
  const column = fieldColumn();
  column.update(source.rows.entities, rows, readerOf(source, field));
  return column;
}

/** By code, how far towards the end of the list its values stand. */
function weighted({ order: direction }: OrderKey, column: FieldColumn) {
  const { codes } = column;
  const { ranks, rankOf } = column.order(direction);
  const sign = signOf(direction);
  const weights = new Float64Array(ranks.length);
  for (let code = 0; code < ranks.length; code++) {
    const rank = ranks[code] ?? -1;
    weights[code] = rank < 0 ? LAST : rank * sign;
  }
  return {
    codes,
    weights,
    weightOf: (text: string | null) => (text === null ? LAST : rankOf(text) * sign),
    textAt: (row: number) => firstInDirection(column.values(codes[row] ?? 0), direction),
  };
}
