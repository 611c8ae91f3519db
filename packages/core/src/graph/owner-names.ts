import { type EntityRef, entityRefParts } from "../model/entity-ref.ts";

/** Entities that may own others, by name alone. */
export interface OwnerNames {
  add(ref: EntityRef): void;
  remove(ref: EntityRef): void;
  /** In order; empty when there is none of that name. */
  named(name: string): readonly EntityRef[];
  copy(): OwnerNames;
}

export function ownerNames(byName = new Map<string, readonly EntityRef[]>()): OwnerNames {
  return {
    add(ref) {
      const { name } = entityRefParts(ref);
      const others = byName.get(name) ?? [];
      if (!others.includes(ref)) byName.set(name, [...others, ref].sort());
    },
    remove(ref) {
      const { name } = entityRefParts(ref);
      const left = (byName.get(name) ?? []).filter((other) => other !== ref);
      if (left.length > 0) byName.set(name, left);
      else byName.delete(name);
    },
    named: (name) => byName.get(name) ?? [],
    copy: () => ownerNames(new Map(byName)),
  };
}
