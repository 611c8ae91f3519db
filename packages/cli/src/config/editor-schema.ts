import { isMapping } from "../mapping.ts";
import { configJsonSchema, type JsonSchema } from "./schema-fields.ts";

/**
 * The JSON Schema (draft 7) of `callboard.yaml` for editors: as in the file, a reference to the environment may stand
 * wherever a number, `true`, `false` or one of several words belongs.
 */
export function editorSchema(): JsonSchema {
  const { $schema, ...schema } = configJsonSchema();
  return {
    ...($schema !== undefined && { $schema }),
    title: "callboard.yaml",
    ...withReferences(schema),
    definitions: { environment: REFERENCE },
  };
}

const REFERENCE: JsonSchema = {
  description: `A value from the environment: \${env:NAME} or \${env:NAME:-default}.`,
  type: "string",
  pattern: "\\$\\{env:[A-Za-z_][A-Za-z0-9_]*(:-[^}]*)?\\}",
};

function withReferences(schema: JsonSchema): JsonSchema {
  const { description, default: fallback, ...rest } = schema;
  const isTyped = rest.enum !== undefined || ["number", "integer", "boolean"].includes(String(rest.type));
  const node: JsonSchema = isTyped ? { anyOf: [rest, { $ref: "#/definitions/environment" }] } : inner(rest);
  return {
    ...(description !== undefined && { description }),
    ...(fallback !== undefined && { default: fallback }),
    ...node,
  };
}

function inner(schema: JsonSchema): JsonSchema {
  const { properties, items, additionalProperties, oneOf } = schema;
  const result = { ...schema };
  if (properties) {
    const entries = Object.entries(properties).map(([name, property]) => [name, eitherWay(property)] as const);
    result.properties = Object.fromEntries(entries);
  }
  if (isMapping(items)) result.items = withReferences(items);
  if (isMapping(additionalProperties)) result.additionalProperties = withReferences(additionalProperties);
  if (oneOf) result.oneOf = oneOf.map(withReferences);
  return result;
}

/** A schema may also be `true` or `false`. */
function eitherWay(schema: JsonSchema | boolean): JsonSchema | boolean {
  return typeof schema === "boolean" ? schema : withReferences(schema);
}
