import { CatalogError } from "../errors.ts";
import type { Entity, EntityRelation } from "../model/entity.ts";
import { isJsonObject } from "../model/json.ts";
import { quoted } from "../model/quoted.ts";

/**
 * The values of one field of an entity as text, in the case they were written in; null is a value that is there and
 * compares with nothing. A field that is not there has no values.
 */
export type FieldReader = (entity: Entity) => readonly (string | null)[];

/** Where the relations of an entity come from; asked only for a field that needs them. */
export type RelationsOf = (entity: Entity) => readonly EntityRelation[];

/** Longer names are not searchable, and a longer value only counts as being there (Backstage catalog, search table). */
const SEARCHABLE_CHARACTERS = 200;

const UNSEARCHABLE = ["attachments", "relations", "status", "metadata.etag"];
const RELATIONS = "relations.";
const MERGES_INTO_PROTOTYPES = /(?:^|\.)(?:__proto__|constructor\.prototype)(?:\.|$)|^prototype(?:\.|$)/;

/**
 * Reads a field by its dotted path, without regard to case. Dots inside a key join the path
 * (`metadata.annotations.example.com/team`); lists are read through, and a text in a list is also a field of its own
 * (`metadata.tags.java` is `true`); `relations.<type>` has the refs at the other end.
 *
 * @throws {CatalogError} `invalid-query` for a name that cannot be a field
 */
export function fieldReader(field: string, relationsOf: RelationsOf = attachedRelations): FieldReader {
  checkField(field);
  const path = field.toLowerCase();
  if (path.length > SEARCHABLE_CHARACTERS) return () => [];
  if (path.startsWith(RELATIONS)) {
    const type = path.slice(RELATIONS.length);
    return (entity) =>
      relationsOf(entity)
        .filter((relation) => relation.type.toLowerCase() === type)
        .map((relation) => relation.targetRef);
  }
  if (UNSEARCHABLE.some((name) => path === name || path.startsWith(`${name}.`))) return () => [];
  return (entity) => {
    const values: (string | null)[] = [];
    collectBelow(entity, path, values);
    return values;
  };
}

/**
 * Refuses a name that cannot be a field, or that code which merges objects by path would trip over.
 *
 * @throws {CatalogError} `invalid-query`
 */
export function checkField(field: string): void {
  if (field === "")
    throw new CatalogError("invalid-query", "A field name is empty. Write a path such as metadata.name.");
  if (MERGES_INTO_PROTOTYPES.test(field)) {
    throw new CatalogError("invalid-query", `${quoted(field)} cannot be the name of a field.`);
  }
}

function attachedRelations(entity: Entity): readonly EntityRelation[] {
  return entity.relations ?? [];
}

function collectBelow(value: unknown, path: string, values: (string | null)[]): void {
  if (Array.isArray(value)) {
    for (const item of value) {
      collectBelow(item, path, values);
      if (typeof item === "string" && item.toLowerCase() === path) values.push("true");
    }
  } else if (isJsonObject(value)) {
    for (const key of Object.keys(value)) {
      const lower = key.toLowerCase();
      if (lower === path) collectAt(value[key], values);
      else if (path.startsWith(lower) && path[lower.length] === ".") {
        collectBelow(value[key], path.slice(lower.length + 1), values);
      }
    }
  }
}

function collectAt(value: unknown, values: (string | null)[]): void {
  if (Array.isArray(value)) for (const item of value) collectAt(item, values);
  else if (!isJsonObject(value)) values.push(textOf(value));
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  const text = String(value);
  return text.length > SEARCHABLE_CHARACTERS ? null : text;
}
