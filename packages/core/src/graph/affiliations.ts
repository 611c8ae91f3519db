import { eachEdge } from "./adjacency.ts";
import { CODE_SHIFT, LAST_RUN, RUN_COUNT, word } from "./block-runs.ts";
import type { Written } from "./edge-class.ts";
import { OWNED_BY, PART_OF } from "./entity-profile.ts";
import { findOwner } from "./find-owner.ts";
import { type GraphIndex, profileAt } from "./graph-index.ts";
import { compareText, related } from "./relations-of.ts";

/**
 * What entities name by one relation, as a number that is the same for entities that name the same. So many entities
 * are counted by what they name, and only then what they name is looked up, once for all of them.
 */
export interface Naming {
  /** {@link NAMES_NOTHING} for an entity that names nothing. */
  key(entity: number): number;
  /** What entities with that key name. */
  named(key: number): readonly Named[];
}

/** What an entity names, and how much of it is written out. */
export interface Named {
  readonly to: number;
  readonly written: Written;
}

export const NAMES_NOTHING = -1;

const WRITTEN: readonly Written[] = ["ref", "kind-and-name", "name"];
/** Room in a key for how the target is written. */
const KEYS_PER_TARGET = 4;

/** The owners that entities name. */
export function ownerNaming(graph: GraphIndex): Naming {
  return naming(graph, OWNED_BY);
}

/** The wholes that entities name as what they are a direct part of. */
export function wholeNaming(graph: GraphIndex): Naming {
  return naming(graph, PART_OF);
}

/** The owners among those named that exist. */
export function existingOwners(graph: GraphIndex, named: readonly Named[]): readonly number[] {
  const owners = named.map(({ to, written }) => findOwner(graph, to, written).owner);
  return [...new Set(owners)].filter((owner) => owner !== null);
}

/** The nearest whole of a level, from those named upwards; of several the one whose ref comes first. At most one. */
export function nearestWhole(
  graph: GraphIndex,
  named: readonly Named[],
  level: "system" | "domain",
): readonly number[] {
  const seen = new Set<number>();
  for (let layer = named.map(({ to }) => to); layer.length > 0; ) {
    const [first] = layer
      .filter((each) => profileAt(graph, each).traits.level === level)
      .sort((a, b) => compareText(graph.ids.ref(a), graph.ids.ref(b)));
    if (first !== undefined) return [first];
    for (const each of layer) seen.add(each);
    layer = layer.flatMap((each) => related(graph, each, PART_OF)).filter((each) => !seen.has(each));
  }
  return [];
}

/** Entities that name one target have its number as their key; those that name several have one of their own, below 0. */
function naming(graph: GraphIndex, relation: string): Naming {
  const { start, words } = graph.structure.out;
  /** By edge class: how the target is written, or -1 for another relation. */
  const writtenAs = new Int8Array(graph.classes.size).fill(-1);
  for (const [code, edgeClass] of graph.classes.entries()) {
    if (edgeClass.relation.type === relation) writtenAs[code] = WRITTEN.indexOf(edgeClass.written);
  }

  function namedBy(entity: number): Named[] {
    const named: Named[] = [];
    eachEdge(graph.structure.out, entity, (to, code) => {
      const written = WRITTEN[writtenAs[code] ?? -1];
      if (written) named.push({ to, written });
    });
    return named;
  }

  return {
    key(entity) {
      let key = NAMES_NOTHING;
      let at = word(start, entity);
      if (at === 0) return key;
      for (;;) {
        const header = word(words, at);
        const written = writtenAs[header >>> CODE_SHIFT] as number; // there is an entry for each class
        if (written >= 0) {
          if (key !== NAMES_NOTHING || (header & RUN_COUNT) > 1) return NAMES_NOTHING - 1 - entity;
          key = word(words, at + 1) * KEYS_PER_TARGET + written;
        }
        if (header & LAST_RUN) return key;
        at += (header & RUN_COUNT) + 1;
      }
    },
    named(key) {
      if (key === NAMES_NOTHING) return [];
      if (key < NAMES_NOTHING) return namedBy(NAMES_NOTHING - 1 - key);
      return [{ to: Math.floor(key / KEYS_PER_TARGET), written: WRITTEN[key % KEYS_PER_TARGET] ?? "ref" }];
    },
  };
}
