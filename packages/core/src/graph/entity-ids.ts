import type { EntityRef } from "../model/entity-ref.ts";
import type { StoredEntity } from "../model/stored-entity.ts";

/** Small numbers for entities, those that exist and those that are only mentioned. Numbers are used again. */
export interface EntityIds {
  /** One more than the greatest number in use. */
  readonly size: number;
  find(ref: EntityRef): number | undefined;
  /** The number of a ref; a new one where it has none. */
  intern(ref: EntityRef): number;
  ref(id: number): EntityRef;
  /** The entity itself; undefined for one that is only mentioned. */
  stored(id: number): StoredEntity | undefined;
  /** Makes a number stand for an entity that exists, or for a mere mention. */
  describe(id: number, entity: StoredEntity | EntityRef): void;
  /** Gives up the number of something that is no longer mentioned. */
  forget(id: number): void;
  copy(): EntityIds;
}

export function entityIds(): EntityIds {
  return idsOver(new Map(), [], []);
}

/**
 * @param known the number of each ref; shared by copies until one of them learns or forgets a ref
 * @param named what each number stands for: an entity, the ref of a mention, or nothing. One array keeps both small.
 */
function idsOver(
  known: Map<EntityRef, number>,
  named: (StoredEntity | EntityRef | undefined)[],
  free: number[],
  isCopied = false,
): EntityIds {
  let numbers = known;
  let isShared = isCopied;

  function ownNumbers(): Map<EntityRef, number> {
    if (isShared) numbers = new Map(numbers);
    isShared = false;
    return numbers;
  }

  function ref(id: number): EntityRef {
    const name = named[id];
    if (name === undefined) throw new RangeError(`Number ${id} stands for no entity.`);
    return typeof name === "string" ? name : name.ref;
  }

  return {
    get size() {
      return named.length;
    },
    find: (wanted) => numbers.get(wanted),
    intern(wanted) {
      const found = numbers.get(wanted);
      if (found !== undefined) return found;
      const id = free.pop() ?? named.length;
      named[id] = wanted;
      ownNumbers().set(wanted, id);
      return id;
    },
    ref,
    stored(id) {
      const name = named[id];
      return typeof name === "string" ? undefined : name;
    },
    describe(id, entity) {
      named[id] = entity;
    },
    forget(id) {
      ownNumbers().delete(ref(id));
      named[id] = undefined;
      free.push(id);
    },
    copy() {
      isShared = true;
      return idsOver(numbers, named.slice(), free.slice(), true);
    },
  };
}
