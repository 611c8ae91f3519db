import type { StoredEntity } from "../model/stored-entity.ts";
import type { FieldReader } from "./field.ts";
import { joinedTexts } from "./joined-texts.ts";
import { type Direction, firstInDirection } from "./order.ts";
import { type TextOrder, textOrder } from "./text-order.ts";

/** The values of one field in many entities, each of them read once. */
export interface FieldColumn {
  /** By row: the code of its values; 0 for none. Two codes may stand for the same values. */
  readonly codes: Int32Array;
  /** One more than the greatest code. */
  readonly size: number;
  /** The values that a code stands for, as a {@link FieldReader} gives them. */
  values(code: number): readonly (string | null)[];
  /** By code, the order of what each counts by in a direction; worked out when first asked for. */
  order(direction: Direction): TextOrder;
  /** By code, 1 where one of its values has this part, in any case; the part is at least one character. */
  having(part: string): Uint8Array;
  /** Reads some rows anew, and those that are new at the end. */
  update(entities: Rows, changed: Iterable<number>, read: FieldReader): void;
}

/** By row: its entity, or undefined where it is gone. */
export type Rows = readonly (StoredEntity | undefined)[];

type Values = readonly (string | null)[];

const NONE: Values = [];

/** What a reader finds in the entity of a row; nothing where it is gone. */
export function valuesAt(entities: Rows, row: number, read: FieldReader): readonly (string | null)[] {
  const stored = entities[row];
  return stored ? read(stored.entity, stored) : NONE;
}

/** A column without rows. */
export function fieldColumn(): FieldColumn {
  let codes = new Int32Array();
  /** By code; one value stands for itself, for most lists have no more. */
  const known: (string | null | Values)[] = [NONE];
  let orders: Partial<Record<Direction, TextOrder>> = {};
  const joined = joinedTexts();
  let joinedCodes = 0;

  function values(code: number): Values {
    const value = known[code];
    return value === undefined ? NONE : typeof value === "object" && value !== null ? value : [value];
  }

  function codeIn<Key>(codeOf: Map<Key, number>, key: Key, value: string | null | Values): number {
    const same = codeOf.get(key);
    if (same !== undefined) return same;
    const code = known.push(value) - 1;
    codeOf.set(key, code);
    return code;
  }

  return {
    get codes() {
      return codes;
    },
    get size() {
      return known.length;
    },
    values,
    order(direction) {
      const before = orders[direction];
      if (before?.ranks.length === known.length) return before;
      const texts = known.map((_, code) => firstInDirection(values(code), direction));
      const order = textOrder(texts, before);
      orders = { ...orders, [direction]: order };
      return order;
    },
    having(part) {
      for (; joinedCodes < known.length; joinedCodes++) {
        for (const value of values(joinedCodes)) if (value !== null) joined.add(value.toLowerCase(), joinedCodes);
      }
      return joined.having(part.toLowerCase(), known.length);
    },
    update(entities, changed, read) {
      if (codes.length !== entities.length) {
        const longer = new Int32Array(entities.length);
        longer.set(codes);
        codes = longer;
      }
      // Which values have a code already is not kept: that would be half of the column.
      const codeOf = new Map<string | null, number>();
      const codeOfList = new Map<string, number>();
      for (const row of changed) {
        const found = valuesAt(entities, row, read);
        const before = values(codes[row] ?? 0);
        // Most changes are of other fields: without a new code the order of the column stays.
        if (before.length === found.length && before.every((value, index) => value === found[index])) continue;
        const [first = null] = found;
        if (found.length === 0) codes[row] = 0;
        else if (found.length === 1) codes[row] = codeIn(codeOf, first, first);
        else codes[row] = codeIn(codeOfList, JSON.stringify(found), found);
      }
    },
  };
}
