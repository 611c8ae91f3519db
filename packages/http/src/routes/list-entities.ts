import { z } from "@hono/zod-openapi";
import { jsonReply } from "../json-reply.ts";
import { RequestError } from "../request-error.ts";
import { defineRoute } from "../route.ts";
import { STAMPED_FIELDS } from "../stamped-entity.ts";
import { entityReplies, needsRelations } from "./entity-reply.ts";
import { entityFields, names, texts, wholeNumber } from "./parameters.ts";

export const listEntities = defineRoute({
  method: "get",
  isRepeatable: true,
  path: "/entities",
  summary: "All entities that a filter matches; with a limit, a page of them and a Link header to the next one.",
  query: z.strictObject({
    fields: names.exactOptional(),
    filter: texts.exactOptional(),
    order: texts.exactOptional(),
    offset: wholeNumber(0).exactOptional(),
    limit: wholeNumber(1).exactOptional(),
    after: z.string().min(1).exactOptional(),
  }),
  reply: z.array(entityFields),
  handle({ query: { fields, filter, order = [], after, ...page } }, { view, request }) {
    const { items, next } = view.query({
      limit: Number.POSITIVE_INFINITY,
      served: STAMPED_FIELDS,
      ...page,
      order: order.map(orderOf),
      relations: needsRelations(fields),
      ...(filter && { filter }),
      ...(after !== undefined && { cursor: after }),
    });
    return jsonReply(entityReplies(view, items, fields), next === null ? {} : { link: nextLink(request, next) });
  },
});

function orderOf(text: string) {
  const [, order, field] = /^(asc|desc):(.+)$/.exec(text) ?? [];
  if (field === undefined || (order !== "asc" && order !== "desc"))
    throw new RequestError(400, "The order is not asc:field or desc:field.");
  return { field, order } as const;
}

function nextLink(request: Request, cursor: string): string {
  const { pathname, searchParams } = new URL(request.url);
  searchParams.delete("offset");
  searchParams.set("after", cursor);
  return `<${pathname}?${searchParams}>; rel="next"`;
}
