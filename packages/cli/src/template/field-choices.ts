import type { JsonObject, JsonValue } from "@callboard/core";
import { isMapping } from "../mapping.ts";

/** One value that a field may have, and what people see of it. */
export interface Choice {
  readonly value: JsonValue;
  readonly label: string;
}

/** The values of `enum` with `enumNames`, of `oneOf` with `const` and `title`, or of those of a list's items. */
export function choicesOf(schema: JsonObject): readonly Choice[] {
  const items = schema.type === "array" && isMapping(schema.items) ? schema.items : schema;
  const names = listOf(items["ui:enumNames"] ?? items.enumNames);
  if (Array.isArray(items.enum)) {
    return listOf(items.enum).map((value, index) => ({ value, label: labelOf(names[index] ?? value) }));
  }
  return listOf(items.oneOf ?? items.anyOf).flatMap((each) =>
    isMapping(each) && each.const !== undefined
      ? [{ value: each.const, label: labelOf(each.title ?? each.const) }]
      : [],
  );
}

/** What was typed by number, value or label; a list with commas for a list. Undefined when it is none of the choices. */
export function chosen(typed: string, schema: JsonObject): JsonValue | undefined {
  const choices = choicesOf(schema);
  const one = (text: string) =>
    choices.find(({ value, label }) => labelOf(value) === text || label === text) ??
    choices.find(({ label }) => label.toLowerCase() === text.toLowerCase()) ??
    choices[Number(text) - 1];
  if (schema.type !== "array") return one(typed)?.value;
  const found = typed.split(",").map((text) => one(text.trim()));
  return found.every((choice) => choice !== undefined) ? found.map(({ value }) => value) : undefined;
}

function labelOf(value: JsonValue): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}
