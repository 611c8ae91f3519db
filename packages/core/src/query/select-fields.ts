import { CatalogError } from "../errors.ts";
import type { Entity } from "../model/entity.ts";
import { isJsonObject } from "../model/json.ts";
import { quoted } from "../model/quoted.ts";
import { checkField } from "./field.ts";

/**
 * An entity cut down to some of its fields, for answers that go over a wire. Unlike in filters, the case of a path
 * counts and paths end at lists. A field that is not there is left out.
 *
 * @throws {CatalogError} `invalid-query`
 */
export function selectFields(entity: Entity, fields: readonly string[]): Readonly<Record<string, unknown>> {
  for (const field of fields) {
    checkField(field);
    if (field.includes("[")) {
      throw new CatalogError("invalid-query", `${quoted(field)} reaches into a list. Select the whole list.`);
    }
  }
  return pick({ ...entity }, fields);
}

function pick(value: Readonly<Record<string, unknown>>, paths: readonly string[]): Record<string, unknown> {
  const picked: [string, unknown][] = [];
  for (const [key, child] of Object.entries(value)) {
    const below = paths.filter((path) => path.startsWith(`${key}.`)).map((path) => path.slice(key.length + 1));
    if (paths.includes(key)) picked.push([key, child]);
    else if (below.length > 0 && isJsonObject(child)) {
      const part = pick(child, below);
      if (Object.keys(part).length > 0) picked.push([key, part]);
    }
  }
  return Object.fromEntries(picked);
}
