import { isJsonObject } from "../model/json.ts";
import { jsonPointer } from "../model/problem.ts";
import { quoted } from "../model/quoted.ts";
import type { ReadDocument, ReadProblem } from "../provider/entity-provider.ts";
import { readDocuments } from "./read-documents.ts";
import type { ReadLimits } from "./read-limits.ts";
import { reasonText } from "./reason-text.ts";

/** The rule of every problem with a placeholder; the entity around it is not used. */
export const PLACEHOLDER_RULE = "preprocess/placeholder";

/** How the files are read that a document names. */
export interface PlaceholderContext {
  /** Limits on a file; `maxBytes` also holds for all files of one document together. */
  readonly limits: ReadLimits;
  /**
   * The text at a path relative to the document, or at an address; undefined when there is none.
   *
   * @throws what keeps it from being read, with a message in a sentence
   */
  read(target: string): Promise<string | undefined>;
}

/** True when there is something to replace in a document's value. */
export function hasPlaceholders(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasPlaceholders);
  if (!isJsonObject(value)) return false;
  let isLeftAlone = false;
  for (const key in value) if (key.startsWith("$")) isLeftAlone = true;
  if (isLeftAlone) return placeholderIn(value) !== undefined;
  for (const key in value) if (hasPlaceholders(value[key])) return true;
  return false;
}

/**
 * The document with the content of files in place of `{ $text: path }`, `{ $json: path }` and `{ $yaml: path }`. Other
 * mappings with a `$key`, and what is in them, stay as they are, and so does all that comes out of a file. What came
 * out of a file has the position of its placeholder. A placeholder that cannot be replaced is an error in the document.
 */
export async function resolvePlaceholders(document: ReadDocument, context: PlaceholderContext): Promise<ReadDocument> {
  const positions: Record<string, readonly [number, number]> = { ...document.positions };
  const problems: ReadProblem[] = [];
  let left = MAX_PLACEHOLDERS;
  let bytesLeft = context.limits.maxBytes;

  async function expanded(value: unknown, path: string): Promise<unknown> {
    if (!hasPlaceholders(value)) return value;
    if (Array.isArray(value)) {
      const items: unknown[] = [];
      for (const [index, item] of value.entries()) items.push(await expanded(item, `${path}/${index}`));
      return items;
    }
    if (!isJsonObject(value)) return value;
    const placeholder = placeholderIn(value);
    if (placeholder) return replaced(value, placeholder, path);
    const entries: [string, unknown][] = [];
    for (const [key, child] of Object.entries(value))
      entries.push([key, await expanded(child, path + jsonPointer([key]))]);
    return Object.fromEntries(entries);
  }

  async function replaced(value: unknown, placeholder: Placeholder, path: string): Promise<unknown> {
    const outcome = await contentOf(placeholder);
    if ("problem" in outcome) {
      const at = `${path}/${placeholder.key}`;
      const [line, column] = positions[at] ?? positions[path] ?? [document.line, document.column];
      problems.push({ severity: "error", rule: PLACEHOLDER_RULE, message: outcome.problem, path: at, line, column });
      return value;
    }
    const place = positions[path] ?? [document.line, document.column];
    delete positions[`${path}/${placeholder.key}`];
    delete positions[`${path}/${placeholder.key}~key`];
    placeAll(outcome.value, path, place, positions);
    return outcome.value;
  }

  async function contentOf({ key, target }: Placeholder): Promise<Content> {
    if (typeof target !== "string") {
      const found = target === null ? "nothing" : Array.isArray(target) ? "a list" : `a ${typeof target}`;
      return { problem: `${key} holds ${found}. Write the path of a file, such as ${key}: ./openapi.yaml.` };
    }
    const named = `${key}: ${quoted(target)}`;
    if (target.trim() === "") return { problem: `${named} names no file. Write its path, such as ./openapi.yaml.` };
    left -= 1;
    if (left < 0) return { problem: `${named} is one placeholder too many: a document may have ${MAX_PLACEHOLDERS}.` };
    try {
      const text = await context.read(target);
      if (text === undefined) return { problem: `${named} is not there. Correct the path, or add the file.` };
      bytesLeft -= text.length;
      if (bytesLeft < 0) {
        const { maxBytes } = context.limits;
        return { problem: `${named} is too much: the files of one document may hold ${maxBytes} bytes in all.` };
      }
      return parsed(text, key, named, context.limits);
    } catch (reason) {
      return { problem: `${named} cannot be used: ${reasonText(reason)}.` };
    }
  }

  const value = await expanded(document.value, "");
  if (problems.length > 0) return { ...document, problems: [...document.problems, ...problems] };
  return { ...document, value, positions };
}

const MAX_PLACEHOLDERS = 100;

type PlaceholderKey = "$text" | "$json" | "$yaml";

interface Placeholder {
  readonly key: PlaceholderKey;
  readonly target: unknown;
}

type Content = { readonly value: unknown } | { readonly problem: string };

/** The placeholder that a mapping is; undefined for a mapping that is none. */
function placeholderIn(value: Readonly<Record<string, unknown>>): Placeholder | undefined {
  const [key, ...others] = Object.keys(value);
  if (others.length > 0 || (key !== "$text" && key !== "$json" && key !== "$yaml")) return undefined;
  return { key, target: value[key] };
}

function parsed(text: string, key: PlaceholderKey, named: string, limits: ReadLimits): Content {
  switch (key) {
    case "$text":
      return { value: text };
    case "$json":
      return parsedJson(text, named, limits);
    case "$yaml":
      return parsedYaml(text, named, limits);
    default:
      return key satisfies never;
  }
}

function parsedJson(text: string, named: string, limits: ReadLimits): Content {
  try {
    const value: unknown = JSON.parse(text);
    if (!isDeeper(value, limits.maxDepth)) return { value };
    return { problem: `${named} is nested deeper than ${limits.maxDepth} levels. Make it flatter.` };
  } catch (reason) {
    return { problem: `${named} is not JSON: ${reasonText(reason)}. Correct the file, or use $text.` };
  }
}

/** True when mappings and lists stand deeper inside one another than this. */
function isDeeper(value: unknown, maxDepth: number): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; depth <= maxDepth; depth += 1) {
    level = level.flatMap((one) => (typeof one === "object" && one !== null ? Object.values(one) : []));
    if (level.length === 0) return false;
  }
  return true;
}

function parsedYaml(text: string, named: string, limits: ReadLimits): Content {
  const documents = readDocuments(text, { limits });
  const [document] = documents;
  if (!document || documents.length > 1) {
    const found = document ? `${documents.length} YAML documents` : "no YAML document";
    return { problem: `${named} holds ${found}, but exactly one is needed. Split the file, or use $text.` };
  }
  const error = document.problems.find(({ severity, rule }) => severity === "error" && rule !== "yaml/not-an-object");
  if (!error) return { value: document.value };
  const line = error.line === null ? "" : ` in line ${error.line}`;
  return { problem: `${named} is not YAML${line}: ${error.message}` };
}

/** Gives a value and all values in it one position. */
function placeAll(
  value: unknown,
  path: string,
  place: readonly [number, number],
  positions: Record<string, readonly [number, number]>,
): void {
  positions[path] = place;
  if (typeof value !== "object" || value === null) return;
  for (const [key, child] of Object.entries(value)) placeAll(child, path + jsonPointer([key]), place, positions);
}
