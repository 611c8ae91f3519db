import { z } from "zod";
import { CatalogError } from "../errors.ts";
import { isJsonObject } from "../model/json.ts";
import { quoted } from "../model/quoted.ts";
import { checkField } from "./field.ts";

const scalar = z.union([z.string(), z.number(), z.boolean()]);

const relationMatch = z.strictObject({
  type: z.string().min(1),
  targetRef: z.union([z.string(), z.strictObject({ $in: z.array(z.string()).min(1).readonly() })]).exactOptional(),
});

const condition = z.union([
  scalar,
  z.strictObject({ $exists: z.boolean() }),
  z.strictObject({ $in: z.array(scalar).readonly() }),
  z.strictObject({ $hasPrefix: z.string() }),
  z.strictObject({ $includes: z.string() }),
  z.strictObject({ $contains: z.union([scalar, relationMatch]) }),
]);

/** What one field must be: a value, or one operator. Values compare as text and without regard to case. */
export type Condition = z.infer<typeof condition>;

/**
 * A condition on entities, as plain JSON. Several fields in one object must all hold.
 *
 *     { "kind": "component", "spec.type": { "$in": ["service", "website"] } }
 *     { "$not": { "relations": { "$contains": { "type": "ownedBy", "targetRef": "group:default/pay" } } } }
 */
export type Predicate =
  | { readonly $all: readonly Predicate[] }
  | { readonly $any: readonly Predicate[] }
  | { readonly $not: Predicate }
  | {
      readonly $all?: never;
      readonly $any?: never;
      readonly $not?: never;
      /** Never undefined: that is for programs whose compiler takes "may be absent" for it. */
      readonly [field: string]: Condition | undefined;
    };

/** What a predicate may hold at most; far above what people and portals write. */
export const PREDICATE_LIMITS = { depth: 50, terms: 10_000, characters: 100_000 } as const;

/**
 * Checks data from outside.
 *
 * @throws {CatalogError} `invalid-query` when it is not a predicate, `limit-exceeded` when it is too large
 */
export function parsePredicate(input: unknown): Predicate {
  checkSize(input);
  return parseNode(input, "");
}

function parseNode(input: unknown, at: string): Predicate {
  if (!isJsonObject(input))
    throw invalid(at, `${show(input)} is not a predicate. Write { "kind": "component" } or the like.`);
  const operator = Object.keys(input).find((key) => key.startsWith("$"));
  if (operator === undefined) {
    return Object.fromEntries(Object.entries(input).map(([field, value]) => [field, parseCondition(field, value, at)]));
  }
  if (Object.keys(input).length > 1) {
    throw invalid(
      at,
      `${show(operator)} has other keys beside it. Put each part into an object of its own inside $all.`,
    );
  }
  switch (operator) {
    case "$all":
      return { $all: parseList(input.$all, `${at}/$all`) };
    case "$any":
      return { $any: parseList(input.$any, `${at}/$any`) };
    case "$not":
      return { $not: parseNode(input.$not, `${at}/$not`) };
    default:
      throw invalid(at, `${show(operator)} is not an operator. Use $all, $any or $not, or name a field.`);
  }
}

function parseList(input: unknown, at: string): Predicate[] {
  if (!Array.isArray(input)) throw invalid(at, `${show(input)} is not a list of predicates.`);
  return input.map((part, index) => parseNode(part, `${at}/${index}`));
}

function parseCondition(field: string, input: unknown, at: string): Condition {
  checkField(field);
  const result = condition.safeParse(input);
  if (!result.success) {
    throw invalid(
      `${at}/${field}`,
      `${show(input)} is not a condition. Write a text, number or boolean, or one of $exists, $in, $hasPrefix, $includes, $contains.`,
    );
  }
  const wanted = result.data;
  const matchesRelation = typeof wanted === "object" && "$contains" in wanted && typeof wanted.$contains === "object";
  if (matchesRelation && field.toLowerCase() !== "relations") {
    throw invalid(
      `${at}/${field}`,
      "Only relations can be compared with an object in $contains. Write a text, number or boolean.",
    );
  }
  return wanted;
}

// Runs before anything recurses into the input, and stops at the first limit, so that no input costs more than one.
function checkSize(input: unknown): void {
  const { depth: maxDepth, terms: maxTerms, characters: maxCharacters } = PREDICATE_LIMITS;
  let terms = 0;
  let characters = 0;
  const waiting: { value: unknown; depth: number }[] = [{ value: input, depth: 1 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, depth } = next;
    if (typeof value === "string") characters += value.length;
    if (typeof value === "object" && value !== null) {
      const keys = Array.isArray(value) ? [] : Object.keys(value);
      terms += Array.isArray(value) ? value.length : keys.length;
      if (depth > maxDepth) throw tooLarge(`is nested deeper than ${maxDepth} levels`);
      if (terms > maxTerms) throw tooLarge(`has more than ${maxTerms} terms`);
      for (const key of keys) characters += key.length;
      for (const child of Object.values(value)) waiting.push({ value: child, depth: depth + 1 });
    }
    if (characters > maxCharacters) throw tooLarge(`is longer than ${maxCharacters} characters`);
  }
}

function tooLarge(reason: string): CatalogError {
  return new CatalogError("limit-exceeded", `The filter ${reason}. Split it into several queries.`);
}

function invalid(at: string, message: string): CatalogError {
  return new CatalogError("invalid-query", `${at === "" ? "Filter" : `Filter at ${quoted(at)}`}: ${message}`);
}

function show(value: unknown): string {
  if (typeof value === "string") return quoted(value);
  if (Array.isArray(value)) return "A list";
  return isJsonObject(value) ? `An object of ${quoted(Object.keys(value).join(", "))}` : String(value);
}
