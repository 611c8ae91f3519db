import { z } from "zod";

const REPEATED = "an item occurs twice";

/** What a schema of a kinds file may say about any value. */
const anything = {
  description: z.string().exactOptional(),
  default: z.unknown().exactOptional(),
};

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const choices = {
  enum: z.array(scalar).min(1).refine(isDistinct, REPEATED).exactOptional(),
  const: scalar.exactOptional(),
};
const count = z.int().min(0).exactOptional();
const range = { minimum: z.number().exactOptional(), maximum: z.number().exactOptional() };
const fields = {
  properties: z.record(z.string(), z.unknown()).exactOptional(),
  required: z.array(z.string()).refine(isDistinct, REPEATED).exactOptional(),
  additionalProperties: z.unknown().exactOptional(),
};

/** The keywords of JSON Schema that a kinds file may use, by the `type` beside them; `any` is without a type. */
export const writtenSchemas = {
  any: z.strictObject({ ...anything, ...choices }),
  string: z.strictObject({
    type: z.literal("string"),
    ...anything,
    ...choices,
    minLength: count,
    maxLength: count,
  }),
  number: z.strictObject({ type: z.literal("number"), ...anything, ...choices, ...range }),
  integer: z.strictObject({ type: z.literal("integer"), ...anything, ...choices, ...range }),
  boolean: z.strictObject({ type: z.literal("boolean"), ...anything, ...choices }),
  array: z.strictObject({
    type: z.literal("array"),
    ...anything,
    items: z.unknown().exactOptional(),
    minItems: count,
    maxItems: count,
  }),
  object: z.strictObject({ type: z.literal("object"), ...anything, ...fields }),
} as const;

export type WrittenType = keyof typeof writtenSchemas;

/** The fields of the whole that match `if` have to match `then`. */
// biome-ignore lint/suspicious/noThenProperty: it is the keyword of JSON Schema
const rule = z.strictObject({ if: z.unknown(), then: z.unknown() });

/** A whole `spec`: a mapping whose fields may depend on each other. */
export const writtenSpec = z.strictObject({
  type: z.literal("object").exactOptional(),
  ...anything,
  ...fields,
  allOf: z.array(rule).min(1).exactOptional(),
});

/** The two halves of a rule in `allOf`. */
export const writtenFields = z.strictObject({ type: z.literal("object").exactOptional(), ...anything, ...fields });

function isDistinct(items: readonly unknown[]): boolean {
  return new Set(items).size === items.length;
}
