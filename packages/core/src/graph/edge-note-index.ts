import { readEdgeNotes } from "../ingest/edge-notes.ts";
import { entityKind } from "../ingest/entity-kind.ts";
import type { EdgeNote } from "../model/edge-notes.ts";
import type { EntityRef } from "../model/entity-ref.ts";
import type { KindRegistry } from "../model/kind.ts";
import type { StoredEntity } from "../model/stored-entity.ts";

/** What is said about the edges of each entity, by itself and by documents about it. */
export interface EdgeNoteIndex {
  /** Takes in a document; returns the entities about whose edges now something else may be said. */
  set(stored: StoredEntity, kinds: KindRegistry): readonly EntityRef[];
  /** Forgets what a document said; returns the entity it was about. */
  remove(by: EntityRef): readonly EntityRef[];
  /** The notes on the edges of an entity. */
  about(of: EntityRef): NotesAbout | undefined;
  copy(): EdgeNoteIndex;
}

/** The notes on the edges of one entity. */
export interface NotesAbout {
  /** By what is needed. What the entity says itself wins, then the document whose ref comes first. */
  readonly notes: ReadonlyMap<EntityRef, EdgeNote>;
  /** A number for each `anyOf` name, from 1. */
  readonly groups: ReadonlyMap<string, number>;
}

type Notes = ReadonlyMap<EntityRef, EdgeNote>;

const NO_REFS: readonly EntityRef[] = [];
const NO_GROUPS: ReadonlyMap<string, number> = new Map();

export function edgeNoteIndex(): EdgeNoteIndex {
  return indexOver(new Map(), new Map(), new Map(), new Map());
}

/**
 * @param own what each entity says about its own edges
 * @param subjects whom each document about another entity is about
 * @param others what such documents say, by the entity they are about and then by their own ref
 * @param merged all that is said about the edges of each entity
 */
function indexOver(
  own: Map<EntityRef, Notes>,
  subjects: Map<EntityRef, EntityRef>,
  others: Map<EntityRef, ReadonlyMap<EntityRef, Notes>>,
  merged: Map<EntityRef, NotesAbout>,
): EdgeNoteIndex {
  function write(of: EntityRef, by: EntityRef, notes: Notes): void {
    if (of === by) {
      own.set(of, notes);
    } else {
      subjects.set(by, of);
      others.set(of, new Map(others.get(of)).set(by, notes));
    }
    merge(of);
  }

  function remove(by: EntityRef): readonly EntityRef[] {
    if (!own.has(by) && !subjects.has(by)) return NO_REFS; // most entities say nothing
    const of = subjects.get(by);
    const about = [...(own.delete(by) ? [by] : []), ...(of === undefined ? [] : [of])];
    if (of !== undefined) {
      const documents = new Map(others.get(of));
      subjects.delete(by);
      documents.delete(by);
      if (documents.size > 0) others.set(of, documents);
      else others.delete(of);
    }
    for (const each of about) merge(each);
    return about;
  }

  function merge(of: EntityRef): void {
    const documents = others.get(of);
    const notes = mergedNotes(own.get(of), documents);
    if (notes) merged.set(of, { notes, groups: numberedGroups(notes) });
    else merged.delete(of);
  }

  return {
    set(stored, kinds) {
      const changed = remove(stored.ref);
      if (!stored.entity.spec || !Object.hasOwn(stored.entity.spec, "edges")) return changed;
      const { of, notes } = readEdgeNotes(stored.entity, entityKind(stored.entity, kinds) ?? null);
      if (notes.size === 0) return changed;
      write(of, stored.ref, notes);
      return changed.includes(of) ? changed : [...changed, of];
    },
    remove,
    about: (of) => (merged.size > 0 ? merged.get(of) : undefined),
    copy: () => indexOver(new Map(own), new Map(subjects), new Map(others), new Map(merged)),
  };
}

function mergedNotes(own: Notes | undefined, documents: ReadonlyMap<EntityRef, Notes> | undefined): Notes | undefined {
  if (!documents) return own;
  const merged = new Map(own);
  for (const [, notes] of [...documents].sort(([a], [b]) => (a < b ? -1 : 1))) {
    for (const [needed, note] of notes) if (!merged.has(needed)) merged.set(needed, note);
  }
  return merged;
}

function numberedGroups(notes: Notes): ReadonlyMap<string, number> {
  const names = new Set<string>();
  for (const { anyOf } of notes.values()) if (anyOf !== undefined) names.add(anyOf);
  if (names.size === 0) return NO_GROUPS;
  return new Map([...names].sort().map((name, index) => [name, index + 1]));
}
