import type { Catalog } from "@callboard/core";
import { catalogRoutes } from "@callboard/http";
import { Hono } from "hono";

/** The handlers of `app/api/catalog/[...path]/route.ts` in Next: `export const { GET, POST, PUT, DELETE } = …` */
export function nextHandlers(catalog: Catalog) {
  const app = new Hono().route("/api/catalog", catalogRoutes(catalog));
  const handle = (request: Request) => app.fetch(request);
  return { GET: handle, POST: handle, PUT: handle, DELETE: handle };
}
