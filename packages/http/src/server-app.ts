import type { Catalog, CatalogView, Clock, Logger, Principal } from "@callboard/core";
import { systemClock } from "@callboard/core";
import type { WebhookFacts } from "@callboard/facts/webhook";
import type { Tracer } from "@opentelemetry/api";
import { Hono } from "hono";
import { requestId } from "hono/request-id";
import { routePath } from "hono/route";
import { ANYBODY, CHALLENGE } from "./auth/identify.ts";
import { type CatalogRoutesOptions, catalogRoutes } from "./catalog-routes.ts";
import { compatibleErrorReply, isOwnFailure } from "./error-reply.ts";
import { hostCheck } from "./guard/host-check.ts";
import { type RateLimit, rateLimit } from "./guard/rate-limit.ts";
import { catalogMetrics } from "./operations/catalog-metrics.ts";
import { requestMetrics } from "./operations/request-metrics.ts";
import { traced } from "./operations/traced.ts";
import { RequestError } from "./request-error.ts";
import type { ServerEnv } from "./server-env.ts";
import { type WebhookSource, webhookRoutes } from "./webhook-routes.ts";

export interface ServerAppOptions extends CatalogRoutesOptions {
  /** Names that the server is asked under, without port; any unless given. */
  readonly hosts?: readonly string[];
  /** How often one client may ask; 600 requests a minute unless given, false for no limit. */
  readonly rateLimit?: RateLimit | false;
  /** Sources that take webhooks, at `/webhooks/<source>`. */
  readonly webhooks?: readonly WebhookSource[];
  /** Takes deploys at `/webhooks/facts`. */
  readonly webhookFacts?: Pick<WebhookFacts, "receive">;
  /** Answers assistants at `/mcp`, over what who asks may see: `(view) => mcpHandler(catalog, { view })`. */
  readonly mcp?: (view: ViewOfRequest) => (request: Request) => Promise<Response>;
  /** What else the server has, such as web pages, over what who asks may see. It is mounted at the root. */
  readonly further?: (view: ViewOfRequest) => Hono;
  /** Called after each request. */
  readonly log?: (request: RequestLog) => void;
  /** Makes a span for each request. */
  readonly tracer?: Tracer;
  /** True once the server is about to stop: it is not ready then, and still answers. */
  readonly isStopping?: () => boolean;
  readonly logger?: Logger;
  readonly clock?: Clock;
}

/** What who sends a request may see; it throws where that cannot be told. */
type ViewOfRequest = (request: Request) => Promise<CatalogView>;

/** A request as a log has it: no query, no header, no body. */
export interface RequestLog {
  readonly requestId: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly durationMs: number;
}

/**
 * All that a server of its own needs around a catalog: the routes at `/api/catalog`, assistants at `/mcp`, webhooks at
 * `/webhooks`, `/livez`, `/readyz` and `/metrics`, a check of the host, a limit of the rate, logs and spans.
 */
export function serverApp(catalog: Catalog, options: ServerAppOptions = {}): Hono<ServerEnv> {
  const { clock = systemClock, log, tracer, logger, identify } = options;
  const metrics = requestMetrics();
  const app = new Hono<ServerEnv>();

  async function identified(request: Request): Promise<Principal> {
    const principal = identify ? await identify(request) : ANYBODY;
    if (!principal) throw new RequestError(401, "Say who you are: Authorization: Bearer …", CHALLENGE);
    return principal;
  }

  const viewFor = async (request: Request) => catalog.as(await identified(request));

  app.use(requestId());
  app.use(async (c, next) => {
    const start = clock.now();
    await (tracer ? traced(tracer, c, next) : next());
    const durationMs = clock.now() - start;
    const { status } = c.res;
    metrics.count({ method: c.req.method, route: routePath(c), status, durationMs });
    log?.({ requestId: c.get("requestId"), method: c.req.method, path: c.req.path, status, durationMs });
  });
  app.get("/livez", (c) => c.text("ok"));
  app.get("/readyz", (c) => {
    const isRead = catalog.sources().every(({ state }) => state !== "pending");
    return isRead && options.isStopping?.() !== true ? c.text("ok") : c.text("not ready", 503);
  });
  if (options.hosts) app.use(hostCheck(options.hosts));
  if (options.rateLimit !== false) app.use(rateLimit(options.rateLimit ?? {}, clock));
  app.get("/metrics", async (c) => {
    await identified(c.req.raw);
    return c.text([...metrics.lines(), ...catalogMetrics(catalog), ""].join("\n"));
  });
  app.route("/webhooks", webhookRoutes(options.webhooks ?? [], options.webhookFacts));
  app.route("/api/catalog", catalogRoutes(catalog, options));
  app.use(async (c, next) => {
    await identified(c.req.raw);
    await next();
  });
  const mcp = options.mcp?.(viewFor);
  if (mcp) app.all("/mcp", (c) => mcp(c.req.raw));
  if (options.further) app.route("/", options.further(viewFor));
  app.notFound((c) => compatibleErrorReply(new RequestError(404, "There is no such route."), c.req.raw));
  app.onError((reason, c) => {
    if (isOwnFailure(reason)) logger?.error("A request failed", { requestId: c.get("requestId"), reason });
    return compatibleErrorReply(reason, c.req.raw);
  });
  return app;
}
