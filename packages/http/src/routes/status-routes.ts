import { z } from "@hono/zod-openapi";
import { changeStream } from "../change-stream.ts";
import { RequestError } from "../request-error.ts";
import { defineRoute } from "../route.ts";
import { wholeNumber } from "./parameters.ts";

const sources = defineRoute({
  method: "get",
  path: "/sources",
  summary: "How much of each source is known, and how fresh it is.",
  reply: z.object({ sources: z.array(z.looseObject({ name: z.string(), health: z.string() })) }),
  handle: (_, { view }) => Response.json({ sources: view.sources() }),
});

const problems = defineRoute({
  method: "get",
  path: "/problems",
  summary: "All that is wrong with the data.",
  query: z.strictObject({
    severity: z.enum(["error", "warning", "info"]).exactOptional(),
    entity: z.string().min(1).exactOptional(),
    limit: wholeNumber(1).default(200),
  }),
  reply: z.object({ total: z.int(), problems: z.array(z.looseObject({ rule: z.string(), message: z.string() })) }),
  handle({ query: { severity, entity, limit } }, { view }) {
    const found = view
      .problems()
      .filter((one) => (!severity || one.severity === severity) && (!entity || one.entity === entity.toLowerCase()));
    return Response.json({ total: found.length, problems: found.slice(0, limit) });
  },
});

const changes = defineRoute({
  method: "get",
  path: "/changes",
  summary: "Changes of entities as they happen, as server-sent events whose id is the revision.",
  query: z.strictObject({ since: wholeNumber(0).exactOptional() }),
  reply: z.string(),
  handle({ query }, { request, view, catalog, services: { clock } }) {
    const last = request.headers.get("last-event-id");
    if (last !== null && !/^\d{1,15}$/.test(last))
      throw new RequestError(400, "The header last-event-id is not a revision. Leave it out to begin now.");
    const since = last === null ? query.since : Number(last);
    return changeStream({ view, catalog, clock, signal: request.signal, ...(since !== undefined && { since }) });
  },
});

/** What is said about the catalog itself. */
export const statusRoutes = [sources, problems, changes];
