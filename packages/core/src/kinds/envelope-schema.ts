import type { z } from "zod";
import type { fieldFormats } from "../ingest/field-formats.ts";

export type JsonSchema = z.core.JSONSchema.JSONSchema;

const NAME = "[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?";
const DNS_LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
const DNS_PREFIX = `((?=[^/]{1,253}/)${DNS_LABEL}(\\.${DNS_LABEL})*/)?`;

/** The formats of texts, as JSON Schema has them. What a URL is it cannot say: `format` is for editors. */
export const formatSchemas = {
  apiVersion: { type: "string", pattern: `^${DNS_PREFIX}[A-Za-z0-9]{1,63}$` },
  kind: { type: "string", pattern: "^[A-Za-z][A-Za-z0-9]{0,62}$" },
  name: { type: "string", pattern: `^${NAME}$` },
  namespace: { type: "string", pattern: `^${DNS_LABEL}$` },
  tag: { type: "string", pattern: "^[a-z0-9:+#]+(-[a-z0-9:+#]+)*$", maxLength: 63 },
  key: { type: "string", pattern: `^${DNS_PREFIX}${NAME}$` },
  labelValue: { type: "string", pattern: `^(${NAME})?$` },
  url: { type: "string", minLength: 1, format: "uri" },
  shownText: { type: "string", pattern: "\\S" },
} as const satisfies Record<keyof typeof fieldFormats, JsonSchema>;

const text = { type: "string", minLength: 1 } as const;

/** `metadata`, the same for all kinds. */
export const metadataSchema: JsonSchema = {
  description: "What it is called, and what is known about it whatever its kind. Fields of your own may stand here.",
  type: "object",
  required: ["name"],
  properties: {
    name: {
      description: "The name, unique among its kind in its namespace: 1 to 63 letters, digits, -, _ and .",
      ...formatSchemas.name,
    },
    namespace: { description: "Where the name is unique; default unless given.", ...formatSchemas.namespace },
    title: { description: "The name as people write it.", ...text },
    description: { description: "What it is, in a sentence or two.", type: "string" },
    labels: {
      description: "Short values to select by, for example tier: gold.",
      type: "object",
      propertyNames: formatSchemas.key,
      additionalProperties: formatSchemas.labelValue,
    },
    annotations: {
      description: "What tools want to know, by a name with the domain of the tool: callboard.dev/tier: '1'.",
      type: ["object", "null"],
      propertyNames: formatSchemas.key,
      additionalProperties: { type: "string" },
    },
    tags: {
      description: "Words to find it by, in lower case, with - between them.",
      type: "array",
      items: formatSchemas.tag,
    },
    links: {
      description: "Pages about it: its dashboard, its runbook.",
      type: "array",
      items: {
        type: "object",
        required: ["url"],
        properties: {
          url: { description: "The whole address, with https://.", ...formatSchemas.url },
          title: { description: "What people read instead of the address.", ...formatSchemas.shownText },
          icon: { description: "The name of a picture beside it.", ...formatSchemas.shownText },
          type: { description: "What sort of page it is, for example dashboard or runbook.", ...text },
        },
      },
    },
    uid: { description: "Given by a catalog. Leave it out.", ...text },
    etag: { description: "Given by a catalog. Leave it out.", ...text },
  },
};

/** What may stand where a text belongs: the name of the file that holds it. */
export const placeholderSchema: JsonSchema = {
  description: "The content of another file, as text or read as JSON or YAML.",
  type: "object",
  minProperties: 1,
  maxProperties: 1,
  properties: {
    $text: { description: "A file that is taken as it is.", type: "string" },
    $json: { description: "A JSON file.", type: "string" },
    $yaml: { description: "A YAML file with one document.", type: "string" },
  },
  additionalProperties: false,
};
