import {
  annotation,
  type CatalogView,
  type Entity,
  type EntityRef,
  entityRef,
  type Origin,
  type ServedFields,
  type StoredEntity,
} from "@callboard/core";
import { REGISTERED_TYPE } from "./locations/registered-type.ts";

/** An entity as Backstage's REST interface gives it: with uid, etag, and where it was read. */
export function stampedEntity(view: CatalogView, entity: Entity): Entity {
  const origin = view.origin(refOf(entity));
  const annotations: Record<string, string> = { ...entity.metadata.annotations };
  for (const [name, stamp] of STAMPED_ANNOTATIONS) {
    const value = stamp(origin, entity);
    if (value !== undefined) annotations[name] = value;
  }
  return { ...entity, metadata: { ...entity.metadata, annotations, uid: origin.uid, etag: origin.etag } };
}

type Stamp = (origin: Pick<Origin, "location" | "viewUrl">, entity: Entity) => string | undefined;

/** What replies say of where an entity was read, in place of what is written; undefined leaves the annotation out. */
const STAMPED_ANNOTATIONS: ReadonlyMap<string, Stamp> = new Map([
  ["backstage.io/view-url", ({ viewUrl }, entity) => webAddress(writtenIn(entity, "view-url") ?? viewUrl)],
  ["backstage.io/edit-url", (_, entity) => webAddress(writtenIn(entity, "edit-url"))],
  ["backstage.io/managed-by-location", ({ location }) => managedByLocation(location)],
  ["backstage.io/managed-by-origin-location", ({ location }) => managedByLocation(location)],
]);

/** The fields of {@link stampedEntity} that are not as written, for filters, orders and facets. Nobody looks for etags. */
export const STAMPED_FIELDS: ServedFields = new Map<string, (stored: StoredEntity) => string | undefined>([
  ["metadata.uid", ({ uid }) => uid],
  ...Array.from(
    STAMPED_ANNOTATIONS,
    ([name, stamp]) =>
      [`metadata.annotations.${name}`, (stored: StoredEntity) => stamp(stored, stored.entity)] as const,
  ),
]);

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

function writtenIn(entity: Entity, name: "view-url" | "edit-url"): string | undefined {
  return annotation(entity, `backstage.io/${name}`);
}

function webAddress(text: string | null | undefined): string | undefined {
  if (text === null || text === undefined) return undefined;
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) ? text : REJECTED_URL;
}
