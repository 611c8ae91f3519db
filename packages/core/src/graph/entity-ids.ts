import type { EntityRef } from "../model/entity-ref.ts";
import type { StoredEntity } from "../model/stored-entity.ts";
import { type TextNumbers, textNumbers } from "./text-numbers.ts";

/** Small numbers for entities, those that exist and those that are only mentioned. Numbers are used again. */
export interface EntityIds {
  /** One more than the greatest number in use. */
  readonly size: number;
  find(ref: EntityRef): number | undefined;
  /** The number of a ref; a new one where it has none. */
  intern(ref: EntityRef): number;
  /** Looks up many texts at once, which is faster: `numbers` gets that of each, -1 for one that is no known ref. */
  findAll(texts: readonly string[], numbers: Int32Array): void;
  /** Numbers many refs at once, as `intern` does one by one, and faster. */
  internAll(refs: readonly EntityRef[], numbers: Int32Array): void;
  ref(id: number): EntityRef;
  /** The entity itself; undefined for one that is only mentioned. */
  stored(id: number): StoredEntity | undefined;
  /** Makes a number stand for an entity that exists; for a mere mention without one. */
  describe(id: number, entity: StoredEntity | undefined): void;
  /** Gives up the number of something that is no longer mentioned. */
  forget(id: number): void;
  copy(): EntityIds;
}

export function entityIds(): EntityIds {
  return idsOver([], [], []);
}

/**
 * @param refs the ref of each number in use
 * @param described the entity of each number that stands for one that exists
 * @param from the numbers of the same refs, where there are some already; copied when one of both learns or forgets a ref
 */
function idsOver(
  refs: (EntityRef | undefined)[],
  described: (StoredEntity | undefined)[],
  free: number[],
  from?: TextNumbers,
): EntityIds {
  let numbers = from ?? textNumbers();
  let isShared = from !== undefined;

  function ownNumbers(): TextNumbers {
    if (isShared) numbers = numbers.copy();
    isShared = false;
    return numbers;
  }

  function ref(id: number): EntityRef {
    const name = refs[id];
    if (name === undefined) throw new RangeError(`Number ${id} stands for no entity.`);
    return name;
  }

  function give(wanted: EntityRef): number {
    const id = free.pop() ?? refs.length;
    refs[id] = wanted;
    described[id] = undefined;
    return id;
  }

  return {
    get size() {
      return refs.length;
    },
    find(wanted) {
      const found = numbers.find(wanted, refs);
      return found < 0 ? undefined : found;
    },
    intern(wanted) {
      const found = numbers.find(wanted, refs);
      if (found >= 0) return found;
      const id = give(wanted);
      ownNumbers().add(wanted, id);
      return id;
    },
    findAll: (texts, found) => numbers.findAll(texts, found, refs),
    internAll(wanted, found) {
      ownNumbers().internAll(wanted, found, refs, (at) => give(wanted[at] as EntityRef)); // an index of one of them
    },
    ref,
    stored: (id) => described[id],
    describe(id, entity) {
      described[id] = entity;
      if (entity) refs[id] = entity.ref; // one piece of text for both
    },
    forget(id) {
      ownNumbers().remove(ref(id), refs);
      refs[id] = undefined;
      described[id] = undefined;
      free.push(id);
    },
    copy() {
      isShared = true;
      return idsOver(refs.slice(), described.slice(), free.slice(), numbers);
    },
  };
}
