import { deriveRelations } from "./ingest/derive-relations.ts";
import { readEdgeNotes } from "./ingest/edge-notes.ts";
import { entityKind } from "./ingest/entity-kind.ts";
import type { EntityRef } from "./model/entity-ref.ts";
import type { KindRegistry } from "./model/kind.ts";
import type { StoredEntity } from "./model/stored-entity.ts";
import { type RedactedNames, redactedNames } from "./redacted-names.ts";
import { standInFor, standInKinds } from "./stand-in.ts";
import type { StandIns } from "./view-state.ts";

/** How a catalog looks to who may know that some entities are there, and not what they are. */
export interface Redaction extends RedactedNames {
  /** One for each redacted entity: what it needs and what needs it, and nothing else of it. */
  readonly standIns: StandIns;
  redacts(ref: EntityRef): boolean;
  /** True where what stands for a redacted entity, or is shown of others, depends on whether this one is there. */
  dependsOn(stored: StoredEntity): boolean;
  /** True where what stands for a redacted entity stays the same when it changes to this. */
  hides(changed: StoredEntity): boolean;
}

/** What is to be redacted, and from whom. */
export interface RedactionOptions {
  readonly kinds: KindRegistry;
  readonly visible: readonly StoredEntity[];
  readonly redacted: readonly StoredEntity[];
  /** The ref of what stands for each redacted entity. */
  readonly standInRefs: ReadonlyMap<EntityRef, EntityRef>;
}

export function redactionOf({ kinds, visible, redacted, standInRefs }: RedactionOptions): Redaction {
  const standInOf = new Map(redacted.map(({ ref }) => [ref, standInRefs.get(ref) ?? ref]));
  const seen = new Set(visible.map(({ ref }) => ref));
  const named = new Set<EntityRef>();

  function nameOf(ref: EntityRef): EntityRef | null {
    named.add(ref);
    return standInOf.get(ref) ?? (seen.has(ref) ? ref : null);
  }

  function standIn(stored: StoredEntity): StoredEntity {
    const kind = entityKind(stored.entity, kinds);
    const { relations } = deriveRelations(stored.entity, kinds);
    return standInFor(stored, { kinds, kind, relations, notes: readEdgeNotes(stored.entity, kind ?? null), nameOf });
  }

  const standIns = new Map(redacted.map(standIn).map((stored) => [stored.ref, stored]));
  return {
    ...redactedNames({ kinds, standIns: standInOf, all: [...visible, ...redacted] }),
    standIns: { entities: standIns, kinds: standInKinds(kinds) },
    redacts: (ref) => standInOf.has(ref),
    dependsOn: ({ ref, entity }) => named.has(ref) || (entityKind(entity, kinds)?.owns ?? false),
    hides(changed) {
      const known = standIns.get(standInOf.get(changed.ref) ?? changed.ref);
      return known !== undefined && JSON.stringify(standIn(changed)) === JSON.stringify(known);
    },
  };
}
