import type { Entity } from "../model/entity.ts";
import { DEFAULT_NAMESPACE, type EntityRef, formatEntityRef } from "../model/entity-ref.ts";
import { isJsonObject } from "../model/json.ts";
import type { KindDefinition, KindRegistry } from "../model/kind.ts";
import type { Problem } from "../model/problem.ts";
import { quoted } from "../model/quoted.ts";
import type { DeclaredRelation } from "../model/relation.ts";
import type { ReadDocument } from "../provider/entity-provider.ts";
import { deriveRelations } from "./derive-relations.ts";
import { entityKind } from "./entity-kind.ts";
import { envelopeFindings } from "./envelope.ts";
import { fieldFormats } from "./field-formats.ts";
import { type Finding, problemAt } from "./finding.ts";
import { keyFindings } from "./key-findings.ts";
import { specFindings } from "./spec-findings.ts";

/** Whether entities of kinds that are not registered are refused, or kept as they are without relations. */
export type UnknownKinds = "reject" | "keep";

export interface ValidationContext {
  readonly kinds: KindRegistry;
  readonly unknownKinds: UnknownKinds;
  /** Where the document was read, for its problems. */
  readonly location: string;
}

/** An entity with what follows from it, or why there is none. Problems stand in the order of the file. */
export type ValidationResult =
  | {
      readonly ok: true;
      /** As written, plus the default namespace. */
      readonly entity: Entity;
      readonly ref: EntityRef;
      /** Null for an unknown kind that is kept. */
      readonly kind: KindDefinition | null;
      readonly relations: readonly DeclaredRelation[];
      /** Warnings. */
      readonly problems: readonly Problem[];
    }
  | {
      readonly ok: false;
      /** What the document describes, where that can still be told. */
      readonly ref: EntityRef | null;
      readonly problems: readonly Problem[];
    };

/** Checks a document that was read without errors. Everything that is wrong with it is reported at once. */
export function validateEntity(document: ReadDocument, context: ValidationContext): ValidationResult {
  const { value } = document;
  const findings = [...keyFindings(value), ...(isJsonObject(value) ? envelopeFindings(value) : [NOT_A_MAPPING])];
  const known = hasEnvelope(value) ? describedBy(value, context, findings) : undefined;
  const ref = known ? known.ref : null;
  const problems = problemsOf(findings, document, context.location, ref);
  if (!known || !ref || problems.some(({ severity }) => severity === "error")) return { ok: false, ref, problems };
  return { ok: true, ...known, ref, problems };
}

/** What a document describes, whatever else is wrong with it; null where that cannot be told. */
export function describedRef(value: unknown): EntityRef | null {
  if (!hasEnvelope(value)) return null;
  const { namespace = DEFAULT_NAMESPACE, name } = value.metadata;
  const isNamed =
    fieldFormats.kind.accepts(value.kind) &&
    fieldFormats.namespace.accepts(namespace) &&
    fieldFormats.name.accepts(name);
  return isNamed ? formatEntityRef({ kind: value.kind, namespace, name }) : null;
}

const NOT_A_MAPPING: Finding = {
  severity: "error",
  rule: "envelope/schema",
  message: "The entity is not a mapping. Give it apiVersion, kind and metadata.",
  path: "",
};

interface Described {
  readonly entity: Entity;
  /** Null when a part of the ref is not in its format. */
  readonly ref: EntityRef | null;
  readonly kind: KindDefinition | null;
  readonly relations: readonly DeclaredRelation[];
}

/** Looks at an entity as one of its kind; what is wrong with it as such joins the findings. */
function describedBy(value: Entity, { kinds, unknownKinds }: ValidationContext, findings: Finding[]): Described {
  const { namespace = DEFAULT_NAMESPACE } = value.metadata;
  const entity =
    value.metadata.namespace === undefined ? { ...value, metadata: { ...value.metadata, namespace } } : value;
  const kind = entityKind(value, kinds) ?? null;
  if (!kind && unknownKinds === "reject") findings.push(unknownKind(value, kinds));
  if (kind) findings.push(...specFindings(value.spec, kind));
  const { relations, problems } = deriveRelations(entity, kinds);
  findings.push(...problems);
  return { entity, ref: describedRef(value), kind, relations };
}

/** True for what has the types of an entity's envelope, though perhaps not their formats. */
export function hasEnvelope(value: unknown): value is Entity {
  if (!isJsonObject(value) || !isJsonObject(value.metadata)) return false;
  const { name, namespace } = value.metadata;
  return (
    [value.apiVersion, value.kind, name].every((text) => typeof text === "string" && text !== "") &&
    (namespace === undefined || typeof namespace === "string") &&
    (value.spec === undefined || isJsonObject(value.spec))
  );
}

function unknownKind({ kind, apiVersion }: Entity, kinds: KindRegistry): Finding {
  const known = kinds.named(kind);
  const meant = kinds.ofRef(kind.toLowerCase());
  const finding = { severity: "error", rule: "unknown-kind", path: known ? "/apiVersion" : "/kind" } as const;
  if (known) {
    const versions = known.apiVersions.join(" or ");
    return { ...finding, message: `apiVersion is ${quoted(apiVersion)}, but kind ${kind} takes ${versions}.` };
  }
  if (meant)
    return { ...finding, message: `kind is ${quoted(kind)}, but upper and lower case count. Write ${meant.kind}.` };
  const names = kinds.kinds.map((one) => one.kind).join(", ");
  const remedy = "Write one of them, define the kind, or keep unknown kinds.";
  return { ...finding, message: `kind is ${quoted(kind)}, but the kinds here are ${names}. ${remedy}` };
}

/** In the order of the file, and for each value only the first thing that is wrong with it. */
function problemsOf(
  findings: readonly Finding[],
  document: ReadDocument,
  location: string,
  ref: EntityRef | null,
): readonly Problem[] {
  if (findings.length === 0) return [];
  const seen = new Set<string>();
  const first = findings.filter(({ path, onKey }) => {
    const place = onKey ? `${path}~key` : path;
    return !seen.has(place) && seen.add(place);
  });
  return first
    .map((finding) => problemAt(finding, document, location, ref))
    .sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
}
