import { type CatalogView, type Entity, selectFields } from "@callboard/core";
import { stampedEntity } from "../stamped-entity.ts";

/** Entities as they go over the wire: stamped, and cut down to the fields that were asked for. */
export function entityReplies(
  view: CatalogView,
  entities: readonly Entity[],
  fields: readonly string[] | undefined,
): readonly unknown[] {
  return entities.map((entity) => {
    const stamped = stampedEntity(view, entity);
    return fields ? selectFields(stamped, fields) : stamped;
  });
}

/** False when no field that is selected needs relations, which saves most of the time of a long list. */
export function needsRelations(fields: readonly string[] | undefined): boolean {
  return fields?.some((field) => field === "relations" || field.startsWith("relations.")) ?? true;
}
