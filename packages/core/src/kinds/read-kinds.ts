import type { z } from "zod";
import { CatalogError } from "../errors.ts";
import { fieldFormats } from "../ingest/field-formats.ts";
import { problemAt } from "../ingest/finding.ts";
import { readDocuments } from "../ingest/read-documents.ts";
import { repositoryReadLimits } from "../ingest/read-limits.ts";
import { builtInKinds } from "../model/built-in-kinds.ts";
import { isJsonObject } from "../model/json.ts";
import { defineKind, type KindDefinition, kindRegistry, relationFault } from "../model/kind.ts";
import { quoted, visible } from "../model/quoted.ts";
import type { RelationType } from "../model/relation.ts";
import type { ReadDocument, ReadProblem } from "../provider/entity-provider.ts";
import { didYouMean, findingAt, parsed } from "./findings.ts";
import { kindDocument } from "./kind-document.ts";
import { type SchemaReading, specSchema } from "./spec-schema.ts";

export interface ReadKindsOptions {
  /**
   * The kinds that those of the file will stand beside; the built-in ones unless given. A name of theirs is taken, and
   * relations they share with the file have to agree.
   */
  readonly beside?: readonly KindDefinition[];
}

/**
 * The kinds of a kinds file, one for each of its YAML documents, in the order of the file.
 *
 * @param location how messages call the file, for example its path
 * @throws {CatalogError} `invalid-kind` with all that is wrong with the file, each with its line and column
 */
export function readKinds(
  content: string | Uint8Array,
  location: string,
  options: ReadKindsOptions = {},
): readonly KindDefinition[] {
  const documents = readDocuments(content, { limits: repositoryReadLimits });
  const reading: KindsReading = {
    taken: new Map((options.beside ?? builtInKinds).map(({ kind }) => [kind.toLowerCase(), kind])),
    relations: [...kindRegistry(options.beside ?? builtInKinds).relations],
    schemasLeft: MAX_SCHEMAS,
  };
  const kinds: KindDefinition[] = [];
  const faults: string[] = [];
  for (const document of documents) {
    const { kind, problems } = readKind(document, reading);
    faults.push(...problems.map(({ line, column, message }) => `${visible(location)}:${line}:${column}: ${message}`));
    if (kind) kinds.push(kind);
  }
  if (documents.length === 0)
    faults.push(`${visible(location)}: The file is empty. Describe a kind in it, or remove it.`);
  if (faults.length === 0) return kinds;
  const shown = faults.slice(0, MAX_SHOWN);
  const more = faults.length > shown.length ? [`and ${faults.length - shown.length} more problems.`] : [];
  throw new CatalogError("invalid-kind", [...shown, ...more].join("\n"));
}

/** Getting ready to check this many takes zod some tenths of a second. */
const MAX_SCHEMAS = 2000;
const MAX_SHOWN = 50;

interface KindsReading {
  /** Names of kinds, by their lower case. */
  readonly taken: Map<string, string>;
  readonly relations: RelationType[];
  schemasLeft: number;
}

type LocatedProblem = Pick<ReadProblem, "line" | "column" | "message">;

interface KindRead {
  readonly kind?: KindDefinition;
  readonly problems: readonly LocatedProblem[];
}

function readKind(document: ReadDocument, reading: KindsReading): KindRead {
  const { value } = document;
  const errors = document.problems.filter(({ severity }) => severity === "error");
  if (errors.length > 0) return { problems: errors };
  const schemas: SchemaReading = { findings: [], left: reading.schemasLeft };
  const { findings } = schemas;
  const written = parsed(kindDocument, value, [], findings);
  const spec = isJsonObject(value) && isJsonObject(value.spec) ? specSchema(value.spec, ["spec"], schemas) : undefined;
  reading.schemasLeft = schemas.left;
  const kind = written && spec ? kindOf(written, spec) : undefined;
  if (kind) findings.push(...kindFindings(kind, written?.spec.properties, reading));
  if (kind && findings.length === 0) return { kind, problems: [] };
  const problems = findings.map((finding) => {
    const { line, column, message } = problemAt(finding, document, "", null);
    return { line: line ?? document.line, column: column ?? document.column, message };
  });
  return { problems: problems.sort((a, b) => a.line - b.line || a.column - b.column) };
}

