import {
  builtInKinds,
  type Catalog,
  type Clock,
  type KindDefinition,
  type Logger,
  type Policy,
  type Principal,
  systemClock,
  type UnknownKinds,
} from "@callboard/core";
import type { FactReader } from "@callboard/facts";
import { OpenAPIHono } from "@hono/zod-openapi";
import { bodyLimit } from "hono/body-limit";
import { etag } from "hono/etag";
import { requestId } from "hono/request-id";
import { secureHeaders } from "hono/secure-headers";
import { ANYBODY, CHALLENGE, type Identify } from "./auth/identify.ts";
import { compatibleErrorReply, type ErrorReply, isOwnFailure, problemReply } from "./error-reply.ts";
import type { LocationRegistry } from "./locations/location-registry.ts";
import { openApiDocument, openApiPath } from "./open-api.ts";
import { recentReplies } from "./recent-replies.ts";
import { RequestError } from "./request-error.ts";
import type { Route } from "./route.ts";
import type { RouteServices } from "./route-services.ts";
import { entitiesByRefs } from "./routes/entities-by-refs.ts";
import { facetsByGet, facetsByPost } from "./routes/entity-facets.ts";
import { incidentRoutes } from "./routes/incident-routes.ts";
import { listEntities } from "./routes/list-entities.ts";
import { locationRoutes } from "./routes/location-routes.ts";
import { maintenanceRoutes } from "./routes/maintenance-routes.ts";
import { entityAncestry, entityByName, entityByUid, removeEntityByUid } from "./routes/one-entity.ts";
import { queryEntitiesByGet, queryEntitiesByPost } from "./routes/query-entities.ts";
import { questionRoutes } from "./routes/question-routes.ts";
import { statusRoutes } from "./routes/status-routes.ts";
import { uidIndex } from "./uid-index.ts";

export interface CatalogRoutesOptions {
  /**
   * Who sends a request; null refuses it. Without it everybody is nobody in particular, which is for hosts that let
   * only the right people through. What they see is up to the `policy` that the catalog was opened with.
   */
  readonly identify?: Identify;
  /** Who may change something: `catalog.refresh`, `catalog.locations.write`. Whoever is identified unless given. */
  readonly policy?: Policy;
  /** The registered locations; without them locations cannot be registered. */
  readonly locations?: LocationRegistry;
  /** Live facts for answers to questions. */
  readonly facts?: Pick<FactReader, "facts">;
  /** The kinds the catalog was opened with, for `/validate-entity`; the built-in ones unless given. */
  readonly kinds?: readonly KindDefinition[];
  readonly unknownKinds?: UnknownKinds;
  /** How many bytes a body may have; 1 MiB unless given. */
  readonly maxBodyBytes?: number;
  readonly clock?: Clock;
  /** Where failures of ours go, with the id of the request; nowhere unless given. */
  readonly logger?: Logger;
}

/** The routes that Backstage has too. */
export const compatibleRoutes: readonly Route[] = [
  listEntities,
  queryEntitiesByGet,
  queryEntitiesByPost,
  entityByName,
  entityAncestry,
  entityByUid,
  removeEntityByUid,
  entitiesByRefs,
  facetsByGet,
  facetsByPost,
  ...locationRoutes,
  ...maintenanceRoutes,
];

/** The routes that only Callboard has. */
export const ownRoutes: readonly Route[] = [...incidentRoutes, ...questionRoutes, ...statusRoutes];

const MAX_BODY_BYTES = 2 ** 20;

/**
 * A catalog over HTTP, as a Hono app for any host that speaks `fetch`. Mounted at `/api/catalog` it is what the official
 * client of Backstage calls; it also has Callboard's own routes, and says what all of them take at `/openapi.json`.
 *
 *     const app = new Hono().route("/api/catalog", catalogRoutes(catalog, { identify }));
 *     await app.request("/api/catalog/blast-radius?root=resource:payments-db");
 */
export function catalogRoutes(catalog: Catalog, options: CatalogRoutesOptions = {}): OpenAPIHono {
  const { identify = () => ANYBODY, policy, logger, clock = systemClock } = options;
  const services: RouteServices = {
    kinds: options.kinds ?? builtInKinds,
    unknownKinds: options.unknownKinds ?? "reject",
    locations: options.locations,
    facts: options.facts,
    clock,
    uids: uidIndex(catalog),
  };
  const recent = recentReplies();
  const app = new OpenAPIHono();

  async function identified(request: Request, permission: string | undefined): Promise<Principal> {
    const principal = await identify(request);
    if (!principal) throw new RequestError(401, "Say who you are: Authorization: Bearer …", CHALLENGE);
    if (permission !== undefined && policy && (await policy.authorize(principal, permission)) !== "allow")
      throw new RequestError(403, `This needs the permission ${permission}.`);
    return principal;
  }

  function add(route: Route, errorReply: ErrorReply): void {
    app.openAPIRegistry.registerPath(openApiPath(route));
    app.on(route.method.toUpperCase(), route.path.replaceAll(/\{(\w+)\}/g, ":$1"), async (c) => {
      const request = c.req.raw;
      try {
        const principal = await identified(request, route.permission);
        const view = await catalog.as(principal);
        // Uniformly, so that it tells nothing of what is hidden.
        if (view.isPartial) c.header("callboard-view", "partial");
        const answer = () => route.respond(c.req.param(), { request, principal, view, catalog, services });
        const reply = await (route.isRepeatable ? recent.at(request.url, view, answer) : answer());
        return c.newResponse(reply.body, reply);
      } catch (reason) {
        if (isOwnFailure(reason)) logger?.error("A request failed", { requestId: c.get("requestId"), reason });
        const reply = errorReply(reason, request);
        return c.newResponse(reply.body, reply);
      }
    });
  }

  app.use(requestId());
  app.use(secureHeaders(HEADERS));
  app.use(
    bodyLimit({
      maxSize: options.maxBodyBytes ?? MAX_BODY_BYTES,
      onError: (c) => compatibleErrorReply(new RequestError(413, "The body is too large."), c.req.raw),
    }),
  );
  const withEtag = etag({ weak: true });
  app.use(async (c, next) => (c.req.path.endsWith("/changes") ? next() : withEtag(c, next)));
  for (const route of compatibleRoutes) add(route, compatibleErrorReply);
  for (const route of ownRoutes) add(route, problemReply);
  const document = openApiDocument(app);
  app.get("/openapi.json", (c) => c.json(document));
  app.notFound((c) => compatibleErrorReply(new RequestError(404, "There is no such route."), c.req.raw));
  return app;
}

/** Replies are data: nothing in them is to be run, framed or guessed at. */
const HEADERS: Parameters<typeof secureHeaders>[0] = {
  contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"], sandbox: [] },
  crossOriginResourcePolicy: "same-origin",
  referrerPolicy: "no-referrer",
  xFrameOptions: "DENY",
};
