import { annotation, CatalogError } from "@callboard/core";
import type { AnyEntity } from "./fact-source.ts";
import { shown } from "./shown.ts";

/**
 * The value of an annotation, without blanks around it; undefined when there is none.
 *
 * @param form what the value has to look like as a whole
 * @param example a value of that form, for the message
 * @throws {CatalogError} `invalid-argument` for any other value, so that it never gets into a request
 */
export function annotationValue(entity: AnyEntity, name: string, form: RegExp, example: string): string | undefined {
  const value = annotation(entity, name)?.trim();
  if (value === undefined) return undefined;
  if (value.length <= LONGEST && form.test(value)) return value;
  throw new CatalogError(
    "invalid-argument",
    `the annotation ${name} is "${shown(value, 60)}". Write a value such as ${example}`,
  );
}

const LONGEST = 500;

/** For an annotation that names what a service does not have: to say nothing would say that nobody is on call. */
export function unknownValue(name: string, service: string): CatalogError {
  return new CatalogError("invalid-argument", `${service} does not have what the annotation ${name} names`);
}
