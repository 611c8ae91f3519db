import { fieldName, jsonPointer } from "../model/problem.ts";
import { quoted } from "../model/quoted.ts";
import type { LintFinding, LintRule } from "./lint-rule.ts";

export const caseCollidingKeys: LintRule = {
  id: "case-colliding-keys",
  severity: "warning",
  description: "Two keys differ by letter case only: filters cannot tell them apart.",
  *check(catalog): Iterable<LintFinding> {
    for (const stored of catalog.entities) {
      const { metadata, spec } = stored.entity;
      for (const { path, first, second } of collisions({ metadata, spec })) {
        yield {
          stored,
          path,
          message: `${fieldName(path)}: the keys ${quoted(first)} and ${quoted(second)} differ by case only, and filters match both. Rename one.`,
        };
      }
    }
  },
};

interface Collision {
  readonly path: string;
  readonly first: string;
  readonly second: string;
}

/** Objects that filters read as one: an object, or all objects of a list. */
type Merged = { readonly path: string; readonly value: object }[];

function collisions(root: object): Collision[] {
  const found: Collision[] = [];
  const waiting: Merged[] = [[{ path: "", value: root }]];
  for (let merged = waiting.pop(); merged; merged = waiting.pop()) {
    const fields = new Map<string, { readonly key: string; readonly below: Merged }>();
    for (const { path, value } of merged) {
      for (const [key, child] of Object.entries(value)) {
        const field = fields.get(key.toLowerCase()) ?? { key, below: [] };
        fields.set(key.toLowerCase(), field);
        if (field.key !== key) found.push({ path: path + jsonPointer([key]), first: field.key, second: key });
        if (typeof child === "object" && child !== null) addObjects(field.below, child, path + jsonPointer([key]));
      }
    }
    for (const { below } of fields.values()) if (below.length > 0) waiting.push(below);
  }
  return found;
}

function addObjects(objects: Merged, value: object, path: string): void {
  if (!Array.isArray(value)) objects.push({ path, value });
  else {
    for (const [index, item] of value.entries()) {
      if (typeof item === "object" && item !== null) addObjects(objects, item, `${path}/${index}`);
    }
  }
}
