import type { EntityRelation } from "../model/entity.ts";
import { DEFAULT_NAMESPACE, type EntityRef, formatEntityRef } from "../model/entity-ref.ts";
import { predicateTest, type ValuesTest } from "./compile-predicate.ts";
import { type FieldReader, fieldReader, type RelationsOf, type ServedFields, servedReader } from "./field.ts";
import { type FieldColumn, valuesAt } from "./field-column.ts";
import type { EntityRows } from "./field-columns.ts";
import type { Condition, Predicate } from "./predicate.ts";

/** What queries read. */
export interface QuerySource {
  /** Every entity. */
  readonly rows: EntityRows;
  /** The relations of an entity in both directions; asked only for entities that need them. */
  relations(ref: EntityRef): readonly EntityRelation[];
  readonly served?: ServedFields | undefined;
}

/** Reads a field of the entities of a source, as it is served. @throws {CatalogError} `invalid-query` */
export function readerOf(source: QuerySource, field: string): FieldReader {
  const served = source.served?.get(field.toLowerCase());
  return served ? servedReader(served) : fieldReader(field, relationsFrom(source));
}

/** The values of a field by row, as it is served; undefined for relations. */
export function columnOf({ rows, served }: QuerySource, field: string): FieldColumn | undefined {
  return rows.column(field, served?.get(field.toLowerCase()));
}

/** Works out relations by the ref of an entity. */
export function relationsFrom(source: Pick<QuerySource, "relations">): RelationsOf {
  return ({ kind, metadata: { namespace = DEFAULT_NAMESPACE, name } }) =>
    source.relations(formatEntityRef({ kind, namespace, name }));
}

/** Columns that one predicate makes at most; further fields are read of each entity. */
const MAX_COLUMNS = 8;

/** The rows of the entities that a predicate matches. */
export function matchingRows(source: QuerySource, predicate: Predicate): number[] {
  const { entities } = source.rows;
  const columns = new Map<string, FieldColumn | undefined>();

  function keptColumn(field: string): FieldColumn | undefined {
    const path = field.toLowerCase();
    if (!columns.has(path) && columns.size < MAX_COLUMNS) columns.set(path, columnOf(source, path));
    return columns.get(path);
  }

  const matches = predicateTest<number>(predicate, (field, isWanted, wanted) => {
    const read = readerOf(source, field);
    // Made when first needed: what comes before it may leave nothing to test.
    let test: ((row: number) => boolean) | undefined;
    return (row) => {
      test ??= rowTest(keptColumn(field), isWanted, wanted) ?? ((row) => isWanted(valuesAt(entities, row, read)));
      return test(row);
    };
  });
  const found: number[] = [];
  for (let row = 0; row < entities.length; row++) if (entities[row] && matches(row)) found.push(row);
  return found;
}

/** Tests the values of each code once. */
function rowTest(
  column: FieldColumn | undefined,
  isWanted: ValuesTest,
  wanted: Condition,
): ((row: number) => boolean) | undefined {
  if (!column) return undefined;
  const { codes } = column;
  const part = typeof wanted === "object" && "$includes" in wanted ? wanted.$includes : "";
  if (part !== "") {
    const found = column.having(part);
    return (row) => found[codes[row] ?? 0] === 1;
  }
  const results = new Uint8Array(column.size);
  return (row) => {
    const code = codes[row] ?? 0;
    if (results[code] === UNTESTED) results[code] = isWanted(column.values(code)) ? WANTED : UNWANTED;
    return results[code] === WANTED;
  };
}

const UNTESTED = 0;
const WANTED = 1;
const UNWANTED = 2;
