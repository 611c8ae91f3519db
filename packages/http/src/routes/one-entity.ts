import type { CatalogView, Entity, EntityRefInput } from "@callboard/core";
import { z } from "@hono/zod-openapi";
import { jsonReply } from "../json-reply.ts";
import { forgetLocation } from "../locations/forget-location.ts";
import { RequestError } from "../request-error.ts";
import { defineRoute } from "../route.ts";
import { refOf, stampedEntity } from "../stamped-entity.ts";
import { entity, entityName } from "./parameters.ts";

const uid = z.strictObject({ uid: z.string().min(1) });

export const entityByName = defineRoute({
  method: "get",
  path: "/entities/by-name/{kind}/{namespace}/{name}",
  summary: "One entity, by its name in any case.",
  params: entityName,
  reply: entity,
  handle: ({ params }, { view }) => jsonReply(stampedEntity(view, foundEntity(view, params))),
});

export const entityByUid = defineRoute({
  method: "get",
  path: "/entities/by-uid/{uid}",
  summary: "One entity, by its uid.",
  params: uid,
  reply: entity,
  async handle({ params }, { view, services }) {
    const ref = await services.uids.find(params.uid);
    const found = ref && view.entity(ref);
    if (!found) throw new RequestError(404, "No entity has this uid.");
    return jsonReply(stampedEntity(view, found));
  },
});

export const removeEntityByUid = defineRoute({
  method: "delete",
  path: "/entities/by-uid/{uid}",
  summary: "Unregisters the location that an entity stands for. Other entities are removed where they were read.",
  permission: "catalog.locations.write",
  params: uid,
  reply: null,
  status: 204,
  async handle({ params }, { view, catalog, services }) {
    const ref = await services.uids.find(params.uid);
    const found = ref && view.entity(ref);
    if (!found) return new Response(null, { status: 204 });
    const location = (await services.locations?.locations())?.find((one) => one.entityRef === ref);
    if (!location || !services.locations) {
      const { source, location: place } = view.origin(ref);
      throw new RequestError(403, `${ref} would come back: source ${source} reads it at ${place}. Remove it there.`);
    }
    await services.locations.unregister(location.id);
    await forgetLocation(catalog, services.locations);
    return new Response(null, { status: 204 });
  },
});

export const entityAncestry = defineRoute({
  method: "get",
  path: "/entities/by-name/{kind}/{namespace}/{name}/ancestry",
  summary: "An entity, and the registered location that brought it.",
  params: entityName,
  reply: z.object({
    rootEntityRef: z.string(),
    items: z.array(z.object({ entity, parentEntityRefs: z.array(z.string()) })),
  }),
  async handle({ params }, { view, services }) {
    const found = foundEntity(view, params);
    const ref = refOf(found);
    const { location } = view.origin(ref);
    const registered = (await services.locations?.locations()) ?? [];
    const parent = registered.find((one) => `url:${one.target}` === location);
    const above = parent && view.entity(parent.entityRef);
    return jsonReply({
      rootEntityRef: ref,
      items: [
        { entity: stampedEntity(view, found), parentEntityRefs: above ? [refOf(above)] : [] },
        ...(above ? [{ entity: stampedEntity(view, above), parentEntityRefs: [] }] : []),
      ],
    });
  },
});

function foundEntity(view: CatalogView, ref: Exclude<EntityRefInput, string>): Entity {
  const found = view.entity(ref);
  if (!found) throw new RequestError(404, `There is no ${ref.kind}:${ref.namespace}/${ref.name} in the catalog.`);
  return found;
}
