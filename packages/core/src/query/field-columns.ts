import type { EntityRef } from "../model/entity-ref.ts";
import type { StoredEntity } from "../model/stored-entity.ts";
import { fieldReader, readsRelations, servedReader } from "./field.ts";
import { type FieldColumn, fieldColumn, type Rows } from "./field-column.ts";
import { type TextOrder, textOrder } from "./text-order.ts";

/**
 * All entities in rows, and the fields that queries ask for as columns. A field is read of all entities once, and later
 * only of those that changed.
 */
export interface FieldColumns {
  /** Takes an entity in, in place of what it was before. It is read when somebody asks. */
  set(stored: StoredEntity): void;
  remove(ref: EntityRef): void;
  /** The entities now; good until one changes. */
  rows(): EntityRows;
  /** Reads a column with each step, until all are there that others were asked for. */
  readLike(others: FieldColumns): Generator<unknown>;
  /** What was asked for, the longest ago first. */
  asked(): readonly (string | Served)[];
}

export interface EntityRows {
  readonly entities: Rows;
  /** The order of the refs, by row. */
  refs(): TextOrder;
  /**
   * The values of a field by row; undefined for relations, which change with other entities.
   *
   * @param served how the field is served, where that is not as it is written
   * @throws {CatalogError} `invalid-query` for a name that cannot be a field
   */
  column(field: string, served?: Served): FieldColumn | undefined;
}

/** What a field is served as; undefined for an entity without. */
type Served = (stored: StoredEntity) => string | undefined;

/** Columns without entities. */
export function fieldColumns(): FieldColumns {
  const pending = new Map<EntityRef, StoredEntity | undefined>();
  let table = rowTable([]);
  const columns: FieldColumns = {
    set: (stored) => void pending.set(stored.ref, stored),
    remove: (ref) => void pending.set(ref, undefined),
    rows() {
      if (table.changed + pending.size > table.entities.length / REBUILT_SHARE) table = rowTable(after(table, pending));
      else for (const [ref, stored] of pending) table.change(ref, stored);
      pending.clear();
      return table;
    },
    *readLike(others) {
      const rows = columns.rows();
      yield rows.refs();
      for (const asked of others.asked()) {
        yield typeof asked === "string" ? rows.column(asked) : rows.column("", asked);
      }
    },
    asked: () => table.asked(),
  };
  return columns;
}

/** When one row in this many has changed, reading all anew takes little more time than catching up. */
const REBUILT_SHARE = 4;
/** Columns that are kept; the one asked for longest ago goes first. */
const MAX_COLUMNS = 12;

function after(
  { entities }: EntityRows,
  changes: ReadonlyMap<EntityRef, StoredEntity | undefined>,
): readonly StoredEntity[] {
  const unchanged = entities.filter((stored) => stored !== undefined && !changes.has(stored.ref));
  return [...unchanged, ...changes.values()].filter((stored) => stored !== undefined);
}

interface RowTable extends EntityRows {
  /** How many rows were changed or added since it was made. */
  readonly changed: number;
  change(ref: EntityRef, stored: StoredEntity | undefined): void;
  asked(): readonly (string | Served)[];
}

interface KeptColumn {
  readonly column: FieldColumn;
  /** How many of the changes are in it. */
  readonly upTo: number;
}

function rowTable(all: readonly StoredEntity[]): RowTable {
  const entities: (StoredEntity | undefined)[] = [...all];
  const refs: EntityRef[] = all.map(({ ref }) => ref);
  const changed: number[] = [];
  const kept = new Map<string | Served, KeptColumn>();
  let rowOf: Map<EntityRef, number> | undefined;
  let order: TextOrder | undefined;

  return {
    entities,
    asked: () => [...kept.keys()],
    get changed() {
      return changed.length;
    },
    change(ref, stored) {
      rowOf ??= new Map(refs.map((each, row) => [each, row]));
      const known = rowOf.get(ref);
      if (known === undefined && stored === undefined) return;
      const row = known ?? refs.push(ref) - 1;
      rowOf.set(ref, row);
      entities[row] = stored;
      changed.push(row);
    },
    refs() {
      if (order?.ranks.length !== refs.length) order = textOrder(refs, order);
      return order;
    },
    column(field, served) {
      if (!served && readsRelations(field)) return undefined;
      const read = served ? servedReader(served) : fieldReader(field);
      const key = served ?? field.toLowerCase();
      const known = kept.get(key);
      const { column, upTo } = known ?? { column: fieldColumn(), upTo: 0 };
      if (!known) column.update(entities, entities.keys(), read);
      else if (upTo < changed.length) column.update(entities, changed.slice(upTo), read);
      kept.delete(key);
      kept.set(key, { column, upTo: changed.length });
      const [oldest] = kept.keys();
      if (kept.size > MAX_COLUMNS && oldest !== undefined) kept.delete(oldest);
      return column;
    },
  };
}
