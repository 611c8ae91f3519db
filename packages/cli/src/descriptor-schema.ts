import type { KindDefinition } from "@callboard/core";
import { z } from "zod";

type JsonSchema = z.core.JSONSchema.JSONSchema;

const DRAFT = "http://json-schema.org/draft-07/schema#";

/** The JSON Schema (draft 7) of one kind's descriptors: the envelope all kinds share, and the kind's own `spec`. */
export function descriptorSchema(kind: KindDefinition): JsonSchema {
  return { $schema: DRAFT, title: kind.kind, ...descriptor(kind), definitions: { placeholder: PLACEHOLDER } };
}

/** The JSON Schema (draft 7) of descriptors of all these kinds: `kind` decides which rules hold. */
export function catalogSchema(kinds: readonly KindDefinition[]): JsonSchema {
  return {
    $schema: DRAFT,
    title: "Catalog descriptor",
    type: "object",
    required: ["apiVersion", "kind", "metadata"],
    properties: { kind: { enum: kinds.map(({ kind }) => kind) } },
    allOf: kinds.map((kind) => ({
      if: { required: ["kind"], properties: { kind: { const: kind.kind } } },
      // biome-ignore lint/suspicious/noThenProperty: it is the keyword of JSON Schema
      then: descriptor(kind),
    })),
    definitions: { placeholder: PLACEHOLDER },
  };
}

function descriptor({ kind, description, apiVersions, spec }: KindDefinition): JsonSchema {
  const { $schema: _, ...specSchema } = z.toJSONSchema(spec, {
    target: "draft-7",
    io: "input",
    unrepresentable: "any",
  });
  const isRequired = (specSchema.required ?? []).length > 0;
  return {
    ...(description !== "" && { description }),
    type: "object",
    required: ["apiVersion", "kind", "metadata", ...(isRequired ? ["spec"] : [])],
    properties: {
      apiVersion: { enum: [...apiVersions] },
      kind: { const: kind },
      metadata: METADATA,
      spec: withPlaceholders(specSchema),
    },
    additionalProperties: false,
  };
}

/** Where a text belongs, `{ $text: ./file }` may stand for it. */
function withPlaceholders(spec: JsonSchema): JsonSchema {
  const properties = Object.entries(spec.properties ?? {}).map(([name, property]) => {
    if (typeof property === "boolean" || property.type !== "string") return [name, property] as const;
    const { description, ...text } = property;
    const anyOf = [text, { $ref: "#/definitions/placeholder" }];
    return [name, { ...(description !== undefined && { description }), anyOf }] as const;
  });
  return { ...spec, properties: Object.fromEntries(properties) };
}

const PLACEHOLDER: JsonSchema = {
  description: "The content of another file, as text or read as JSON or YAML.",
  type: "object",
  minProperties: 1,
  maxProperties: 1,
  properties: { $text: { type: "string" }, $json: { type: "string" }, $yaml: { type: "string" } },
  additionalProperties: false,
};

const OBJECT_NAME = "^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$";
const DNS_LABEL = "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$";
const TAG = "^[a-z0-9:+#]+(-[a-z0-9:+#]+)*$";
const KEY = "^([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$";

const METADATA: JsonSchema = {
  type: "object",
  required: ["name"],
  properties: {
    name: { description: "The name, unique among its kind in its namespace.", type: "string", pattern: OBJECT_NAME },
    namespace: { description: "`default` unless given.", type: "string", pattern: DNS_LABEL },
    title: { description: "The name as people write it.", type: "string", minLength: 1 },
    description: { type: "string" },
    labels: {
      type: "object",
      propertyNames: { pattern: KEY },
      additionalProperties: { type: "string", pattern: `^$|${OBJECT_NAME}` },
    },
    annotations: {
      type: ["object", "null"],
      propertyNames: { pattern: KEY },
      additionalProperties: { type: "string" },
    },
    tags: { type: "array", items: { type: "string", pattern: TAG, maxLength: 63 } },
    links: {
      type: "array",
      items: {
        type: "object",
        required: ["url"],
        properties: {
          url: { type: "string", format: "uri" },
          title: { type: "string", minLength: 1 },
          icon: { type: "string", minLength: 1 },
          type: { type: "string", minLength: 1 },
        },
      },
    },
  },
};
