import { type EntityRef, entityRefParts } from "../model/entity-ref.ts";
import { formerRefsOf } from "../model/former-refs.ts";
import type { KindRegistry } from "../model/kind.ts";
import type { StoredEntity } from "../model/stored-entity.ts";
import { entityNames, titleOf } from "./entity-names.ts";
import { type NamedEntity, type NameRecord, nameTable } from "./name-table.ts";
import { type Resolution, type ResolveContext, type ResolveOptions, resolveName } from "./resolve.ts";
import { words } from "./tokenize.ts";

/** All names of all entities. It changes with every entity that does, at the same cost for any number of entities. */
export interface NameIndex {
  /** Adds an entity, or replaces the one with its ref. */
  set(stored: StoredEntity): void;
  /** Takes an entity out; does nothing when it is not there. */
  remove(ref: EntityRef): void;
  /** The entities that had a ref before, in order of their refs; none while an entity has it. */
  renamedTo(ref: EntityRef): readonly EntityRef[];
  /** What a person meant by a name; see {@link resolveName}. */
  resolve(text: string, options?: ResolveOptions, context?: ResolveContext): Resolution;
}

/** An empty index. The kinds tell who is a person. */
export function nameIndex(kinds: KindRegistry): NameIndex {
  const things = nameTable();
  const people = nameTable();
  const byRef = new Map<EntityRef, IndexedEntity>();
  const byFormerRef = new Map<EntityRef, Set<EntityRef>>();

  const isPerson = (kind: string) => kinds.ofRef(kind)?.person ?? false;
  const tableOf = (entity: NamedEntity) => (entity.person ? people : things);

  function remove(ref: EntityRef): void {
    const known = byRef.get(ref);
    if (!known) return;
    for (const record of known.records) tableOf(known.entity).remove(record);
    for (const former of known.former) {
      const renamed = byFormerRef.get(former);
      renamed?.delete(ref);
      if (renamed?.size === 0) byFormerRef.delete(former);
    }
    byRef.delete(ref);
  }

  function renamedTo(ref: EntityRef): readonly EntityRef[] {
    return byRef.has(ref) ? [] : [...(byFormerRef.get(ref) ?? [])].sort();
  }

  return {
    set(stored) {
      remove(stored.ref);
      const parts = entityRefParts(stored.ref);
      const entity = { ref: stored.ref, ...parts, title: titleOf(stored.entity), person: isPerson(parts.kind) };
      const former = formerRefsOf(stored);
      const records = recordsOf(entity, stored, former);
      for (const record of records) tableOf(entity).add(record);
      for (const ref of former) byFormerRef.set(ref, (byFormerRef.get(ref) ?? new Set()).add(stored.ref));
      byRef.set(stored.ref, { entity, records, former });
    },
    remove,
    renamedTo,
    resolve(text, options = {}, context = {}) {
      const asksForPeople = options.kinds?.some((kind) => isPerson(kind.toLowerCase())) ?? false;
      const lookup = {
        byRef: (ref: EntityRef) => byRef.get(ref)?.entity,
        renamedTo: (ref: EntityRef) => renamedTo(ref).flatMap((renamed) => byRef.get(renamed)?.entity ?? []),
        named: [things, people],
        guessed: asksForPeople ? [things, people] : [things],
      };
      return resolveName(lookup, text, options, context);
    },
  };
}

interface IndexedEntity {
  readonly entity: NamedEntity;
  readonly records: readonly NameRecord[];
  readonly former: readonly EntityRef[];
}

function recordsOf(entity: NamedEntity, stored: StoredEntity, former: readonly EntityRef[]): NameRecord[] {
  const records = new Map<string, NameRecord>();
  const formerNames = former.map((ref) => ({ kind: "former" as const, text: entityRefParts(ref).name }));
  for (const { kind, text } of [...entityNames(stored.entity, entity.person), ...formerNames]) {
    const parts = words(text);
    const spelt = parts.join(" ");
    // Fields come most deliberate first: a title that repeats the name adds nothing.
    if (parts.length > 0 && !records.has(spelt)) records.set(spelt, { entity, kind, text, key: parts.join("") });
  }
  return [...records.values()];
}
