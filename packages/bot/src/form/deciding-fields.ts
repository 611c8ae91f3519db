import type { JsonObject, JsonValue } from "@callboard/core";
import { isJsonObject } from "../limits/json.ts";

/** The fields of a page by whose values others come and go: what `dependencies`, `if`, `oneOf` and `anyOf` look at. */
export function decidingFields(page: JsonObject): ReadonlySet<string> {
  const deciding = new Set<string>();
  collect(page, 0, false);
  return deciding;

  function collect(part: JsonValue | undefined, depth: number, decides: boolean): void {
    if (depth > MAX_DEPTH || !isJsonObject(part)) return;
    const { properties, dependencies } = part;
    if (decides && isJsonObject(properties)) for (const name of Object.keys(properties)) deciding.add(name);
    if (decides) for (const name of listOf(part.required)) if (typeof name === "string") deciding.add(name);
    for (const each of listOf(part.allOf)) collect(each, depth + 1, decides);
    collect(part.if, depth + 1, true);
    if (decides) collect(part.not, depth + 1, true);
    for (const branch of [part.then, part.else]) collect(branch, depth + 1, false);
    for (const branches of [part.oneOf, part.anyOf]) {
      // What only one branch names is what it brings along; what several name tells them apart.
      const named = new Set<string>();
      for (const branch of listOf(branches)) {
        const names = isJsonObject(branch) && isJsonObject(branch.properties) ? Object.keys(branch.properties) : [];
        for (const name of names) (named.has(name) ? deciding : named).add(name);
      }
      for (const branch of listOf(branches)) collect(branch, depth + 1, decides);
    }
    if (!isJsonObject(dependencies)) return;
    for (const [name, dependency] of Object.entries(dependencies)) {
      deciding.add(name);
      collect(dependency, depth + 1, false);
    }
  }
}

const MAX_DEPTH = 16;

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}
