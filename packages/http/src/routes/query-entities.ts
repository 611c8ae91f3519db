import type { CatalogView, Filter, Order, Predicate, QueryOptions } from "@callboard/core";
import { z } from "@hono/zod-openapi";
import { jsonReply } from "../json-reply.ts";
import { defineRoute } from "../route.ts";
import { STAMPED_FIELDS } from "../stamped-entity.ts";
import { entityReplies, needsRelations } from "./entity-reply.ts";
import { entityFields, names, predicate, texts, wholeNumber } from "./parameters.ts";
import { restrictedTo } from "./restricted-to.ts";

const page = z.object({
  items: z.array(entityFields),
  totalItems: z.int(),
  pageInfo: z.object({ nextCursor: z.string().exactOptional(), prevCursor: z.string().exactOptional() }),
});

const totalItems = z.enum(["include", "exclude"]).default("include");
const cursor = z.string().min(1);

export const queryEntitiesByGet = defineRoute({
  method: "get",
  isRepeatable: true,
  path: "/entities/by-query",
  summary: "A page of the entities that filters and a text match, in order.",
  query: z.strictObject({
    fields: names.exactOptional(),
    filter: texts.exactOptional(),
    orderField: texts.exactOptional(),
    limit: wholeNumber(0).exactOptional(),
    offset: wholeNumber(0).exactOptional(),
    cursor: cursor.exactOptional(),
    fullTextFilterTerm: z.string().min(1).exactOptional(),
    fullTextFilterFields: names.exactOptional(),
    totalItems,
  }),
  reply: page,
  handle({ query }, { view }) {
    const { filter, orderField: order = [], fullTextFilterTerm, fullTextFilterFields, ...others } = query;
    const fullText = fullTextFilterTerm && { term: fullTextFilterTerm, fields: fullTextFilterFields };
    return pageReply(view, { ...others, order, ...(filter && { filter }), ...(fullText && { fullText }) });
  },
});

export const queryEntitiesByPost = defineRoute({
  method: "post",
  path: "/entities/by-query",
  summary: "The same, by a predicate.",
  body: z.object({
    query: predicate.exactOptional(),
    limit: z.int().min(0).exactOptional(),
    offset: z.int().min(0).exactOptional(),
    orderBy: z.array(z.object({ field: z.string().min(1), order: z.enum(["asc", "desc"]) })).default([]),
    fullTextFilter: z
      .object({ term: z.string().min(1), fields: z.array(z.string().min(1)).min(1).exactOptional() })
      .exactOptional(),
    fields: z.array(z.string().min(1)).min(1).exactOptional(),
    totalItems,
    cursor: cursor.exactOptional(),
  }),
  reply: page,
  handle({ body: { query, orderBy: order, fullTextFilter, ...others } }, { view }) {
    return pageReply(view, {
      ...others,
      order,
      ...(query && { filter: query }),
      ...(fullTextFilter && { fullText: fullTextFilter }),
    });
  },
});

interface AskedPage extends Pick<QueryOptions, "limit" | "offset" | "cursor"> {
  readonly filter?: Filter;
  readonly order: readonly Order[];
  readonly fullText?: { readonly term: string; readonly fields?: readonly string[] | undefined };
  readonly fields?: readonly string[];
  readonly totalItems: "include" | "exclude";
}

function pageReply(view: CatalogView, asked: AskedPage): Response {
  const { filter, order, fullText, fields, totalItems, ...page } = asked;
  const wanted = fullText ? restrictedTo(textPredicate(fullText, order), filter) : filter;
  const { items, total, next, previous } = view.query({
    ...page,
    order,
    served: STAMPED_FIELDS,
    relations: needsRelations(fields),
    ...(wanted !== undefined && { filter: wanted }),
  });
  return jsonReply({
    items: entityReplies(view, items, fields),
    totalItems: totalItems === "exclude" ? 0 : total,
    pageInfo: { ...(next !== null && { nextCursor: next }), ...(previous !== null && { prevCursor: previous }) },
  });
}

/** Without fields the text is looked for in what is ordered by. */
function textPredicate({ term, fields }: NonNullable<AskedPage["fullText"]>, order: readonly Order[]): Predicate {
  const [first] = order;
  const ordered = typeof first === "string" ? first.replace(/,(asc|desc)$/, "") : first?.field;
  const part = term.trim();
  if (part === "") return {};
  return { $any: (fields ?? [ordered ?? "metadata.uid"]).map((field) => ({ [field]: { $includes: part } })) };
}
