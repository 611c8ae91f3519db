import { readDocuments } from "../../src/ingest/read-documents.ts";
import { type UnknownKinds, type ValidationResult, validateEntity } from "../../src/ingest/validate-entity.ts";
import { builtInKinds } from "../../src/model/built-in-kinds.ts";
import { type KindDefinition, kindRegistry } from "../../src/model/kind.ts";
import type { Problem } from "../../src/model/problem.ts";
import type { ReadDocument } from "../../src/provider/entity-provider.ts";

/** The one document of a file. */
export function documentOf(content: string | Uint8Array): ReadDocument {
  const [document, ...others] = readDocuments(content);
  if (!document || others.length > 0)
    throw new Error(`Expected one document, got ${document ? 1 + others.length : 0}.`);
  return document;
}

/** The one document of a file, checked as the built-in kinds have it. */
export function validated(
  content: string,
  {
    unknownKinds = "reject",
    kinds = builtInKinds,
  }: { unknownKinds?: UnknownKinds; kinds?: readonly KindDefinition[] } = {},
): ValidationResult {
  return validateEntity(documentOf(content), {
    kinds: kindRegistry(kinds),
    unknownKinds,
    location: "file:catalog.yaml",
  });
}

/** A problem as `rule line:column`. */
export function spot({ rule, line, column }: Pick<Problem, "rule" | "line" | "column">): string {
  return `${rule} ${line}:${column}`;
}

/** A component that is fine, with lines to add to its metadata and its spec. */
export function component({ metadata = [], spec = [] }: { metadata?: string[]; spec?: string[] } = {}): string {
  return [
    "apiVersion: backstage.io/v1alpha1",
    "kind: Component",
    "metadata:",
    "  name: checkout",
    ...metadata.map((line) => `  ${line}`),
    "spec:",
    "  type: service",
    "  lifecycle: production",
    "  owner: team-pay",
    ...spec.map((line) => `  ${line}`),
    "",
  ].join("\n");
}
