import { type EntityRef, entityRefParts } from "@callboard/core";

/** The page of an entity, at the path where Backstage has it. */
export function entityUrl(catalogUrl: string, ref: EntityRef): string {
  const { kind, namespace, name } = entityRefParts(ref);
  return `${catalogUrl.replace(/\/$/, "")}/catalog/${[namespace, kind, name].map(encodeURIComponent).join("/")}`;
}
