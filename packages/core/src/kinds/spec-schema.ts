import { z } from "zod";
import type { Finding } from "../ingest/finding.ts";
import { isJsonObject } from "../model/json.ts";
import { didYouMean, findingAt, type Path, parsed } from "./findings.ts";
import { type WrittenType, writtenFields, writtenSchemas, writtenSpec } from "./written-schema.ts";

/** A kinds file while its schemas are read. */
export interface SchemaReading {
  /** What is wrong so far. */
  readonly findings: Finding[];
  /** How many more schemas the file may hold. */
  left: number;
}

/**
 * The zod schema that accepts what a `spec` written in a part of JSON Schema accepts (`writtenSchemas`). Where something
 * is wrong with it there is a finding, and what is returned is not to be used.
 */
export function specSchema(written: unknown, path: Path, reading: SchemaReading): z.ZodObject {
  const keywords = parsed(writtenSpec, written, path, reading.findings, aboutKeyword("object"));
  if (!keywords) return z.looseObject({});
  const fields = fieldSchemas(keywords.properties ?? {}, [...path, "properties"], reading);
  const schema = objectSchema(keywords, fields, path, reading);
  const rules = (keywords.allOf ?? []).map((rule, index) => {
    const at = [...path, "allOf", index];
    return {
      condition: partSchema(rule.if, [...at, "if"], fields, reading, () => z.unknown()),
      consequence: partSchema(rule.then, [...at, "then"], fields, reading, (name) => fields.get(name)),
    };
  });
  const annotated = withAnnotations(schema, keywords, path, reading);
  return rules.length === 0 ? annotated : withRules(annotated, rules).meta({ allOf: keywords.allOf });
}

type Fields = ReadonlyMap<string, z.ZodType>;

interface ObjectKeywords {
  readonly required?: readonly string[];
  readonly additionalProperties?: unknown;
}

interface Rule {
  readonly condition: z.ZodObject;
  readonly consequence: z.ZodObject;
}

/** One half of a rule. It may require fields of the whole `spec` too; `outer` is what those then have to be. */
function partSchema(
  written: unknown,
  path: Path,
  fields: Fields,
  reading: SchemaReading,
  outer: (name: string) => z.ZodType | undefined,
): z.ZodObject {
  const keywords = isWithinLimit(path, reading)
    ? parsed(writtenFields, written, path, reading.findings, aboutKeyword("object"))
    : undefined;
  if (!keywords) return z.looseObject({});
  const own = fieldSchemas(keywords.properties ?? {}, [...path, "properties"], reading);
  const all = new Map(own);
  for (const name of keywords.required ?? []) {
    const field = fields.has(name) ? outer(name) : undefined;
    if (field && !own.has(name)) all.set(name, field);
  }
  return objectSchema(keywords, all, path, reading);
}

/** What is wrong by a rule joins what is wrong anyway. */
function withRules(schema: z.ZodObject, rules: readonly Rule[]): z.ZodObject {
  return schema.superRefine(
    (value, context) => {
      for (const { condition, consequence } of rules) {
        if (!isJsonObject(value) || !condition.safeParse(value).success) continue;
        for (const issue of consequence.safeParse(value).error?.issues ?? []) context.addIssue({ ...issue });
      }
    },
    { when: () => true },
  );
}

function anySchema(written: unknown, path: Path, reading: SchemaReading): z.ZodType {
  if (!isWithinLimit(path, reading)) return z.unknown();
  const type = isJsonObject(written) && written.type !== undefined ? written.type : "any";
  if (!isWrittenType(type)) {
    const remedy = typeof type === "string" ? didYouMean(type, TYPES) : `Write one of: ${TYPES.join(", ")}.`;
    reading.findings.push(findingAt([...path, "type"], `is not a type of these schemas. ${remedy}`));
    return z.unknown();
  }
  return schemaOf(type, written, path, reading) ?? z.unknown();
}

/** Counts a schema; the first one too many is a finding. */
function isWithinLimit(path: Path, reading: SchemaReading): boolean {
  reading.left -= 1;
  if (reading.left === -1)
    reading.findings.push(findingAt(path, "is one schema too many for a file. Split it into several files."));
  return reading.left >= 0;
}

const TYPES = Object.keys(writtenSchemas).filter((type) => type !== "any");

function isWrittenType(type: unknown): type is WrittenType {
  return typeof type === "string" && Object.hasOwn(writtenSchemas, type);
}

function schemaOf(type: WrittenType, written: unknown, path: Path, reading: SchemaReading): z.ZodType | undefined {
  const read = <Written extends WrittenType>(as: Written) =>
    parsed<(typeof writtenSchemas)[Written]>(writtenSchemas[as], written, path, reading.findings, aboutKeyword(as));
  switch (type) {
    case "any": {
      const keywords = read(type);
      return keywords && scalarSchema(z.unknown(), keywords, path, reading);
    }
    case "string": {
      const keywords = read(type);
      return keywords && scalarSchema(textSchema(keywords), keywords, path, reading);
    }
    case "number":
    case "integer": {
      const keywords = read(type);
      const number = type === "integer" ? z.int() : z.number();
      return keywords && scalarSchema(inRange(number, keywords), keywords, path, reading);
    }
    case "boolean": {
      const keywords = read(type);
      return keywords && scalarSchema(z.boolean(), keywords, path, reading);
    }
    case "array": {
      const keywords = read(type);
      if (!keywords) return undefined;
      const { items = {}, minItems = 0, maxItems } = keywords;
      const list = z.array(anySchema(items, [...path, "items"], reading)).min(minItems);
      return withAnnotations(maxItems === undefined ? list : list.max(maxItems), keywords, path, reading);
    }
    case "object": {
      const keywords = read(type);
      if (!keywords) return undefined;
      const fields = fieldSchemas(keywords.properties ?? {}, [...path, "properties"], reading);
      return withAnnotations(objectSchema(keywords, fields, path, reading), keywords, path, reading);
    }
    default:
      return type satisfies never;
  }
}

