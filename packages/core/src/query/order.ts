import { CatalogError } from "../errors.ts";
import type { Entity } from "../model/entity.ts";
import { quoted } from "../model/quoted.ts";
import { fieldReader, type RelationsOf } from "./field.ts";

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

/** Reads the values that place an entity in an order. A list counts by the item that comes first in that order. */
export function orderValues(
  keys: readonly OrderKey[],
  relationsOf?: RelationsOf,
): (entity: Entity) => readonly (string | null)[] {
  const readers = keys.map(({ field, order }) => ({ read: fieldReader(field, relationsOf), sign: signOf(order) }));
  return (entity) =>
    readers.map(({ read, sign }) => {
      let first: string | null = null;
      for (const value of read(entity)) {
        const text = value?.toLowerCase() ?? null;
        if (text !== null && (first === null || compareText(text, first) * sign < 0)) first = text;
      }
      return first;
    });
}

/**
 * Compares two places: by code unit, what lacks a field always last. Ties go by ref, in the direction of the last
 * field, so that the opposite order is the exact reverse.
 */
export function comparePlaces(keys: readonly OrderKey[]): (a: Place, b: Place) => number {
  const signs = keys.map(({ order }) => signOf(order));
  const tieSign = signs.at(-1) ?? 1;
  return (a, b) => {
    for (const [index, sign] of signs.entries()) {
      const left = a.values[index] ?? null;
      const right = b.values[index] ?? null;
      if (left === right) continue;
      if (left === null) return 1;
      if (right === null) return -1;
      return compareText(left, right) * sign;
    }
    return compareText(a.ref, b.ref) * tieSign;
  };
}

function splitOrder(text: string): { field: string; order: string } {
  const comma = text.lastIndexOf(",");
  if (comma < 0) return { field: text.trim(), order: "asc" };
  return { field: text.slice(0, comma).trim(), order: text.slice(comma + 1).trim() };
}

function signOf(order: Direction): 1 | -1 {
  return order === "asc" ? 1 : -1;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
