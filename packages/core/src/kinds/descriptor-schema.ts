import { z } from "zod";
import type { UnknownKinds } from "../ingest/validate-entity.ts";
import type { KindDefinition } from "../model/kind.ts";
import { formatSchemas, type JsonSchema, metadataSchema, placeholderSchema } from "./envelope-schema.ts";

export type { JsonSchema } from "./envelope-schema.ts";

export interface CatalogSchemaOptions {
  /** As in `openCatalog`: with `"keep"` other kinds are accepted too. `"reject"` unless given. */
  readonly unknownKinds?: UnknownKinds;
}

/**
 * The JSON Schema (draft 7) of one kind's descriptors, for editors and other tools. It accepts what a catalog accepts,
 * except that it cannot tell what a URL is, and that it lets a placeholder such as `$text` stand for a text of `spec`.
 */
export function descriptorSchema(kind: KindDefinition): JsonSchema {
  const about = kind.description !== "" && { description: kind.description };
  return {
    $schema: DRAFT,
    title: kind.kind,
    ...about,
    type: "object",
    required: ["apiVersion", "kind", "metadata", "spec"],
    properties: {
      apiVersion: { description: API_VERSION, enum: [...kind.apiVersions] },
      kind: { ...about, const: kind.kind },
      metadata: metadataSchema,
      spec: specSchema(kind),
    },
    additionalProperties: false,
    definitions: { placeholder: placeholderSchema },
  };
}

/** The JSON Schema (draft 7) of the descriptors of a catalog: `apiVersion` and `spec` follow from `kind`. */
export function catalogSchema(kinds: readonly KindDefinition[], options: CatalogSchemaOptions = {}): JsonSchema {
  const keepsOthers = options.unknownKinds === "keep";
  const lines = kinds.map(({ kind, description }) => (description === "" ? kind : `${kind}: ${description}`));
  return {
    $schema: DRAFT,
    title: "Catalog descriptor",
    type: "object",
    required: ["apiVersion", "kind", "metadata"],
    properties: {
      apiVersion: { description: API_VERSION, ...formatSchemas.apiVersion },
      kind: {
        description: lines.join("\n\n"),
        ...(keepsOthers ? formatSchemas.kind : { enum: kinds.map(({ kind }) => kind) }),
      },
      metadata: metadataSchema,
      spec: { description: "What is known about it as one of its kind.", type: "object" },
    },
    additionalProperties: false,
    allOf: kinds.map((kind) => rulesOf(kind, keepsOthers)),
    definitions: { placeholder: placeholderSchema },
  };
}

const DRAFT = "http://json-schema.org/draft-07/schema#";
const API_VERSION = "The version of the format.";

/** With other kinds around, a kind of this name and another version is one of them. */
function rulesOf(kind: KindDefinition, keepsOthers: boolean): JsonSchema {
  const apiVersion = { enum: [...kind.apiVersions] };
  return {
    if: {
      required: ["kind", "apiVersion"],
      properties: { kind: { const: kind.kind }, ...(keepsOthers && { apiVersion }) },
    },
    // biome-ignore lint/suspicious/noThenProperty: it is the keyword of JSON Schema
    then: { required: ["spec"], properties: { apiVersion, spec: specSchema(kind) } },
  };
}

function specSchema(kind: KindDefinition): JsonSchema {
  const { $schema: _, ...written } = z.toJSONSchema(kind.spec, {
    target: "draft-7",
    io: "input",
    unrepresentable: "any",
  });
  const { properties = {}, ...rest } = withPlaceholders(written);
  const edges = kind.edgeNotesFor === null && kind.relations.length > 0 ? { edges: { description: EDGES } } : {};
  return { description: `The ${kind.kind} itself.`, ...rest, properties: { ...edges, ...properties } };
}

const EDGES = "What an incident needs to know about each dependency, by its ref: needs, when, anyOf, in.";

/** Where a text belongs, `{ $text: ./file }` may stand for it. */
function withPlaceholders(schema: JsonSchema): JsonSchema {
  const { properties = {}, allOf = [] } = schema;
  const allowing = Object.entries(properties).map(([name, property]) => {
    if (typeof property === "boolean" || property.type !== "string") return [name, property] as const;
    const { description, ...text } = property;
    const anyOf = [text, { $ref: "#/definitions/placeholder" }];
    return [name, { ...(description !== undefined && { description }), anyOf }] as const;
  });
  return {
    ...schema,
    ...(allowing.length > 0 && { properties: Object.fromEntries(allowing) }),
    ...(allOf.length > 0 && { allOf: allOf.map(rulePlaceholders) }),
  };
}

function rulePlaceholders(rule: JsonSchema): JsonSchema {
  if (typeof rule.then !== "object") return rule;
  // biome-ignore lint/suspicious/noThenProperty: it is the keyword of JSON Schema
  return { ...rule, then: withPlaceholders(rule.then) };
}
