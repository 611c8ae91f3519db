import type { CatalogView, Filter } from "@callboard/core";
import { z } from "@hono/zod-openapi";
import { jsonReply } from "../json-reply.ts";
import { defineRoute } from "../route.ts";
import { STAMPED_FIELDS } from "../stamped-entity.ts";
import { predicate, texts } from "./parameters.ts";

const reply = z.object({
  facets: z.record(z.string(), z.array(z.object({ value: z.string(), count: z.int() }))),
});

export const facetsByGet = defineRoute({
  method: "get",
  isRepeatable: true,
  path: "/entity-facets",
  summary: "How often each value of some fields occurs.",
  query: z.strictObject({
    facet: texts.pipe(z.array(z.string().min(1)).min(1)),
    filter: texts.exactOptional(),
  }),
  reply,
  handle: ({ query: { facet, filter } }, { view }) => jsonReply(counted(view, facet, filter)),
});

export const facetsByPost = defineRoute({
  method: "post",
  path: "/entity-facets",
  summary: "The same, by a predicate.",
  body: z.object({ facets: z.array(z.string().min(1)).min(1), query: predicate.exactOptional() }),
  reply,
  handle: ({ body: { facets, query } }, { view }) => jsonReply(counted(view, facets, query)),
});

function counted(view: CatalogView, fields: readonly string[], filter: Filter | undefined) {
  return { facets: view.facets(fields, filter, { served: STAMPED_FIELDS }) };
}
