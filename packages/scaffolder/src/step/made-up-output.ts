import type { JsonObject, JsonValue } from "@callboard/core";
import { isJsonObject } from "../json.ts";

/**
 * What an action that a plan leaves out may give, from the JSON schema of its output: `<name>` for a text, 0, false, an
 * empty list. Nothing for an action without one.
 */
export function madeUpOutput(schema: JsonObject | null): JsonObject {
  const properties = schema?.properties;
  if (!isJsonObject(properties)) return {};
  return Object.fromEntries(Object.entries(properties).map(([name, of]) => [name, madeUp(name, of)]));
}

function madeUp(name: string, schema: JsonValue): JsonValue {
  if (!isJsonObject(schema)) return `<${name}>`;
  if (Array.isArray(schema.enum)) return schema.enum[0] ?? null;
  switch (schema.type) {
    case "number":
    case "integer":
      return 0;
    case "boolean":
      return false;
    case "array":
      return [];
    case "object":
      return madeUpOutput(schema);
    default:
      return `<${name}>`;
  }
}
