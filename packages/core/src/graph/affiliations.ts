import { eachEdge } from "./adjacency.ts";
import { CODE_SHIFT, LAST_RUN, RUN_COUNT, word } from "./block-runs.ts";
import type { EdgeClasses, Written } from "./edge-class.ts";
import { OWNED_BY, PART_OF } from "./entity-profile.ts";
import { findOwner } from "./find-owner.ts";
import { type GraphIndex, isDescribed, profileAt } from "./graph-index.ts";
import { compareText, related } from "./relations-of.ts";

/**
 * What entities name by one relation, as a number that is the same for entities that name the same. So many entities
 * are counted by what they name, and only then what they name is looked up, once for all of them.
 */
export interface Naming {
  /** {@link NAMES_NOTHING} for an entity that names nothing. */
  key(entity: number): number;
  /** Writes the keys of many entities, in their order. */
  writeKeys(entities: Int32Array, keys: Int32Array): void;
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
/** The bits of a key that say how the target is written; the rest is the target. */
const WRITTEN_BITS = 2;
const WRITTEN_MASK = (1 << WRITTEN_BITS) - 1;

/** The owners that entities name. */
export function ownerNaming(graph: GraphIndex): Naming {
  return naming(graph, OWNED_BY);
}

/** The wholes that entities name as what they are a direct part of. */
export function wholeNaming(graph: GraphIndex): Naming {
  return naming(graph, PART_OF);
}

/** The owners that exist among those that entities with a key name. */
export function existingOwners(graph: GraphIndex, naming: Naming, key: number): readonly number[] {
  const only = onlyTarget(key);
  if (only !== null && isDescribed(graph, only)) return [only]; // nearly always, and so without looking further
  const owners = naming.named(key).map(({ to, written }) => findOwner(graph, to, written).owner);
  return [...new Set(owners)].filter((owner) => owner !== null);
}

/**
 * The nearest whole of a level, from those that entities with a key name upwards; of several the one whose ref comes
 * first. At most one.
 */
export function nearestWhole(
  graph: GraphIndex,
  naming: Naming,
  key: number,
  level: "system" | "domain",
): readonly number[] {
  let at = key;
  for (let steps = 0; steps < STEPS_IN_A_ROW; steps++) {
    const only = onlyTarget(at);
    if (only === null) break;
    if (profileAt(graph, only).traits.level === level) return [only];
    at = naming.key(only);
  }
  if (at === NAMES_NOTHING) return [];
  const seen = new Set<number>();
  for (let layer = naming.named(key).map(({ to }) => to); layer.length > 0; ) {
    const [first] = layer
      .filter((each) => profileAt(graph, each).traits.level === level)
      .sort((a, b) => compareText(graph.ids.ref(a), graph.ids.ref(b)));
    if (first !== undefined) return [first];
    for (const each of layer) seen.add(each);
    layer = layer.flatMap((each) => related(graph, each, PART_OF)).filter((each) => !seen.has(each));
  }
  return [];
}

/** How far single wholes are followed upwards before it may be a circle. */
const STEPS_IN_A_ROW = 8;

/** The target that is all that entities with a key name; null where they name none or several. */
function onlyTarget(key: number): number | null {
  return key < 0 ? null : key >> WRITTEN_BITS;
}

/**
 * A number below that of all entities, which is the same for few keys, so that what is kept by key can be kept in an
 * array: that of the target, or that of the entity which names several.
 */
export function keyPlace(key: number): number {
  return key >= 0 ? key >> WRITTEN_BITS : Math.max(0, NAMES_NOTHING - 1 - key);
}

/** Entities that name one target have its number as their key; those that name several have one of their own, below 0. */
function naming(graph: GraphIndex, relation: string): Naming {
  const { start, words } = graph.structure.out;
  const writtenAs = writtenByClass(graph.classes, relation);
  const column = graph.structure.kept(relation);

  function namedBy(entity: number): Named[] {
    const named: Named[] = [];
    eachEdge(graph.structure.out, entity, (to, code) => {
      const written = WRITTEN[writtenAs[code] ?? -1];
      if (written) named.push({ to, written });
    });
    return named;
  }

  function keyOf(entity: number): number {
    let key = NAMES_NOTHING;
    let at = word(start, entity);
    if (at === 0) return key;
    for (;;) {
      const header = word(words, at);
      const written = writtenAs[header >>> CODE_SHIFT] as number; // there is an entry for each class
      if (written >= 0) {
        if (key !== NAMES_NOTHING || (header & RUN_COUNT) > 1) return NAMES_NOTHING - 1 - entity;
        key = (word(words, at + 1) << WRITTEN_BITS) | written;
      }
      if (header & LAST_RUN) return key;
      at += (header & RUN_COUNT) + 1;
    }
  }

  /** The key of an entity, kept with 1 added where it is not below 0. */
  function kept(entity: number): number {
    const key = keyOf(entity);
    column[entity] = key < 0 ? key : key + 1;
    return key;
  }

  return {
    key(entity) {
      const known = word(column, entity);
      return known === 0 ? kept(entity) : known < 0 ? known : known - 1;
    },
    writeKeys(entities, keys) {
      for (let item = 0; item < entities.length; item++) {
        const known = word(column, word(entities, item));
        keys[item] = known === 0 ? kept(word(entities, item)) : known < 0 ? known : known - 1;
      }
    },
    named(key) {
      if (key === NAMES_NOTHING) return [];
      if (key < NAMES_NOTHING) return namedBy(NAMES_NOTHING - 1 - key);
      return [{ to: key >> WRITTEN_BITS, written: WRITTEN[key & WRITTEN_MASK] ?? "ref" }];
    },
  };
}

/** By edge class: how the target is written, or -1 for another relation. Kept until a class changes its meaning. */
function writtenByClass(classes: EdgeClasses, relation: string): Int8Array {
  let kept = keptWritten.get(classes);
  if (kept?.version !== classes.version) {
    kept = { version: classes.version, byRelation: new Map() };
    keptWritten.set(classes, kept);
  }
  const known = kept.byRelation.get(relation);
  if (known) return known;
  const made = new Int8Array(classes.size).fill(-1);
  for (const [code, edgeClass] of classes.entries()) {
    if (edgeClass.relation.type === relation) made[code] = WRITTEN.indexOf(edgeClass.written);
  }
  kept.byRelation.set(relation, made);
  return made;
}

const keptWritten = new WeakMap<
  EdgeClasses,
  { readonly version: number; readonly byRelation: Map<string, Int8Array> }
>();
