import { readEdgeNotes } from "../ingest/edge-notes.ts";
import { entityKind } from "../ingest/entity-kind.ts";
import { type EntityRef, entityRefParts, formatEntityRef, readEntityRef } from "../model/entity-ref.ts";
import { isJsonObject } from "../model/json.ts";
import { jsonPointer } from "../model/problem.ts";
import { quoted } from "../model/quoted.ts";
import type { StoredEntity } from "../model/stored-entity.ts";
import { entityRule } from "./entity-rule.ts";

export const edgeNoteUnknown = entityRule({
  id: "edge-note-unknown",
  severity: "warning",
  description: "spec.edges describes a dependency that nobody declares, so it has no effect.",
  *findIn(stored, catalog) {
    if (!isJsonObject(stored.entity.spec?.edges)) return;
    const { of, notes } = readEdgeNotes(stored.entity, entityKind(stored.entity, catalog.kinds) ?? null);
    // Notes about an entity that is not there are one mistake, a dangling ref, and not one for each note.
    if (!catalog.get(of)) return;
    const declared = new Set(catalog.needsOf(of).map(({ needed }) => needed));
    for (const [key, needed] of writtenEdges(stored)) {
      // A note that could not be read has a problem already.
      if (!notes.has(needed) || declared.has(needed)) continue;
      yield {
        stored,
        path: jsonPointer(["spec", "edges", key]),
        message: `spec.edges: ${quoted(key)} is not among what ${of} needs. ${remedy(declared)}`,
      };
    }
  },
});

const SHOWN_NEEDS = 5;

function remedy(needs: ReadonlySet<EntityRef>): string {
  if (needs.size === 0) return "Declare the dependency, or remove the note.";
  const shown = [...needs].sort().slice(0, SHOWN_NEEDS);
  return `It needs ${shown.join(", ")}${needs.size > shown.length ? ` and ${needs.size - shown.length} more` : ""}.`;
}

function writtenEdges({ ref, entity }: StoredEntity): [key: string, needed: EntityRef][] {
  const context = { defaultNamespace: entityRefParts(ref).namespace };
  return Object.keys(entity.spec?.edges ?? {}).flatMap((key): [string, EntityRef][] => {
    const result = readEntityRef(key, context);
    return result.ok ? [[key, formatEntityRef(result.parts)]] : [];
  });
}
