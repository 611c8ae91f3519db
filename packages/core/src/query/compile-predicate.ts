import type { Entity } from "../model/entity.ts";
import { fieldReader, type RelationsOf } from "./field.ts";
import type { Condition, Predicate } from "./predicate.ts";

/** A test of entities. Unless told where relations come from, they are read from the entity itself. */
export function compilePredicate(predicate: Predicate, relationsOf?: RelationsOf): (entity: Entity) => boolean {
  return predicateTest(predicate, (field, isWanted) => {
    const read = fieldReader(field, relationsOf);
    return (entity) => isWanted(read(entity));
  });
}

/** Whether the values of one field are as wanted. */
export type ValuesTest = (values: readonly (string | null)[]) => boolean;

/** A test of anything that has fields, from what tests one field of it. */
export function predicateTest<Item>(
  predicate: Predicate,
  fieldTest: (field: string, isWanted: ValuesTest, wanted: Condition) => (item: Item) => boolean,
): (item: Item) => boolean {
  if ("$all" in predicate) {
    const tests = predicate.$all.map((part) => predicateTest(part, fieldTest));
    return (item) => tests.every((test) => test(item));
  }
  if ("$any" in predicate) {
    const tests = predicate.$any.map((part) => predicateTest(part, fieldTest));
    return (item) => tests.some((test) => test(item));
  }
  if ("$not" in predicate) {
    const test = predicateTest(predicate.$not, fieldTest);
    return (item) => !test(item);
  }
  const tests = Object.entries(predicate).flatMap(([field, wanted]) => {
    if (wanted === undefined) return [];
    const relation = relationIn(wanted);
    return [fieldTest(relation ? `relations.${relation.type}` : field, valuesTest(wanted), wanted)];
  });
  return (item) => tests.every((test) => test(item));
}

/** The relation that a condition on relations asks about. */
function relationIn(wanted: Condition): { readonly type: string } | undefined {
  if (typeof wanted !== "object" || !("$contains" in wanted)) return undefined;
  return typeof wanted.$contains === "object" ? wanted.$contains : undefined;
}

function valuesTest(wanted: Condition): ValuesTest {
  if (typeof wanted !== "object") return hasOneOf([wanted]);
  if ("$exists" in wanted) return (values) => values.length > 0 === wanted.$exists;
  if ("$in" in wanted) return hasOneOf(wanted.$in);
  if ("$hasPrefix" in wanted) {
    const prefix = wanted.$hasPrefix.toLowerCase();
    return (values) => values.some((value) => value?.toLowerCase().startsWith(prefix));
  }
  if ("$includes" in wanted) {
    const part = wanted.$includes.toLowerCase();
    return (values) => values.some((value) => value?.toLowerCase().includes(part));
  }
  if (typeof wanted.$contains !== "object") return hasOneOf([wanted.$contains]);
  const { targetRef } = wanted.$contains;
  if (targetRef === undefined) return (values) => values.length > 0;
  return hasOneOf(typeof targetRef === "string" ? [targetRef] : targetRef.$in);
}

function hasOneOf(wanted: readonly (string | number | boolean)[]): ValuesTest {
  const texts = new Set(wanted.map((value) => String(value).toLowerCase()));
  return (values) => values.some((value) => value !== null && texts.has(value.toLowerCase()));
}
