import type { JsonObject, JsonValue } from "@callboard/core";
import { type FormField, fieldFault, formFields, parameterPages, type Template } from "../../src/index.ts";

/** Texts for patterns; the first that matches is taken. */
const TEXTS = [
  "shop",
  "shop-api",
  "Shop",
  "shop_api",
  "12345",
  "10.0.0.0/16",
  "helen@acme.example",
  "https://acme.example",
];

/** Values that a template accepts, made up from its form; `repo` is the repository that they speak of. */
export function madeUpValues(template: Template, repo: string): JsonObject {
  return parameterPages(template).reduce((values, page) => filled(page, values, repo), {});
}

function filled(schema: JsonObject, given: JsonObject, repo: string): JsonObject {
  let values = given;
  for (;;) {
    const field = formFields(schema, values).find(({ name }) => values[name] === undefined);
    if (!field) return values;
    values = { ...values, [field.name]: valueFor(field, repo) };
  }
}

function valueFor(field: FormField, repo: string): JsonValue {
  const { name, schema } = field;
  const { type, default: usual, enum: choices, minimum, items } = schema;
  if (usual !== undefined && usual !== "" && fieldFault(field, usual) === null) return usual;
  if (Array.isArray(choices)) return choices[0];
  switch (type) {
    case "boolean":
      return true;
    case "number":
    case "integer":
      return minimum ?? 1;
    case "array":
      return isObject(items) ? [valueFor({ ...field, schema: items }, repo)] : [];
    case "object":
      return filled(schema, {}, repo);
  }
  const candidates = [...(BY_PICKER[String(schema["ui:field"])]?.(repo, schema) ?? byName(name, repo)), ...TEXTS];
  const fitting = candidates.find((text) => fieldFault(field, text) === null);
  if (fitting === undefined) throw new Error(`no text fits ${name}: ${JSON.stringify(schema)}`);
  return fitting;
}

const BY_PICKER: Partial<Record<string, (repo: string, schema: JsonObject) => readonly string[]>> = {
  RepoUrlPicker: (repo, schema) => [`${hostIn(schema)}?owner=acme&repo=${repo}`],
  OwnerPicker: () => ["group:default/payments"],
  EntityPicker: () => ["component:default/shop"],
};

function hostIn(schema: JsonObject): string {
  const options = schema["ui:options"];
  const hosts = isObject(options) && Array.isArray(options.allowedHosts) ? options.allowedHosts : ["github.com"];
  return hosts.find((host) => host === "github.com") ?? "gitlab.com";
}

function byName(name: string, repo: string): readonly string[] {
  if (/org|owner/i.test(name)) return ["acme"];
  if (/assignee|reviewer/i.test(name)) return ["sam"];
  return /repo/i.test(name) ? [repo] : [];
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
