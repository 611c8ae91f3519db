import { type CatalogView, compilePredicate, type Entity, entityRef, parseFilter, selectFields } from "@callboard/core";
import { z } from "@hono/zod-openapi";
import { jsonReply } from "../json-reply.ts";
import { defineRoute } from "../route.ts";
import { stampedEntity } from "../stamped-entity.ts";
import { entityFields, predicate, texts } from "./parameters.ts";

export const entitiesByRefs = defineRoute({
  method: "post",
  path: "/entities/by-refs",
  summary: "Entities by their refs, in the order of the refs; null where there is none.",
  query: z.strictObject({ filter: texts.exactOptional() }),
  body: z.object({
    entityRefs: z.array(z.string()).max(10_000),
    fields: z.array(z.string().min(1)).min(1).exactOptional(),
    query: predicate.exactOptional(),
  }),
  reply: z.object({ items: z.array(entityFields.nullable()) }),
  handle({ query: { filter }, body: { entityRefs, fields, query } }, { view }) {
    const wanted = [filter, query].flatMap((one) => (one ? [compilePredicate(parseFilter(one))] : []));
    const items = entityRefs.map((text) => {
      const entity = entityAt(view, text);
      const stamped = entity && stampedEntity(view, entity);
      if (!stamped || !wanted.every((matches) => matches(stamped))) return null;
      return fields ? selectFields(stamped, fields) : stamped;
    });
    return jsonReply({ items });
  },
});

function entityAt(view: CatalogView, text: string): Entity | undefined {
  try {
    return view.entity(entityRef(text));
  } catch {
    return undefined; // what is no ref names no entity
  }
}
