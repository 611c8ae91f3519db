import { type CatalogView, type EntityRef, entityRefParts } from "@callboard/core";
import { isRecord } from "../record.ts";

/** What a reader needs to recognise an entity. */
export interface EntitySummary {
  readonly ref: EntityRef;
  /** As in the document, for example `Component`; as in the ref when the entity is not in the catalog. */
  readonly kind: string;
  /** `spec.type`, for example `service`. */
  readonly type: string | null;
  /** Its title or display name; null when it goes by its name only. */
  readonly title: string | null;
  readonly lifecycle: string | null;
}

/** The summary of an entity, also of one that is referred to and does not exist. */
export function entitySummary(view: CatalogView, ref: EntityRef): EntitySummary {
  const entity = view.entity(ref);
  const profile = entity?.spec?.profile;
  const displayName = isRecord(profile) ? textOrNull(profile.displayName) : null;
  return {
    ref,
    kind: entity?.kind ?? entityRefParts(ref).kind,
    type: textOrNull(entity?.spec?.type),
    title: entity?.metadata.title ?? displayName,
    lifecycle: textOrNull(entity?.spec?.lifecycle),
  };
}

function textOrNull(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
