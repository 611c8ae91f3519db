import type { Catalog } from "@callboard/core";
import { catalogRoutes } from "@callboard/http";
import { nodeListener } from "@callboard/http/node";
import Fastify, { type FastifyInstance } from "fastify";
import { Hono } from "hono";

/** A Fastify app with the catalog at `/api/catalog`, where bodies are left to the catalog's own routes. */
export function fastifyApp(catalog: Catalog): FastifyInstance {
  const answer = nodeListener(new Hono().route("/api/catalog", catalogRoutes(catalog)).fetch);
  const app = Fastify();
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", (_request, _body, done) => done(null));
    scope.all("/api/catalog/*", (request, reply) => {
      reply.hijack();
      answer(request.raw, reply.raw);
    });
  });
  return app;
}
