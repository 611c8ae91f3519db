import { z } from "zod";
import { isJsonObject } from "../model/json.ts";
import { jsonPointer } from "../model/problem.ts";
import { quoted } from "../model/quoted.ts";
import { compiledSchema } from "./compiled-schema.ts";
import { fieldFormats, formatFinding } from "./field-formats.ts";
import type { Finding } from "./finding.ts";
import { metadataFindings } from "./metadata.ts";
import { schemaFindings } from "./schema-findings.ts";

/** What is wrong with an entity whatever its kind: its envelope, its metadata and its root fields. */
export function envelopeFindings(value: Readonly<Record<string, unknown>>): readonly Finding[] {
  const { apiVersion, kind, metadata } = value;
  const envelope = envelopeSchema.safeParse(value);
  const rest = restSchema.safeParse(value);
  return [
    ...(envelope.success ? [] : schemaFindings(envelope.error.issues, value, ENVELOPE)),
    ...(rest.success ? [] : schemaFindings(rest.error.issues, value, { rule: "policy/schema", base: [] })),
    ...rootFindings(value),
    ...formatFinding("/apiVersion", apiVersion, fieldFormats.apiVersion),
    ...formatFinding("/kind", kind, fieldFormats.kind),
    ...(isJsonObject(metadata) ? metadataFindings(metadata) : []),
  ];
}

const text = z.string().min(1);

const envelopeSchema = compiledSchema(
  z.looseObject({
    apiVersion: text,
    kind: text,
    metadata: z.looseObject({ name: text, namespace: z.string().exactOptional() }),
  }),
);

const HELP: Readonly<Record<string, string>> = {
  apiVersion: "For example backstage.io/v1alpha1.",
  kind: "For example Component.",
  metadata: "It holds at least the name.",
};
const ENVELOPE = { rule: "envelope/schema", base: [], help: (field: string) => HELP[field] };

const relation = z.looseObject({ type: text, targetRef: text });

const statusItem = z.looseObject({ type: text, level: z.enum(["info", "warning", "error"]), message: z.string() });

const restSchema = compiledSchema(
  z.looseObject({
    spec: z.looseObject({}).exactOptional(),
    relations: z.array(relation).exactOptional(),
    status: z.looseObject({ items: z.array(statusItem).exactOptional() }).exactOptional(),
  }),
);

const ROOT_FIELDS: ReadonlySet<string> = new Set(["apiVersion", "kind", "metadata", "spec"]);
const COMPUTED_FIELDS: ReadonlySet<string> = new Set(["relations", "status"]);

function rootFindings(value: Readonly<Record<string, unknown>>): readonly Finding[] {
  const foreign = Object.keys(value).filter((key) => !ROOT_FIELDS.has(key));
  return foreign.map((key) => {
    const computed = COMPUTED_FIELDS.has(key);
    const message = computed
      ? `${quoted(key)} is worked out by the catalog. Remove it.`
      : `${quoted(key)} is not one of apiVersion, kind, metadata and spec. Move it below metadata or spec, or remove it.`;
    return {
      severity: "error",
      rule: computed ? "policy/unknown-root-field" : "policy/schema",
      message,
      path: jsonPointer([key]),
      onKey: true,
    };
  });
}
