import type { KindRegistry } from "../model/kind.ts";
import type { BitSet } from "./bit-set.ts";
import type { EdgeClasses } from "./edge-class.ts";
import type { EdgeNoteIndex } from "./edge-note-index.ts";
import type { EntityIds } from "./entity-ids.ts";
import type { EntityProfile } from "./entity-profile.ts";
import type { InternedTable } from "./interned-table.ts";
import type { OwnerNames } from "./owner-names.ts";
import type { TwoWayEdges } from "./two-way-edges.ts";

/** A graph by the numbers of its entities: what the walks of this folder read. */
export interface GraphIndex {
  readonly kinds: KindRegistry;
  readonly ids: EntityIds;
  readonly classes: EdgeClasses;
  readonly profiles: InternedTable<EntityProfile>;
  /** The number of the profile of each entity; {@link MENTION} for one that is only mentioned. */
  readonly profileOf: Int32Array;
  /** What is needed at build time only, unless a note says otherwise. */
  readonly neededAtBuild: BitSet;
  /** Edges through which failure flows, from the entity that needs to what it needs. */
  readonly needs: TwoWayEdges;
  /** All other edges, as their relation leads. */
  readonly structure: TwoWayEdges;
  readonly notes: EdgeNoteIndex;
  readonly ownerNames: OwnerNames;
}

/** The number of the profile of what is only mentioned. */
export const MENTION = 0;

/** The profile of an entity by its number. */
export function profileAt({ profiles, profileOf }: GraphIndex, id: number): EntityProfile {
  return profiles.value(profileOf[id] ?? MENTION);
}

/** True for an entity that is in the catalog, false for one that is only mentioned. */
export function isDescribed({ profileOf }: GraphIndex, id: number): boolean {
  return (profileOf[id] ?? MENTION) !== MENTION;
}
