import type { Entity } from "../model/entity.ts";
import { type FieldReader, fieldReader, type RelationsOf } from "./field.ts";
import type { Condition, Predicate } from "./predicate.ts";

/** A test of entities. Unless told where relations come from, they are read from the entity itself. */
export function compilePredicate(predicate: Predicate, relationsOf?: RelationsOf): (entity: Entity) => boolean {
  if ("$all" in predicate) {
    const tests = predicate.$all.map((part) => compilePredicate(part, relationsOf));
    return (entity) => tests.every((test) => test(entity));
  }
  if ("$any" in predicate) {
    const tests = predicate.$any.map((part) => compilePredicate(part, relationsOf));
    return (entity) => tests.some((test) => test(entity));
  }
  if ("$not" in predicate) {
    const test = compilePredicate(predicate.$not, relationsOf);
    return (entity) => !test(entity);
  }
  const tests = Object.entries(predicate).flatMap(([field, wanted]) =>
    wanted === undefined ? [] : [compileCondition(field, wanted, relationsOf)],
  );
  return (entity) => tests.every((test) => test(entity));
}

function compileCondition(
  field: string,
  wanted: Condition,
  relationsOf: RelationsOf | undefined,
): (entity: Entity) => boolean {
  const read = fieldReader(field, relationsOf);
  if (typeof wanted !== "object") return hasOneOf(read, [wanted]);
  if ("$exists" in wanted) return (entity) => read(entity).length > 0 === wanted.$exists;
  if ("$in" in wanted) return hasOneOf(read, wanted.$in);
  if ("$hasPrefix" in wanted) {
    const prefix = wanted.$hasPrefix.toLowerCase();
    return (entity) => read(entity).some((value) => value?.toLowerCase().startsWith(prefix));
  }
  if ("$includes" in wanted) {
    const part = wanted.$includes.toLowerCase();
    return (entity) => read(entity).some((value) => value?.toLowerCase().includes(part));
  }
  if (typeof wanted.$contains !== "object") return hasOneOf(read, [wanted.$contains]);
  const { type, targetRef } = wanted.$contains;
  const readTargets = fieldReader(`relations.${type}`, relationsOf);
  if (targetRef === undefined) return (entity) => readTargets(entity).length > 0;
  return hasOneOf(readTargets, typeof targetRef === "string" ? [targetRef] : targetRef.$in);
}

function hasOneOf(read: FieldReader, wanted: readonly (string | number | boolean)[]): (entity: Entity) => boolean {
  const texts = new Set(wanted.map((value) => String(value).toLowerCase()));
  return (entity) => read(entity).some((value) => value !== null && texts.has(value.toLowerCase()));
}
