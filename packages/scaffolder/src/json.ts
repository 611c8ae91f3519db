import type { JsonObject, JsonValue } from "@callboard/core";

/** True for a mapping; false for lists, scalars and nothing. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
