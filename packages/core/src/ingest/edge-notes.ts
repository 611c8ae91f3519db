import { type EdgeNote, edgeNote } from "../model/edge-notes.ts";
import type { Entity } from "../model/entity.ts";
import { DEFAULT_NAMESPACE, type EntityRef, formatEntityRef, readEntityRef } from "../model/entity-ref.ts";
import { isJsonObject } from "../model/json.ts";
import type { KindDefinition } from "../model/kind.ts";
import { fieldName, jsonPointer } from "../model/problem.ts";
import { compiledSchema } from "./compiled-schema.ts";
import type { Finding } from "./finding.ts";
import { schemaFindings } from "./schema-findings.ts";

/**
 * What `spec.edges` of an entity says: `of` whom, and the note of each edge by the ref of what is needed, relative to
 * the entity's own namespace. A note that cannot be read is a warning and left out, as if nothing were said about its
 * edge. Entities of unknown kinds (`null`) may have notes too.
 */
export function readEdgeNotes(
  entity: Entity,
  kind: KindDefinition | null,
): { readonly of: EntityRef; readonly notes: ReadonlyMap<EntityRef, EdgeNote>; readonly problems: readonly Finding[] } {
  const { spec = {} } = entity;
  const namespace = entity.metadata.namespace ?? DEFAULT_NAMESPACE;
  const notes = new Map<EntityRef, EdgeNote>();
  const problems: Finding[] = [];
  const of =
    refAt(kind?.edgeNotesFor ?? null) ?? formatEntityRef({ kind: entity.kind, namespace, name: entity.metadata.name });
  if (!Object.hasOwn(spec, "edges")) return { of, notes, problems };
  const { edges } = spec;
  if (!isJsonObject(edges)) {
    warn(
      EDGES,
      "spec.edges takes a mapping from refs to notes, such as resource:payments-db: { needs: read }. It is ignored.",
    );
    return { of, notes, problems };
  }
  for (const [key, written] of Object.entries(edges)) {
    const path = `${EDGES}${jsonPointer([key])}`;
    const target = readEntityRef(key, { defaultNamespace: namespace });
    const note = noteSchema.safeParse(written);
    if (!target.ok) warn(path, `${fieldName(path)}: ${target.message} The note is ignored.`);
    else if (!note.success) {
      const found = schemaFindings(note.error.issues, written, { rule: RULE, base: ["spec", "edges", key] });
      for (const fault of found) warn(fault.path, `${fault.message} The note is ignored.`);
    } else if (notes.has(formatEntityRef(target.parts))) {
      warn(
        path,
        `${fieldName(path)} says something about an edge that has a note already. It is ignored; write one note.`,
      );
    } else notes.set(formatEntityRef(target.parts), note.data);
  }
  return { of, notes, problems };

  function refAt(field: string | null): EntityRef | undefined {
    const written = field !== null && Object.hasOwn(spec, field) ? spec[field] : undefined;
    const result = typeof written === "string" ? readEntityRef(written, { defaultNamespace: namespace }) : undefined;
    return result?.ok ? formatEntityRef(result.parts) : undefined;
  }

  function warn(path: string, message: string): void {
    problems.push({ severity: "warning", rule: RULE, message, path });
  }
}

const EDGES = "/spec/edges";
const RULE = "edges/schema";
const noteSchema = compiledSchema(edgeNote);
