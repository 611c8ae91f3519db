import { CatalogError } from "../errors.ts";
import { quoted } from "../model/quoted.ts";

/** A field to order by: `metadata.name`, `metadata.name,desc` or `{ field, order }`. Ascending unless said otherwise. */
export type Order = string | { readonly field: string; readonly order?: Direction };

export type Direction = "asc" | "desc";

/** An order taken apart. */
export interface OrderKey {
  readonly field: string;
  readonly order: Direction;
}

/** The place of an entity in an order; enough to find that place again when the entity is gone. */
export interface Place {
  /** The lower-cased value of each field ordered by; null when the entity lacks it. */
  readonly values: readonly (string | null)[];
  readonly ref: string;
}

const ORDER_KEYS_LIMIT = 20;

/**
 * Takes orders apart.
 *
 * @throws {CatalogError} `invalid-query`
 */
export function parseOrder(orders: readonly Order[]): readonly OrderKey[] {
  if (orders.length > ORDER_KEYS_LIMIT) {
    throw new CatalogError("limit-exceeded", `A query can order by at most ${ORDER_KEYS_LIMIT} fields.`);
  }
  return orders.map((written) => {
    const { field, order = "asc" } = typeof written === "string" ? splitOrder(written) : written;
    if (typeof field !== "string" || (order !== "asc" && order !== "desc")) {
      const shown = quoted(typeof written === "string" ? written : (JSON.stringify(written) ?? String(written)));
      throw new CatalogError("invalid-query", `${shown} is not an order. Write field, field,asc or field,desc.`);
    }
    return { field, order };
  });
}

/** What values count by in an order: the one that comes first in its direction, in lower case; null for none. */
export function firstInDirection(values: readonly (string | null)[], direction: Direction): string | null {
  const sign = signOf(direction);
  let first: string | null = null;
  for (const value of values) {
    const text = value?.toLowerCase() ?? null;
    if (text !== null && (first === null || compareText(text, first) * sign < 0)) first = text;
  }
  return first;
}

/** 1 or -1: what a comparison is multiplied with. */
export function signOf(direction: Direction): 1 | -1 {
  return direction === "asc" ? 1 : -1;
}

function splitOrder(text: string): { field: string; order: string } {
  const comma = text.lastIndexOf(",");
  if (comma < 0) return { field: text.trim(), order: "asc" };
  return { field: text.slice(0, comma).trim(), order: text.slice(comma + 1).trim() };
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
