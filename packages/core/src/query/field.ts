import { CatalogError } from "../errors.ts";
import type { Entity, EntityRelation } from "../model/entity.ts";
import { isJsonObject } from "../model/json.ts";
import { quoted } from "../model/quoted.ts";
import type { StoredEntity } from "../model/stored-entity.ts";

/**
 * The values of one field of an entity as text, in the case they were written in; null is a value that is there and
 * compares with nothing. A field that is not there has no values.
 */
export type FieldReader = (entity: Entity, stored?: StoredEntity) => readonly (string | null)[];

/**
 * Fields as they are served, where that is not as they are written, by their path in lower case: the uid of an entity, for
 * example. Undefined for an entity without. What was read is kept by these functions, so they are to be the same each time.
 */
export type ServedFields = ReadonlyMap<string, (stored: StoredEntity) => string | undefined>;

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
  if (readsRelations(field)) {
    const type = path.slice(RELATIONS.length);
    return (entity) =>
      relationsOf(entity)
        .filter((relation) => relation.type.toLowerCase() === type)
        .map((relation) => relation.targetRef);
  }
  if (UNSEARCHABLE.some((name) => path === name || path.startsWith(`${name}.`))) return () => [];
  const step = pathStep(path);
  let values: (string | null)[] = [];
  return (entity) => {
    collectBelow(entity, step, values);
    if (values.length === 0) return NONE; // most entities lack most fields
    const found = values;
    values = [];
    return found;
  };
}

const NONE: readonly (string | null)[] = [];

/** Reads a field as it is served. */
export function servedReader(served: (stored: StoredEntity) => string | undefined): FieldReader {
  return (_, stored) => {
    const text = stored && served(stored);
    return text === undefined ? [] : [textOf(text)];
  };
}

/** True for a field whose values follow from other entities, too. */
export function readsRelations(field: string): boolean {
  return field.toLowerCase().startsWith(RELATIONS);
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

/** The rest of a path below some object, with where each key that was met there leads. */
interface PathStep {
  readonly path: string;
  /** What is left behind a key: null where the key is not on the path, no path where it ends there. */
  readonly behind: Map<string, PathStep | null>;
}

function pathStep(path: string): PathStep {
  return { path, behind: new Map() };
}

/** Most entities have the same few keys: each is compared with the path once, not once for each entity. */
function stepBehind({ path, behind }: PathStep, key: string): PathStep | null {
  const known = behind.get(key);
  if (known !== undefined) return known;
  const lower = key.toLowerCase();
  const isBelow = path.startsWith(lower) && path[lower.length] === ".";
  const next = lower === path ? pathStep("") : isBelow ? pathStep(path.slice(lower.length + 1)) : null;
  behind.set(key, next);
  return next;
}

function collectBelow(value: unknown, step: PathStep, values: (string | null)[]): void {
  if (Array.isArray(value)) {
    for (const item of value) {
      collectBelow(item, step, values);
      if (typeof item === "string" && item.toLowerCase() === step.path) values.push("true");
    }
  } else if (isJsonObject(value)) {
    for (const key in value) {
      const next = stepBehind(step, key);
      if (next === null) continue;
      if (next.path === "") collectAt(value[key], values);
      else collectBelow(value[key], next, values);
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
