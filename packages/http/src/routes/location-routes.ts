import { compilePredicate, type Predicate, parseFilter } from "@callboard/core";
import { z } from "@hono/zod-openapi";
import { forgetLocation } from "../locations/forget-location.ts";
import type { ListedLocation, LocationRegistry } from "../locations/location-registry.ts";
import { RequestError } from "../request-error.ts";
import { defineRoute, type RouteContext } from "../route.ts";
import { entity, entityName, predicate } from "./parameters.ts";

const location = z.object({ id: z.string(), type: z.string(), target: z.string(), entityRef: z.string() });
const id = z.strictObject({ id: z.string().min(1) });
const target = z.strictObject({
  type: z.literal("url", "Only locations of the type url can be registered."),
  target: z.string(),
  presence: z.enum(["required", "optional"]).exactOptional(),
});
const WRITE = "catalog.locations.write";

const listLocations = defineRoute({
  method: "get",
  path: "/locations",
  summary: "The locations that were registered.",
  reply: z.array(z.object({ data: location })),
  async handle(_, context) {
    return Response.json((await visibleLocations(context)).map((data) => ({ data })));
  },
});

const registerLocation = defineRoute({
  method: "post",
  path: "/locations",
  summary: "Registers a location, or with dryRun says what it would bring.",
  permission: WRITE,
  query: z.strictObject({
    dryRun: z.enum(["true", "false"]).default("false"),
    onConflict: z.enum(["reject", "refresh"]).default("reject"),
  }),
  body: target,
  reply: z.object({ location, entities: z.array(entity), exists: z.boolean().exactOptional() }),
  status: 201,
  async handle({ query: { dryRun, onConflict }, body: { target } }, { catalog, services }) {
    const locations = registryIn(services.locations);
    const known = (await locations.locations()).find((one) => one.target === target.trim());
    if (dryRun === "true") {
      const preview = await locations.preview(target);
      return Response.json({ exists: known !== undefined, ...preview }, { status: 201 });
    }
    const registered = known && onConflict === "refresh" ? known : await locations.register(target);
    await catalog.refresh(locations.name);
    return Response.json({ location: registered, entities: [] }, { status: 201 });
  },
});

const queryLocations = defineRoute({
  method: "post",
  path: "/locations/by-query",
  summary: "A page of the registered locations.",
  body: z.object({
    query: predicate.exactOptional(),
    limit: z.int().min(1).default(1_000),
    cursor: z.string().min(1).exactOptional(),
  }),
  reply: z.object({
    items: z.array(location),
    totalItems: z.int(),
    pageInfo: z.object({ nextCursor: z.string().exactOptional() }),
  }),
  async handle({ body: { query, limit, cursor } }, context) {
    const all = (await visibleLocations(context)).filter((one) => matchesLocation(one, query));
    const after = cursor === undefined ? undefined : readCursor(cursor);
    const rest = after === undefined ? all : all.filter((one) => one.target > after);
    const items = rest.slice(0, limit);
    const last = items.at(-1);
    const pageInfo = rest.length > limit && last ? { nextCursor: encodeURIComponent(last.target) } : {};
    return Response.json({ items, totalItems: all.length, pageInfo });
  },
});

const locationById = defineRoute({
  method: "get",
  path: "/locations/{id}",
  summary: "One registered location.",
  params: id,
  reply: location,
  async handle({ params }, context) {
    return Response.json(found(await visibleLocations(context), (one) => one.id === params.id));
  },
});

const locationByEntity = defineRoute({
  method: "get",
  path: "/locations/by-entity/{kind}/{namespace}/{name}",
  summary: "The registered location that brought an entity.",
  params: entityName,
  reply: location,
  async handle({ params }, context) {
    const { view } = context;
    const place = view.entity(params) && view.origin(params).location;
    const isIts = (one: ListedLocation) => place === `url:${one.target}` || place === `registered:${one.target}`;
    return Response.json(found(await visibleLocations(context), isIts));
  },
});

const updateLocation = defineRoute({
  method: "put",
  path: "/locations/{id}",
  summary: "Points a registered location at another target.",
  permission: WRITE,
  params: id,
  body: target,
  reply: location,
  async handle({ params, body }, context) {
    const locations = registryIn(context.services.locations);
    found(await visibleLocations(context), (one) => one.id === params.id);
    const updated = await locations.update(params.id, body.target);
    await forgetLocation(context.catalog, locations);
    return Response.json(updated);
  },
});

const removeLocation = defineRoute({
  method: "delete",
  path: "/locations/{id}",
  summary: "Unregisters a location; what it brought leaves the catalog.",
  permission: WRITE,
  params: id,
  reply: null,
  status: 204,
  async handle({ params }, context) {
    const locations = registryIn(context.services.locations);
    found(await visibleLocations(context), (one) => one.id === params.id);
    await locations.unregister(params.id);
    await forgetLocation(context.catalog, locations);
    return new Response(null, { status: 204 });
  },
});

/** The routes about locations that people register. */
export const locationRoutes = [
  listLocations,
  registerLocation,
  queryLocations,
  locationByEntity,
  locationById,
  updateLocation,
  removeLocation,
];

/** A location is known to those who may see the entity that stands for it. */
async function visibleLocations({ view, services }: RouteContext): Promise<readonly ListedLocation[]> {
  const all = (await services.locations?.locations()) ?? [];
  return view.isPartial ? all.filter((one) => view.entity(one.entityRef) !== undefined) : all;
}

/** Locations are looked for by the same conditions as entities. */
function matchesLocation(location: ListedLocation, query: Predicate | undefined): boolean {
  const fields = { ...location, apiVersion: "", kind: "", metadata: { name: "" } };
  return query === undefined || compilePredicate(parseFilter(query))(fields);
}

/** The target that a page ended with. */
function readCursor(cursor: string): string {
  try {
    return decodeURIComponent(cursor);
  } catch {
    throw new RequestError(400, "This is not a cursor of a page of locations. Start again without a cursor.");
  }
}

function registryIn(locations: LocationRegistry | undefined): LocationRegistry {
  if (locations) return locations;
  throw new RequestError(501, "Locations cannot be registered here. Add them to the catalog's sources.");
}

function found(locations: readonly ListedLocation[], matches: (location: ListedLocation) => boolean): ListedLocation {
  const one = locations.find(matches);
  if (!one) throw new RequestError(404, "There is no such registered location.");
  return one;
}
