import { createServer, type Server } from "node:http";
import { type Catalog, openCatalog } from "@callboard/core";
import { catalogRoutes, tokenIdentity } from "@callboard/http";
import { nodeListener } from "@callboard/http/node";
import { fileProvider } from "@callboard/providers/file";
import { Hono } from "hono";

export interface CatalogServerOptions {
  /** What a client sends as `Authorization: Bearer …`; at least 16 characters. */
  readonly token: string;
}

const TEN_SECONDS_MS = 10_000;

/** A server of node:http that answers what Backstage's client asks, and Callboard's own routes, at `/api/catalog`. */
export function catalogServer(catalog: Catalog, { token }: CatalogServerOptions): Server {
  const identify = tokenIdentity([{ token, principal: { ref: null, roles: ["program"] } }]);
  const app = new Hono().route("/api/catalog", catalogRoutes(catalog, { identify }));
  // Who sends slower than this holds a connection open for nothing.
  return createServer({ requestTimeout: TEN_SECONDS_MS, headersTimeout: TEN_SECONDS_MS }, nodeListener(app.fetch));
}

/** Opens a folder of descriptors, and serves it until the process is told to stop. */
export async function main(folder: string, token: string, port: number): Promise<void> {
  const catalog = await openCatalog({ providers: [fileProvider({ root: folder })] });
  const server = catalogServer(catalog, { token }).listen(port, "127.0.0.1");
  process.once("SIGTERM", () => {
    server.close(() => void catalog.close());
    server.closeIdleConnections();
  });
}

if (process.argv[1] === import.meta.filename) {
  const { CATALOG = "./catalog", TOKEN = "", PORT = "7007" } = process.env;
  await main(CATALOG, TOKEN, Number(PORT));
}
