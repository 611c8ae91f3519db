import { type EntityRef, entityRefParts } from "../model/entity-ref.ts";
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
  /** What a person meant by a name; see {@link resolveName}. */
  resolve(text: string, options?: ResolveOptions, context?: ResolveContext): Resolution;
}

/** An empty index. The kinds tell who is a person. */
export function nameIndex(kinds: KindRegistry): NameIndex {
  const things = nameTable();
  const people = nameTable();
  const byRef = new Map<EntityRef, { readonly entity: NamedEntity; readonly records: readonly NameRecord[] }>();

  const isPerson = (kind: string) => kinds.ofRef(kind)?.person ?? false;
  const tableOf = (entity: NamedEntity) => (entity.person ? people : things);

  function remove(ref: EntityRef): void {
    const known = byRef.get(ref);
    if (!known) return;
    for (const record of known.records) tableOf(known.entity).remove(record);
    byRef.delete(ref);
  }

  return {
    set(stored) {
      remove(stored.ref);
      const parts = entityRefParts(stored.ref);
      const entity = { ref: stored.ref, ...parts, title: titleOf(stored.entity), person: isPerson(parts.kind) };
      const records = recordsOf(entity, stored);
      for (const record of records) tableOf(entity).add(record);
      byRef.set(stored.ref, { entity, records });
    },
    remove,
    resolve(text, options = {}, context = {}) {
      const asksForPeople = options.kinds?.some((kind) => isPerson(kind.toLowerCase())) ?? false;
      const lookup = {
        byRef: (ref: EntityRef) => byRef.get(ref)?.entity,
        named: [things, people],
        guessed: asksForPeople ? [things, people] : [things],
      };
      return resolveName(lookup, text, options, context);
    },
  };
}

function recordsOf(entity: NamedEntity, stored: StoredEntity): NameRecord[] {
  const records = new Map<string, NameRecord>();
  for (const { kind, text } of entityNames(stored.entity, entity.person)) {
    const parts = words(text);
    const spelt = parts.join(" ");
    // Fields come most deliberate first: a title that repeats the name adds nothing.
    if (parts.length > 0 && !records.has(spelt)) records.set(spelt, { entity, kind, text, key: parts.join("") });
  }
  return [...records.values()];
}
