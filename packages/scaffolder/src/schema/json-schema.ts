import type { JsonObject, JsonValue } from "@callboard/core";
import { Ajv, type ErrorObject } from "ajv";
import { linearPattern } from "./linear-pattern.ts";

/** One thing that is wrong with a value, at the JSON pointer of what is wrong; the empty string is the whole value. */
export interface ValueFault {
  readonly pointer: string;
  readonly message: string;
}

export interface CheckedValue {
  /** A copy of the value with the defaults of its schema filled in. */
  readonly value: JsonObject;
  readonly faults: readonly ValueFault[];
}

export type SchemaCheck = (value: JsonObject) => CheckedValue;

/**
 * A check by JSON Schema (draft-07). Keywords that it does not know, such as `ui:field`, are left alone; patterns run on
 * an engine without backtracking.
 *
 * @throws {Error} that says what is wrong with the schema, a pattern without a linear form included
 */
export function schemaCheck(schema: JsonObject): SchemaCheck {
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    ownProperties: true,
    useDefaults: true,
    logger: false,
    validateFormats: false,
    code: { regExp: Object.assign(linearPattern, { code: "linearPattern" }) },
  });
  const validate = ajv.compile(schema);
  return (value) => {
    const copy = structuredClone(value);
    const isRight = validate(copy);
    return { value: copy, faults: isRight ? [] : faultsOf(validate.errors ?? []) };
  };
}

/** The errors in our words, at the field that is wrong or missing, each field's first only. */
function faultsOf(errors: readonly ErrorObject[]): readonly ValueFault[] {
  const byPointer = new Map<string, ValueFault>();
  for (const error of errors) {
    if (BY_PARTS.has(error.keyword) && errors.length > 1) continue;
    const pointer = pointerOf(error);
    if (!byPointer.has(pointer)) byPointer.set(pointer, { pointer, message: sentence(error) });
  }
  return [...byPointer.values()];
}

/** Keywords whose error only says that one of their parts has one. */
const BY_PARTS: ReadonlySet<string> = new Set(["if", "anyOf", "oneOf", "allOf", "not"]);

function pointerOf({ instancePath, params }: ErrorObject): string {
  const field: unknown = params.missingProperty ?? params.additionalProperty;
  return typeof field === "string" ? `${instancePath}/${escaped(field)}` : instancePath;
}

function escaped(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}

function sentence({ keyword, params, message = "is not right" }: ErrorObject): string {
  const list = (values: JsonValue) => (Array.isArray(values) ? values.map(shown).join(", ") : shown(values));
  switch (keyword) {
    case "required":
    case "dependencies":
      return "is missing";
    case "additionalProperties":
      return "is not asked for";
    case "type":
      return `is not ${TYPES[String(params.type)] ?? params.type}`;
    case "enum":
      return `is none of ${list(params.allowedValues)}`;
    case "const":
      return `is not ${shown(params.allowedValue)}`;
    case "pattern":
      return `does not match the pattern ${params.pattern}`;
    case "minLength":
      return params.limit === 1 ? "is empty" : `is shorter than ${params.limit} characters`;
    case "maxLength":
      return `is longer than ${params.limit} characters`;
    case "minItems":
      return `has fewer than ${params.limit} items`;
    case "maxItems":
      return `has more than ${params.limit} items`;
    default:
      return message.replace(/^must /, "has to ").replace(/\bNOT\b/, "not");
  }
}

const TYPES: Partial<Record<string, string>> = {
  string: "text",
  number: "a number",
  integer: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a mapping",
};

function shown(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
