import { fieldName, jsonPointer } from "../model/problem.ts";
import { quoted } from "../model/quoted.ts";
import { entityRule } from "./entity-rule.ts";

/** Keys of one object are reported when it is read; here are those that only filters bring together. */
export const caseCollidingKeys = entityRule({
  id: "case-colliding-keys",
  severity: "warning",
  description: "Keys in different objects of one list differ by letter case only: filters cannot tell them apart.",
  *findIn(stored) {
    const { metadata, spec } = stored.entity;
    if (!bringsTogether({ metadata, spec })) return;
    for (const { path, first, second } of collisions({ metadata, spec })) {
      yield {
        stored,
        path,
        message: `${fieldName(path)}: the keys ${quoted(first)} and ${quoted(second)} differ by case only, and filters match both. Rename one.`,
      };
    }
  },
});

/** True where filters may read several objects as one, which takes a list of them; most entities hold none. */
function bringsTogether(root: object): boolean {
  const waiting: object[] = [root];
  for (let value = waiting.pop(); value; value = waiting.pop()) {
    let objects = 0;
    for (const child of Array.isArray(value) ? value : Object.values(value)) {
      if (typeof child !== "object" || child === null) continue;
      objects += 1;
      waiting.push(child);
    }
    if (objects > 1 && Array.isArray(value)) return true;
  }
  return false;
}

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
    const [only] = merged;
    // Most objects stand alone: nothing of theirs is brought together, and no key need be remembered.
    if (merged.length === 1 && only) addChildren(waiting, only.path, only.value);
    else waiting.push(...mergedFields(merged, found));
  }
  return found;
}

function addChildren(waiting: Merged[], path: string, value: object): void {
  for (const [key, child] of Object.entries(value)) {
    if (typeof child !== "object" || child === null) continue;
    const below: Merged = [];
    addObjects(below, child, path + jsonPointer([key]));
    if (below.length > 0) waiting.push(below);
  }
}

function mergedFields(merged: Merged, found: Collision[]): Merged[] {
  const fields = new Map<string, { readonly key: string; readonly holder: object; readonly below: Merged }>();
  for (const { path, value } of merged) {
    for (const [key, child] of Object.entries(value)) {
      const field = fields.get(key.toLowerCase()) ?? { key, holder: value, below: [] };
      fields.set(key.toLowerCase(), field);
      if (field.key !== key && field.holder !== value) {
        found.push({ path: path + jsonPointer([key]), first: field.key, second: key });
      }
      if (typeof child === "object" && child !== null) addObjects(field.below, child, path + jsonPointer([key]));
    }
  }
  return Array.from(fields.values(), ({ below }) => below).filter((below) => below.length > 0);
}

function addObjects(objects: Merged, value: object, path: string): void {
  if (!Array.isArray(value)) objects.push({ path, value });
  else {
    for (const [index, item] of value.entries()) {
      if (typeof item === "object" && item !== null) addObjects(objects, item, `${path}/${index}`);
    }
  }
}
