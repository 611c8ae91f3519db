import type { Predicate } from "@callboard/core";
import { z } from "@hono/zod-openapi";

/** A parameter that may be repeated. */
export const texts = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());

/** Names separated by commas, also in a parameter that is repeated. */
export const names = texts
  .transform((values) => values.flatMap((value) => value.split(",").map((name) => name.trim())))
  .pipe(z.array(z.string().min(1)).min(1));

/** A whole number, written in digits. */
export function wholeNumber(from: number) {
  return z
    .string()
    .regex(/^\d{1,9}$/, "It is not a whole number.")
    .transform(Number)
    .pipe(z.int().min(from));
}

/** A JSON object that core reads as a predicate, and refuses if it is none. */
export const predicate = z
  .custom<Predicate>(
    (value) => typeof value === "object" && value !== null && !Array.isArray(value),
    'It is not a predicate. Write an object, such as { "kind": "component" }.',
  )
  .openapi({ type: "object", example: { kind: "component" } });

/** An entity, as its own kind has it. */
export const entity = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string() }),
});

/** An entity, or as much of it as `fields` select. */
export const entityFields = z.looseObject({});

export const entityName = z.strictObject({
  kind: z.string().min(1),
  namespace: z.string().min(1),
  name: z.string().min(1),
});
