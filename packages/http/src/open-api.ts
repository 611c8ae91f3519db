import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Route } from "./route.ts";

type RegisteredPath = Parameters<OpenAPIHono["openAPIRegistry"]["registerPath"]>[0];

/** A route as the OpenAPI document has it. */
export function openApiPath(route: Route): RegisteredPath {
  const { method, path, summary, params, query, body, reply, status = 200 } = route;
  const content = path === "/changes" ? "text/event-stream" : "application/json";
  return {
    method,
    path,
    summary,
    security: [{ bearer: [] }],
    request: {
      ...(isObject(params) && { params }),
      ...(isObject(query) && { query }),
      ...(body && { body: { required: true, content: { "application/json": { schema: body } } } }),
    },
    responses: {
      [status]: { description: summary, ...(reply && { content: { [content]: { schema: reply } } }) },
      400: { description: "The request cannot be read." },
      401: { description: "Nobody is identified." },
    },
  };
}

/** Everything that the routes of an app take and give, as OpenAPI 3.1. */
export function openApiDocument(app: OpenAPIHono) {
  app.openAPIRegistry.registerComponent("securitySchemes", "bearer", { type: "http", scheme: "bearer" });
  return app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Callboard",
      version: "1",
      description: "What exists, who owns it, and what breaks when it breaks.",
    },
    servers: [{ url: "." }],
  });
}

function isObject(schema: z.ZodType): schema is z.ZodObject {
  return schema instanceof z.ZodObject && Object.keys(schema.shape).length > 0;
}
