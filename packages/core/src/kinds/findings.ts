import { z } from "zod";
import type { Finding } from "../ingest/finding.ts";
import { schemaFindings } from "../ingest/schema-findings.ts";
import { nearestTexts } from "../lint/nearest-texts.ts";
import { isJsonObject } from "../model/json.ts";
import { fieldName, jsonPointer } from "../model/problem.ts";
import { quoted } from "../model/quoted.ts";

/** The rule of everything that is wrong with a kinds file. */
const RULE = "kinds-file";

export type Path = readonly PropertyKey[];

/** What is wrong at a place of a kinds file: `message` goes on after the name of the field. */
export function findingAt(path: Path, message: string, onKey = false): Finding {
  const pointer = jsonPointer(path);
  const field = fieldName(pointer) || "The document";
  return {
    severity: "error",
    rule: RULE,
    message: `${field} ${message}`,
    path: pointer,
    ...(onKey && { onKey: true }),
  };
}

/**
 * What a schema knows of a value; undefined, with findings, when that is not as the schema has it. A key that the schema
 * does not know is a finding, and does not keep the rest from being read.
 *
 * @param aboutKey what to say about such a key; unless given, which one was probably meant
 */
export function parsed<Schema extends z.ZodObject>(
  schema: Schema,
  value: unknown,
  path: Path,
  findings: Finding[],
  aboutKey?: (key: string) => string,
): z.infer<Schema> | undefined {
  const isUnknown = (key: string) => !Object.hasOwn(schema.shape, key);
  const entries = isJsonObject(value) ? Object.entries(value) : [];
  for (const [key] of entries.filter(([key]) => isUnknown(key)))
    findings.push(findingAt([...path, key], aboutKey?.(key) ?? unknownKey(key, schema), true));
  const known = isJsonObject(value) ? Object.fromEntries(entries.filter(([key]) => !isUnknown(key))) : value;
  const result = schema.safeParse(known);
  if (result.success) return result.data;
  const { issues } = result.error;
  const others = issues.filter(({ code }) => code !== "unrecognized_keys");
  findings.push(...schemaFindings(others, known, { rule: RULE, base: path }));
  for (const issue of issues) {
    if (issue.code !== "unrecognized_keys") continue;
    const message = (key: string) => unknownKey(key, schemaAt(schema, issue.path));
    findings.push(...issue.keys.map((key) => findingAt([...path, ...issue.path, key], message(key), true)));
  }
  return undefined;
}

function unknownKey(key: string, schema: unknown): string {
  const known = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  return `is not known here. ${didYouMean(key, known)}`;
}

/** The schema of what is at a path. */
function schemaAt(schema: unknown, path: Path): unknown {
  const inner = schema instanceof z.ZodExactOptional ? schema.unwrap() : schema;
  const [first, ...rest] = path;
  if (first === undefined) return inner;
  if (inner instanceof z.ZodArray) return schemaAt(inner.element, rest);
  return inner instanceof z.ZodObject ? schemaAt(inner.shape[String(first)], rest) : undefined;
}

/** The remedy for a name that is none of the known ones: the one that was probably meant, else all of them. */
export function didYouMean(name: string, known: readonly string[]): string {
  const [nearest] = nearestTexts(name, known);
  if (nearest) return `Did you mean ${nearest}?`;
  return known.length > 0 && known.length <= MAX_LISTED
    ? `Write one of: ${known.join(", ")}.`
    : `Correct ${quoted(name)}.`;
}

const MAX_LISTED = 25;
