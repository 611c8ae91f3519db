import { fieldName, nearestTexts, schemaFindings } from "@callboard/core";
import type { z } from "zod";
import { below, inside, pointerOf } from "../mapping.ts";
import { knownFields } from "./schema-fields.ts";

/** One thing that is wrong with a configuration, before its place is looked up. */
export interface ConfigFinding {
  /** JSON pointer. */
  readonly path: string;
  readonly message: string;
  /** The key is what is wrong, not its value. */
  readonly onKey?: true;
}

/** Fields that people look for, and that nothing would heed. */
const NOT_SUPPORTED: ReadonlyMap<string, string> = new Map([
  ["/policy", "policy is not supported yet: everyone sees the whole catalog. Remove it."],
]);

/** One cause has many effects: more than these are not worth reading. */
export const MAX_FINDINGS = 50;

/**
 * What a schema finds wrong with a configuration, in sentences.
 *
 * @param shown the configuration as messages may show it
 */
export function configFindings(issues: readonly z.core.$ZodIssue[], shown: unknown): readonly ConfigFinding[] {
  return issues.slice(0, MAX_FINDINGS).flatMap((issue): readonly ConfigFinding[] => {
    if (issue.code !== "unrecognized_keys") return misspeltType(issue, shown) ?? schemaFindings([issue], shown, HOW);
    const parent = pointerOf(issue.path);
    const known = knownFields(issue.path, inside(issue.path.reduce(inside, shown), "type"));
    return issue.keys.slice(0, MAX_FINDINGS).map((key) => {
      const path = below(parent, key);
      return { path, message: NOT_SUPPORTED.get(path) ?? unknownField(path, key, known), onKey: true };
    });
  });
}

const HOW = { rule: "config/schema", base: [] };

/** The finding about a `type` that comes near to one there is; null for anything else. */
function misspeltType(issue: z.core.$ZodIssue, shown: unknown): readonly ConfigFinding[] | null {
  const types = issue.code === "invalid_union" && "options" in issue ? (issue.options ?? []) : [];
  const path = pointerOf(issue.path);
  const type = issue.path.reduce(inside, shown);
  const [nearest] = typeof type === "string" ? nearestTexts(type, types.map(String)) : [];
  if (nearest === undefined) return null;
  return [{ path, message: `${fieldName(path)} is ${JSON.stringify(type)}. Did you mean ${nearest}?` }];
}

function unknownField(path: string, key: string, known: readonly string[]): string {
  const [nearest] = nearestTexts(key, known);
  const remedy = nearest ? `Did you mean ${nearest}?` : `The fields here are: ${known.join(", ")}.`;
  return `${fieldName(path)} is not a known field. ${remedy}`;
}
