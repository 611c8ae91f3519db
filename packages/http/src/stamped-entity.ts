import { type CatalogView, type Entity, type EntityRef, entityRef } from "@callboard/core";
import { REGISTERED_TYPE } from "./locations/registered-type.ts";

/** An entity as Backstage's REST interface gives it: with uid, etag, and where it was read. */
export function stampedEntity(view: CatalogView, entity: Entity): Entity {
  const ref = refOf(entity);
  const { uid, etag, location, viewUrl } = view.origin(ref);
  const managedBy = managedByLocation(location);
  const annotations = {
    ...(viewUrl !== null && { "backstage.io/view-url": viewUrl }),
    ...entity.metadata.annotations,
    "backstage.io/managed-by-location": managedBy,
    "backstage.io/managed-by-origin-location": managedBy,
  };
  return {
    ...entity,
    metadata: { ...entity.metadata, annotations: withoutScripts(annotations), uid, etag },
  };
}

/** The ref that an entity of the catalog has. */
export function refOf({ kind, metadata: { namespace, name } }: Entity): EntityRef {
  return entityRef({ kind, name, ...(namespace !== undefined && { namespace }) });
}

/** A location as Backstage writes it: what was registered over HTTP is of the type `url`. */
export function managedByLocation(location: string): string {
  return location.startsWith(`${REGISTERED_TYPE}:`) ? `url:${location.slice(REGISTERED_TYPE.length + 1)}` : location;
}

/** What stands in place of an address that a browser would run; portals make links of these annotations. */
const REJECTED_URL = "https://backstage.io/annotation-rejected-for-security-reasons";
const URL_ANNOTATIONS = ["backstage.io/view-url", "backstage.io/edit-url"];

function withoutScripts(annotations: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const unsafe = URL_ANNOTATIONS.filter((name) => {
    const value = annotations[name];
    return value !== undefined && !isWebAddress(value);
  });
  return { ...annotations, ...Object.fromEntries(unsafe.map((name) => [name, REJECTED_URL])) };
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
