import { z } from "zod";
import { isJsonObject } from "../model/json.ts";
import { jsonPointer } from "../model/problem.ts";
import { compiledSchema } from "./compiled-schema.ts";
import { fieldFormats, formatFinding, keyFinding } from "./field-formats.ts";
import type { Finding } from "./finding.ts";
import { schemaFindings } from "./schema-findings.ts";

/** What is wrong with the metadata of an entity, besides a name or namespace that is no text. */
export function metadataFindings(metadata: Readonly<Record<string, unknown>>): readonly Finding[] {
  const result = metadataSchema.safeParse(metadata);
  const faults = result.success
    ? []
    : schemaFindings(result.error.issues, metadata, { rule: "policy/schema", base: ["metadata"] });
  return [
    ...faults.map((fault) => (fault.path === ANNOTATIONS ? annotationsFault(fault) : fault)),
    ...formats(metadata),
  ];
}

const ANNOTATIONS = "/metadata/annotations";

/** Annotations that are no mapping fail before the rest is looked at, so the format has a rule of its own for them. */
function annotationsFault(fault: Finding): Finding {
  return { ...fault, rule: "envelope/annotations-not-an-object" };
}

const text = z.string().min(1);
const texts = z.record(z.string(), z.string());

const link = z.looseObject({
  url: text,
  title: text.exactOptional(),
  icon: text.exactOptional(),
  type: text.exactOptional(),
});

const metadataSchema = compiledSchema(
  z.looseObject({
    uid: text.exactOptional(),
    etag: text.exactOptional(),
    title: text.exactOptional(),
    description: z.string().exactOptional(),
    labels: texts.exactOptional(),
    annotations: texts.nullable().exactOptional(),
    tags: z.array(text).exactOptional(),
    links: z.array(link).exactOptional(),
  }),
);

function formats({ name, namespace, labels, annotations, tags, links }: Readonly<Record<string, unknown>>): Finding[] {
  const findings = [
    ...formatFinding("/metadata/name", name, fieldFormats.name),
    ...formatFinding("/metadata/namespace", namespace, fieldFormats.namespace),
  ];
  for (const [field, values] of Object.entries({ labels, annotations })) {
    if (!isJsonObject(values)) continue;
    for (const [key, value] of Object.entries(values)) {
      findings.push(...keyFinding(`/metadata/${field}`, key, fieldFormats.key));
      if (field !== "labels") continue;
      findings.push(...formatFinding(`/metadata/labels${jsonPointer([key])}`, value, fieldFormats.labelValue));
    }
  }
  for (const [index, tag] of listed(tags)) {
    findings.push(...formatFinding(`/metadata/tags/${index}`, tag, fieldFormats.tag));
  }
  for (const [index, written] of listed(links)) {
    if (!isJsonObject(written)) continue;
    findings.push(
      ...formatFinding(`/metadata/links/${index}/url`, written.url, fieldFormats.url),
      ...formatFinding(`/metadata/links/${index}/title`, written.title, fieldFormats.shownText),
      ...formatFinding(`/metadata/links/${index}/icon`, written.icon, fieldFormats.shownText),
    );
  }
  return findings;
}

function listed(values: unknown): Iterable<[number, unknown]> {
  return Array.isArray(values) ? values.entries() : [];
}
