import { type CatalogView, type Effect, type Entity, type EntityRef, isRestricted, shortName } from "@callboard/core";
import type { EntityNode, Role } from "./picture.ts";
import { safeUrl } from "./safe-url.ts";

/** Where a click on an entity leads; null for nowhere. Only http, https and mailto addresses are drawn as links. */
export type LinkTo = (ref: EntityRef) => string | null;

/** What is known of an entity beside itself. */
interface Place {
  readonly role: Role;
  readonly effect: Effect | null;
  readonly distance: number | null;
  readonly tier: number | null;
}

/** The node of an entity. One that is not in the catalog is `mentioned`, whatever its place. */
export function entityNode(view: CatalogView, ref: EntityRef, place: Place, linkTo?: LinkTo): EntityNode {
  const entity = view.entity(ref);
  const node = { type: "entity" as const, id: ref, name: shortName(ref) };
  if (!entity) return { ...node, role: "mentioned", effect: null, distance: null, owner: null, tier: null, url: null };
  const link = linkTo ? linkTo(ref) : firstLink(entity);
  return { ...node, ...place, owner: ownerName(view, ref), url: link === null ? null : safeUrl(link) };
}

/** What the owners of an entity are called; null when nobody owns it, or it owns itself. */
export function ownerName(view: CatalogView, ref: EntityRef): string | null {
  if (isRestricted(ref)) return "owner not told";
  const { status, owners } = view.owner(ref);
  if (status === "is-owner" || owners.length === 0) return null;
  return owners.map(({ title }) => title).join(", ");
}

function firstLink({ metadata }: Entity): string | null {
  return metadata.links?.map(({ url }) => safeUrl(url)).find((url) => url !== null) ?? null;
}
