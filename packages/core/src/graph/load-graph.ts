import type { KindRegistry } from "../model/kind.ts";
import type { StoredEntity } from "../model/stored-entity.ts";
import { hasEdges } from "./adjacency.ts";
import { bitSet } from "./bit-set.ts";
import { enlarged } from "./block-pool.ts";
import { word } from "./block-runs.ts";
import type { Coverage } from "./coverage.ts";
import { edgeClasses } from "./edge-class.ts";
import { edgeNoteIndex } from "./edge-note-index.ts";
import { entityIds } from "./entity-ids.ts";
import { GHOST, profileKey } from "./entity-profile.ts";
import { type GraphIndex, profileAt } from "./graph-index.ts";
import { internedTable } from "./interned-table.ts";
import { type LoadedEdges, loadEdges } from "./load-edges.ts";
import { ownerNames } from "./owner-names.ts";
import { profileNumbers } from "./profile-numbers.ts";

/** The entities and edges of a graph, loaded at once; the edges of `rest` are still to be declared. */
export interface LoadedGraph extends Pick<LoadedEdges, "rest"> {
  readonly index: GraphIndex;
}

/** Loads entities into an index: a step for all of them, then the next step. */
export function loadGraph(kinds: KindRegistry, entities: readonly StoredEntity[]): LoadedGraph {
  const ids = entityIds();
  const numbers = new Int32Array(entities.length);
  ids.internAll(
    entities.map(({ ref }) => ref),
    numbers,
  );
  const profiles = internedTable(profileKey);
  profiles.acquire(GHOST); // the first value gets the number MENTION
  const profileNumber = profileNumbers(profiles, kinds);
  const profileOf = new Int32Array(ids.size);
  const neededAtBuild = bitSet();
  const owners = ownerNames();
  const notes = edgeNoteIndex();
  for (const [index, stored] of entities.entries()) {
    const id = word(numbers, index);
    const profile = profileNumber(stored);
    const { traits, neededAtBuild: isNeededAtBuild } = profiles.value(profile);
    ids.describe(id, stored);
    profileOf[id] = profile;
    if (isNeededAtBuild) neededAtBuild.set(id, true);
    if (traits.owns) owners.add(stored.ref);
    notes.set(stored, kinds);
  }
  const classes = edgeClasses();
  const { needs, structure, rest } = loadEdges(entities, numbers, { kinds, ids, classes, notes });
  return {
    index: {
      kinds,
      ids,
      classes,
      profiles,
      profileOf: ids.size > profileOf.length ? enlarged(profileOf, ids.size) : profileOf,
      neededAtBuild,
      needs,
      structure,
      notes,
      ownerNames: owners,
    },
    rest,
  };
}

/** How many entities of an index say what they need. */
export function declaredIn(index: GraphIndex): Coverage {
  let declaring = 0;
  let total = 0;
  for (let id = 0; id < index.ids.size; id++) {
    if (!profileAt(index, id).traits.declaresDependencies) continue;
    total++;
    if (hasEdges(index.needs.out, id)) declaring++;
  }
  return { declaring, total };
}
