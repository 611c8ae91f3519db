import { fieldName, hiddenTexts } from "@callboard/core";
import type { z } from "zod";
import { inside, pointerOf } from "../mapping.ts";
import type { ConfigDraft } from "./config-draft.ts";
import { type ConfigFinding, configFindings, MAX_FINDINGS } from "./config-findings.ts";
import { configError } from "./config-problem.ts";
import { type Config, configSchema } from "./config-schema.ts";
import { crossFindings } from "./cross-findings.ts";
import type { FilledConfig } from "./fill-references.ts";
import { maskedValue } from "./masked.ts";

/**
 * The configuration that a draft comes to, with its defaults. Where a number, `true` or `false` belongs, a text from
 * the environment is read as one.
 *
 * @throws {CatalogError} `invalid-config` with everything that is wrong
 */
export function checkedConfig({ merged, filled, secrets }: ConfigDraft): Config {
  const { references, faults } = filled;
  const typed = withTypes(filled.value, references);
  const result = configSchema.safeParse(typed);
  const missing = [...faults].flatMap(([path, sentences]): ConfigFinding[] =>
    sentences.map((sentence) => ({ path, message: `${fieldName(path)}: ${sentence}` })),
  );
  const wrong = result.success
    ? crossFindings(result.data)
    : configFindings(result.error.issues, maskedValue(typed, secrets.isSecret)).filter(
        ({ path, onKey }) => onKey === true || !faults.has(path),
      );
  const findings = [...missing, ...wrong].slice(0, MAX_FINDINGS);
  if (result.success && findings.length === 0) return result.data;
  const hidden = hiddenTexts(secrets.texts);
  throw configError(
    findings.map(({ path, message, onKey }) => ({
      ...merged.placeOf(path, onKey ? "key" : "value"),
      message: hidden.mask(message),
    })),
  );
}

/** Reads texts from the environment as what belongs there. */
function withTypes(value: unknown, references: FilledConfig["references"]): unknown {
  if (references.size === 0) return value;
  const { error } = configSchema.safeParse(value);
  const typed = structuredClone(value);
  for (const { path, expected } of typeIssues(error?.issues ?? [])) {
    if (references.has(pointerOf(path))) retype(typed, path, expected);
  }
  return typed;
}

function typeIssues(issues: readonly z.core.$ZodIssue[]): readonly z.core.$ZodIssueInvalidType[] {
  return issues.flatMap((issue) => (issue.code === "invalid_type" ? [issue] : []));
}

function retype(root: unknown, path: readonly PropertyKey[], expected: string): void {
  let parent = root;
  for (const key of path.slice(0, -1)) parent = inside(parent, key);
  const key = path.at(-1);
  if (key === undefined || typeof parent !== "object" || parent === null) return;
  const value = asTyped(inside(parent, key), expected);
  if (value !== undefined) Reflect.set(parent, key, value);
}

/** The number, `true` or `false` that a text says; undefined when it says none. */
function asTyped(text: unknown, expected: string): number | boolean | undefined {
  if (typeof text !== "string") return undefined;
  if (expected === "boolean") return text === "true" ? true : text === "false" ? false : undefined;
  const isNumber = (expected === "number" || expected === "int") && /^-?\d{1,15}(\.\d{1,15})?$/.test(text);
  return isNumber ? Number(text) : undefined;
}