/** Whether the schema of a field, as written, keeps refs out of it. */
function holdsNoRefs(properties: unknown, field: string): boolean {
  const typeOf = (schema: unknown) => (isJsonObject(schema) ? schema.type : undefined);
  const schema = isJsonObject(properties) && Object.hasOwn(properties, field) ? properties[field] : undefined;
  const type = typeOf(schema) === "array" && isJsonObject(schema) ? typeOf(schema.items) : typeOf(schema);
  return type !== undefined && type !== "string";
}

/** The kind of a document, without its relations being checked. */
function kindOf(written: z.infer<typeof kindDocument>, spec: z.ZodObject): KindDefinition {
  const { relations = [], entryPoint = {}, ...facts } = written;
  const { types = [], tags = [] } = entryPoint;
  return { ...defineKind({ ...facts, spec, entryPoint: { types, tags } }), relations };
}

type Findings = ReturnType<typeof findingAt>[];

/**
 * What is wrong with a kind as one among others, with its fields and with its relations.
 *
 * @param properties the fields of its spec as written
 */
function kindFindings(kind: KindDefinition, properties: unknown, { taken, relations }: KindsReading): Findings {
  const findings: Findings = [];
  const report = (path: readonly PropertyKey[], message: string) => void findings.push(findingAt(path, message));

  const other = taken.get(kind.kind.toLowerCase());
  const isBuiltIn = builtInKinds.some(({ kind: builtIn }) => builtIn === other);
  if (!fieldFormats.kind.accepts(kind.kind))
    report(["kind"], `is ${quoted(kind.kind)}, but takes ${fieldFormats.kind.words}.`);
  else if (other !== undefined)
    report(
      ["kind"],
      `is ${quoted(kind.kind)}, but ${other} is ${isBuiltIn ? "built in" : "defined already"}. Take another name, or leave that one out.`,
    );
  taken.set(kind.kind.toLowerCase(), other ?? kind.kind);
  for (const [index, version] of kind.apiVersions.entries()) {
    if (!fieldFormats.apiVersion.accepts(version))
      report(["apiVersions", index], `is ${quoted(version)}, but takes ${fieldFormats.apiVersion.words}.`);
  }

  const checkField = (path: readonly PropertyKey[], field: string) => {
    const fields = Object.keys(kind.spec.shape);
    if (!fields.includes(field))
      report(path, `is ${quoted(field)}, which is not a property of the spec. ${didYouMean(field, fields)}`);
  };
  for (const [index, relation] of kind.relations.entries()) {
    const path = ["relations", index];
    checkField([...path, "field"], relation.field);
    if (holdsNoRefs(properties, relation.field))
      report(
        [...path, "field"],
        `is ${quoted(relation.field)}, which holds no refs. Make it a text or a list of texts.`,
      );
    const { type, inverse, failureFlows } = relation;
    const fault = relationFault(relation, relations);
    if (fault !== null) report([...path, "type"], `cannot be used: ${fault}`);
    else if (inverse && failureFlows && !isKnown(relations, type)) relations.push({ type, inverse, failureFlows });
  }
  if (kind.edgeNotesFor !== null) checkField(["edgeNotesFor"], kind.edgeNotesFor);
  for (const [name, field] of Object.entries(kind.pointsTo ?? {})) checkField(["pointsTo", name], field);
  for (const [index, name] of kind.standsFor.entries()) {
    if (isKnown(relations, name)) continue;
    const names = relations.flatMap(({ type, inverse }) => [type, inverse]);
    report(["standsFor", index], `is ${quoted(name)}, which is not a relation. ${didYouMean(name, names)}`);
  }
  return findings;
}

function isKnown(relations: readonly RelationType[], name: string): boolean {
  return relations.some(({ type, inverse }) => type === name || inverse === name);
}
