import type { Catalog } from "@callboard/core";
import { catalogRoutes } from "@callboard/http";
import { nodeListener } from "@callboard/http/node";
import express, { type Express } from "express";

/** An Express app with the catalog at `/api/catalog`. It has to come before anything that reads bodies. */
export function expressApp(catalog: Catalog): Express {
  const app = express();
  app.use("/api/catalog", nodeListener(catalogRoutes(catalog).fetch));
  app.use(express.json());
  return app;
}