function fieldSchemas(properties: Readonly<Record<string, unknown>>, path: Path, reading: SchemaReading): Fields {
  const fields = new Map<string, z.ZodType>();
  for (const [name, written] of Object.entries(properties)) {
    if (name in Object.prototype) {
      reading.findings.push(findingAt([...path, name], "has a name that every mapping has. Choose another.", true));
    } else fields.set(name, anySchema(written, [...path, name], reading));
  }
  return fields;
}

function objectSchema(keywords: ObjectKeywords, fields: Fields, path: Path, reading: SchemaReading): z.ZodObject {
  const { required = [], additionalProperties = true } = keywords;
  for (const [index, name] of required.entries()) {
    if (fields.has(name)) continue;
    const message = `is not one of the properties. ${didYouMean(name, [...fields.keys()])}`;
    reading.findings.push(findingAt([...path, "required", index], message));
  }
  const needed = new Set(required);
  const shape = Object.fromEntries(
    [...fields].map(([name, schema]) => [name, needed.has(name) ? schema : schema.exactOptional()]),
  );
  if (additionalProperties === true) return z.looseObject(shape);
  if (additionalProperties === false) return z.strictObject(shape);
  return z.object(shape).catchall(anySchema(additionalProperties, [...path, "additionalProperties"], reading));
}

interface TextKeywords {
  readonly minLength?: number;
  readonly maxLength?: number;
}

function textSchema({ minLength = 0, maxLength = Number.POSITIVE_INFINITY }: TextKeywords): z.ZodType {
  if (minLength <= 1 && maxLength === Number.POSITIVE_INFINITY) return z.string().min(minLength);
  // JSON Schema counts characters, where zod counts the units that JavaScript stores them in.
  const text = z.string().superRefine((value, { addIssue }) => {
    const length = [...value].length;
    const issue = { origin: "string", inclusive: true, input: value } as const;
    if (length < minLength) addIssue({ ...issue, code: "too_small", minimum: minLength });
    if (length > maxLength) addIssue({ ...issue, code: "too_big", maximum: maxLength });
  });
  return text.meta({ ...(minLength > 0 && { minLength }), ...(Number.isFinite(maxLength) && { maxLength }) });
}

interface RangeKeywords {
  readonly minimum?: number;
  readonly maximum?: number;
}

function inRange(number: z.ZodNumber, { minimum, maximum }: RangeKeywords): z.ZodNumber {
  const above = minimum === undefined ? number : number.min(minimum);
  return maximum === undefined ? above : above.max(maximum);
}

type Scalar = string | number | boolean | null;

interface Annotations {
  readonly description?: string;
  readonly default?: unknown;
}

interface ScalarKeywords extends Annotations {
  readonly enum?: readonly Scalar[];
  readonly const?: Scalar;
}

function scalarSchema(schema: z.ZodType, keywords: ScalarKeywords, path: Path, reading: SchemaReading): z.ZodType {
  const { findings } = reading;
  if (keywords.enum && keywords.const !== undefined) findings.push(findingAt(path, "has enum and const. Keep one."));
  const values = keywords.const !== undefined ? [keywords.const] : keywords.enum;
  for (const [index, value] of (values ?? []).entries()) {
    if (schema.safeParse(value).success) continue;
    const at = keywords.const !== undefined ? ["const"] : ["enum", index];
    findings.push(
      findingAt([...path, ...at], "is not allowed by the keywords beside it. Remove it, or put it in quotes."),
    );
  }
  return withAnnotations(values ? z.literal([...values]) : schema, keywords, path, reading);
}

/** A default is for editors: nothing is filled in. */
function withAnnotations<Schema extends z.ZodType>(
  schema: Schema,
  { description, default: initial }: Annotations,
  path: Path,
  { findings }: SchemaReading,
): Schema {
  if (initial !== undefined && !schema.safeParse(initial).success)
    findings.push(findingAt([...path, "default"], "is not allowed by the schema around it. Correct it or remove it."));
  if (description === undefined && initial === undefined) return schema;
  return schema.meta({
    ...schema.meta(),
    ...(description !== undefined && { description }),
    ...(initial !== undefined && { default: initial }),
  });
}

/** Keywords that people look for first, and why they are not here. */
const REFUSED: Readonly<Record<string, string>> = {
  pattern:
    "is not supported, because some regular expressions take hours on one value. Use enum, minLength and maxLength.",
  patternProperties: "is not supported, because some regular expressions take hours on one value. Use properties.",
  format: "is not supported. Use enum, or say it in the description.",
  $ref: "is not supported. Write the schema out, or repeat it with a YAML alias.",
};

function aboutKeyword(type: WrittenType): (key: string) => string {
  return (key) => {
    if (Object.hasOwn(REFUSED, key)) return REFUSED[key] ?? "";
    const types = TYPES.filter((other) => isWrittenType(other) && Object.hasOwn(writtenSchemas[other].shape, key));
    if (types.length > 0) return `goes with type: ${types.join(" or ")}. Correct the type, or remove it.`;
    if (key === "if" || key === "then" || key === "allOf")
      return "is not supported here. Rules stand in allOf directly below spec, each with if and then.";
    return `is not a keyword of these schemas. ${didYouMean(key, Object.keys(writtenSchemas[type].shape))}`;
  };
}
