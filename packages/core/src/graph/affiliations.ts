import { eachEdge } from "./adjacency.ts";
import { CODE_SHIFT, LAST_RUN, RUN_COUNT, word } from "./block-runs.ts";
import type { EdgeClasses, Written } from "./edge-class.ts";
import { OWNED_BY, PART_OF } from "./entity-profile.ts";
import { findOwner } from "./find-owner.ts";
import { type GraphIndex, isDescribed, profileAt } from "./graph-index.ts";
import { compareText, related } from "./relations-of.ts";
import type { TwoWayEdges } from "./two-way-edges.ts";

/**
 * What entities name by one relation, as a number that is the same for entities that name the same. So many entities
 * are counted by what they name, and only then what they name is looked up, once for all of them. Numbers are given out
 * from 1 on, so that what is kept by key can be kept in an array.
 */
export interface Naming {
  /** One more than the greatest key that was given out. */
  readonly size: number;
  /** {@link NAMES_NOTHING} for an entity that names nothing. */
  key(entity: number): number;
  /** Writes the keys of many entities, in their order. */
  writeKeys(entities: Int32Array, keys: Int32Array): void;
  /** The target that is all that entities with a key name; null where they name none or several. */
  onlyTarget(key: number): number | null;
  /** What entities with that key name. */
  named(key: number): readonly Named[];
}

/** What an entity names, and how much of it is written out. */
export interface Named {
  readonly to: number;
  readonly written: Written;
}

export const NAMES_NOTHING = 0;

const WRITTEN: readonly Written[] = ["ref", "kind-and-name", "name"];
/** The bits of what is named that say how the target is written; the rest is the target. */
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
  const only = naming.onlyTarget(key);
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
    const only = naming.onlyTarget(at);
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

/**
 * The keys of one relation, and what they stand for: a target and how it is written, or, below 0, an entity that names
 * several. Entities that name one target share a key, those that name several have one of their own.
 */
interface KeyTable {
  readonly keys: Map<number, number>;
  readonly meanings: number[];
}

const keptKeys = new WeakMap<TwoWayEdges, Map<string, KeyTable>>();

function keyTable(structure: TwoWayEdges, relation: string): KeyTable {
  const byRelation = keptKeys.get(structure) ?? new Map<string, KeyTable>();
  keptKeys.set(structure, byRelation);
  const table = byRelation.get(relation) ?? { keys: new Map<number, number>(), meanings: [NOTHING] };
  byRelation.set(relation, table);
  return table;
}

const NOTHING = -1;

function naming(graph: GraphIndex, relation: string): Naming {
  const { start, words } = graph.structure.out;
  const writtenAs = writtenByClass(graph.classes, relation);
  const column = graph.structure.kept(relation);
  const { keys, meanings } = keyTable(graph.structure, relation);

  function namedBy(entity: number): Named[] {
    const named: Named[] = [];
    eachEdge(graph.structure.out, entity, (to, code) => {
      const written = WRITTEN[writtenAs[code] ?? -1];
      if (written) named.push({ to, written });
    });
    return named;
  }

  function meaningOf(entity: number): number {
    let meaning = NOTHING;
    let at = word(start, entity);
    if (at === 0) return meaning;
    for (;;) {
      const header = word(words, at);
      const written = writtenAs[header >>> CODE_SHIFT] as number; // there is an entry for each class
      if (written >= 0) {
        if (meaning !== NOTHING || (header & RUN_COUNT) > 1) return NOTHING - 1 - entity;
        meaning = (word(words, at + 1) << WRITTEN_BITS) | written;
      }
      if (header & LAST_RUN) return meaning;
      at += (header & RUN_COUNT) + 1;
    }
  }

  /** The key of an entity, kept with 1 added. */
  function keep(entity: number): number {
    const meaning = meaningOf(entity);
    const known = meaning === NOTHING ? NAMES_NOTHING : keys.get(meaning);
    const key = known ?? meanings.push(meaning) - 1;
    if (known === undefined) keys.set(meaning, key);
    column[entity] = key + 1;
    return key;
  }

  const meaningAt = (key: number) => meanings[key] ?? NOTHING;

  return {
    get size() {
      return meanings.length;
    },
    key(entity) {
      const kept = word(column, entity);
      return kept === 0 ? keep(entity) : kept - 1;
    },
    writeKeys(entities, written) {
      for (let item = 0; item < entities.length; item++) {
        const kept = word(column, word(entities, item));
        written[item] = kept === 0 ? keep(word(entities, item)) : kept - 1;
      }
    },
    onlyTarget(key) {
      const meaning = meaningAt(key);
      return meaning < 0 ? null : meaning >> WRITTEN_BITS;
    },
    named(key) {
      const meaning = meaningAt(key);
      if (meaning === NOTHING) return [];
      if (meaning < 0) return namedBy(NOTHING - 1 - meaning);
      return [{ to: meaning >> WRITTEN_BITS, written: WRITTEN[meaning & WRITTEN_MASK] ?? "ref" }];
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
