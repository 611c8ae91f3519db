import type { CatalogView, Entity, EntityRef } from "@callboard/core";
import { diffCatalogs } from "../catalog/diff-catalogs.ts";
import { refOf } from "../catalog/ref-of.ts";
import { type FieldChange, fieldChanges } from "./field-changes.ts";

/** What a change of descriptors does to one entity. All lists are in order of refs. */
export type Change =
  | {
      readonly type: "added";
      readonly ref: EntityRef;
      readonly location: string;
      readonly owners: readonly EntityRef[];
    }
  | {
      readonly type: "removed";
      readonly ref: EntityRef;
      readonly location: string;
      /** Still described there, but in a way that cannot be used. */
      readonly isUnreadable: boolean;
      /** What needs it all the same. */
      readonly neededBy: readonly EntityRef[];
    }
  | {
      readonly type: "changed";
      readonly ref: EntityRef;
      readonly location: string;
      /** The location it had; null unless it moved. */
      readonly movedFrom: string | null;
      /** Null unless other owners answer for it. */
      readonly owners: { readonly before: readonly EntityRef[]; readonly after: readonly EntityRef[] } | null;
      readonly fields: readonly FieldChange[];
    }
  | {
      readonly type: "dependents";
      readonly ref: EntityRef;
      readonly gained: readonly EntityRef[];
      readonly lost: readonly EntityRef[];
    };

/**
 * What became of the entities of a snapshot: first what is gone, then what is different, has other dependents, is new.
 *
 * @param isRead whether a location lies where `after` was read from; what lies elsewhere did not go, it was not looked at
 */
export function changesBetween(
  before: CatalogView,
  after: CatalogView,
  isRead: (location: string) => boolean,
): readonly Change[] {
  const diff = diffCatalogs(before, after);
  const removed = diff.removed.filter((ref) => isRead(before.origin(ref).location));
  const broken = new Set(
    after.problems().flatMap(({ severity, location }) => (severity === "error" ? [location] : [])),
  );
  const moved = movedEntities(before, after, isRead);
  return [
    ...removed.map((ref): Change => {
      const { location } = before.origin(ref);
      const isUnreadable = broken.has(location);
      return { type: "removed", ref, location, isUnreadable, neededBy: stillNeeding(before, after, ref) };
    }),
    ...[...new Set([...diff.changed, ...moved.keys()])].sort().map(
      (ref): Change => ({
        type: "changed",
        ref,
        location: after.origin(ref).location,
        movedFrom: moved.get(ref) ?? null,
        owners: otherOwners(ownersOf(before, ref), ownersOf(after, ref)),
        fields: fieldChanges(written(before, ref), written(after, ref)),
      }),
    ),
    ...diff.dependents.map((dependents): Change => ({ type: "dependents", ...dependents })),
    ...diff.added.map((ref): Change => {
      return { type: "added", ref, location: after.origin(ref).location, owners: ownersOf(after, ref) };
    }),
  ];
}

function movedEntities(
  before: CatalogView,
  after: CatalogView,
  isRead: (location: string) => boolean,
): ReadonlyMap<EntityRef, string> {
  const moved = new Map<EntityRef, string>();
  for (const { ref, location } of originsOf(before)) {
    if (isRead(location) && after.entity(ref) && after.origin(ref).location !== location) moved.set(ref, location);
  }
  return moved;
}

function originsOf(view: CatalogView) {
  return view.query({ limit: Number.POSITIVE_INFINITY }).items.map((entity) => view.origin(refOf(entity)));
}

function stillNeeding(before: CatalogView, after: CatalogView, gone: EntityRef): readonly EntityRef[] {
  return before
    .dependents(gone, { maxDistance: 1 })
    .map(({ ref }) => ref)
    .filter((ref) => after.entity(ref)?.relations?.some(({ targetRef }) => targetRef === gone))
    .sort();
}

function ownersOf(view: CatalogView, ref: EntityRef): readonly EntityRef[] {
  const { status, owners } = view.owner(ref);
  return status === "is-owner" ? [] : owners.map((owner) => owner.ref).sort();
}

function otherOwners(before: readonly EntityRef[], after: readonly EntityRef[]) {
  return before.join() === after.join() ? null : { before, after };
}

/** An entity as its descriptor says it. */
function written(view: CatalogView, ref: EntityRef): object {
  const { relations: _, ...entity }: Partial<Entity> = view.entity(ref) ?? {};
  return entity;
}
