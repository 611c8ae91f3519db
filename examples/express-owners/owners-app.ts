import { type CatalogView, shortName } from "@callboard/core";
import express, { type Express } from "express";

/** An internal tool with one more page: `GET /owners/payment-service` tells who owns it and how to reach them. */
export function ownersApp(catalog: CatalogView): Express {
  const app = express();
  app.get("/owners/:name", (request, response) => {
    const found = catalog.resolve(request.params.name, { prefer: ["component"] });
    if (found.status !== "found") {
      const candidates = found.candidates.map(({ ref }) => ref);
      response.status(found.status === "ambiguous" ? 300 : 404).json({ message: found.reason, candidates });
      return;
    }
    const { status, owners, contacts, reason } = catalog.owner(found.ref);
    const { location, line, lastSeen } = catalog.origin(found.ref);
    response.json({
      service: shortName(found.ref),
      status,
      owners: owners.map(({ title }) => title),
      contacts: contacts.map(({ type, value }) => `${type}: ${value}`),
      reason,
      source: line === null ? location : `${location}:${line}`,
      readAt: lastSeen,
    });
  });
  return app;
}
