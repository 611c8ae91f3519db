import type { JsonObject, JsonValue } from "@callboard/core";
import { isJsonObject } from "../json.ts";
import { schemaCheck } from "../schema/json-schema.ts";

/** A field that a page asks for, as things stand. */
export interface FormField {
  readonly name: string;
  /** Its JSON schema, with what `ui:*` says of how to ask. */
  readonly schema: JsonObject;
  readonly isRequired: boolean;
}

/**
 * The fields of a page, or of an object in one, with the values given so far: `dependencies`, `if` and `oneOf` decide by
 * those. Ask again after each answer. In the order of `ui:order`, else as written, what depends on another at the end.
 */
export function formFields(schema: JsonObject, values: JsonObject): readonly FormField[] {
  const fields = new Map<string, JsonObject>();
  const required = new Set<string>();
  collect(schema, 0);
  const all = Array.from(fields, ([name, field]) => ({ name, schema: field, isRequired: required.has(name) }));
  return inOrder(all, schema["ui:order"]);

  function collect(part: JsonObject, depth: number): void {
    if (depth > MAX_DEPTH) return;
    for (const [name, field] of Object.entries(objectOf(part.properties))) {
      // A branch repeats the field that it hangs on, with the one value that it is for.
      if (!fields.has(name) && isJsonObject(field)) fields.set(name, field);
    }
    for (const name of listOf(part.required)) if (typeof name === "string") required.add(name);
    for (const each of listOf(part.allOf)) if (isJsonObject(each)) collect(each, depth + 1);
    for (const [name, dependency] of Object.entries(objectOf(part.dependencies))) {
      if (values[name] === undefined) continue;
      if (isJsonObject(dependency)) collect(dependency, depth + 1);
      else for (const other of listOf(dependency)) if (typeof other === "string") required.add(other);
    }
    if (isJsonObject(part.if)) {
      const branch = holds(part.if, values) ? part.then : part.else;
      if (isJsonObject(branch)) collect(branch, depth + 1);
    }
    for (const branches of [part.oneOf, part.anyOf]) {
      const fitting = listOf(branches)
        .filter(isJsonObject)
        .find((branch) => fits(branch, values));
      if (fitting) collect(fitting, depth + 1);
    }
  }
}

/** What is wrong with a value for a field; null when it will do. */
export function fieldFault({ name, schema }: Pick<FormField, "name" | "schema">, value: JsonValue): string | null {
  const check = schemaCheck({ type: "object", properties: { [name]: schema } });
  const [fault] = check({ [name]: value }).faults;
  return fault ? fault.message : null;
}

/** Fields whose value is a secret: nobody may see it, and no task keeps it. */
export function isSecretField({ schema }: Pick<FormField, "schema">): boolean {
  return schema["ui:field"] === "Secret" || schema["ui:widget"] === "password";
}

const MAX_DEPTH = 16;

function holds(schema: JsonObject, values: JsonObject): boolean {
  return schemaCheck({ type: "object", ...schema })(values).faults.length === 0;
}

/** True for the branch that the values given so far are for, whatever else it asks for. */
function fits({ properties }: JsonObject, values: JsonObject): boolean {
  const named = Object.entries(objectOf(properties)).filter(([name]) => values[name] !== undefined);
  return holds({ properties: Object.fromEntries(named) }, values);
}

function inOrder(fields: readonly FormField[], order: JsonValue | undefined): readonly FormField[] {
  if (!Array.isArray(order)) return fields;
  const rest = order.includes("*") ? order.indexOf("*") : order.length;
  const place = ({ name }: FormField) => (order.includes(name) ? order.indexOf(name) : rest);
  return [...fields].sort((a, b) => place(a) - place(b));
}

function objectOf(value: JsonValue | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}
