import type { Filter, QueryOptions } from "@callboard/core";
import type { RecordedQuery } from "./recorded.ts";

/** A recorded request as a call of the library. */
export type LibraryCall =
  | { readonly type: "query"; readonly options: QueryOptions }
  | { readonly type: "facets"; readonly fields: readonly string[]; readonly filter?: Filter }
  | {
      readonly type: "entity";
      readonly ref: { readonly kind: string; readonly namespace: string; readonly name: string };
    };

/** The call that a request comes to; undefined for one that only the HTTP interface has. */
export function readRequest(request: RecordedQuery): LibraryCall | undefined {
  const { pathname, searchParams } = new URL(request.path, "http://catalog");
  const [, kind, namespace, name] = /^\/entities\/by-name\/([^/]+)\/([^/]+)\/([^/]+)$/.exec(pathname) ?? [];
  if (request.method === "GET" && kind && namespace && name) return { type: "entity", ref: { kind, namespace, name } };
  const isList = pathname === "/entities";
  if (!isList && pathname !== "/entities/by-query" && pathname !== "/entity-facets") return undefined;
  const fields = request.method === "GET" ? fromParameters(searchParams) : fromBody(request.body);
  if (!fields) return undefined;
  const { facets, filter, ...options } = fields;
  const filtered = filter !== undefined && { filter };
  if (pathname === "/entity-facets") return facets ? { type: "facets", fields: facets, ...filtered } : undefined;
  const all = isList && { limit: Number.POSITIVE_INFINITY };
  return { type: "query", options: { ...all, ...options, ...filtered } };
}

interface RequestFields extends QueryOptions {
  readonly facets?: readonly string[];
}

/** Parameters that the library takes as they are; a request with others is for the HTTP interface. */
const PARAMETERS = new Set(["filter", "facet", "order", "orderField", "limit", "offset", "cursor", "after"]);

function fromParameters(parameters: URLSearchParams): RequestFields | undefined {
  const orders = parameters.getAll("order");
  if ([...parameters.keys()].some((name) => !PARAMETERS.has(name))) return undefined;
  if (orders.some((text) => !text.includes(":"))) return undefined;
  const turned = orders.map((text) => `${text.slice(text.indexOf(":") + 1)},${text.slice(0, text.indexOf(":"))}`);
  const cursor = parameters.get("cursor") ?? parameters.get("after");
  return {
    order: [...turned, ...parameters.getAll("orderField")],
    ...(parameters.has("filter") && { filter: parameters.getAll("filter") }),
    ...(parameters.has("facet") && { facets: parameters.getAll("facet") }),
    ...(parameters.has("limit") && { limit: Number(parameters.get("limit")) }),
    ...(parameters.has("offset") && { offset: Number(parameters.get("offset")) }),
    ...(cursor !== null && { cursor }),
  };
}

const BODY_FIELDS = new Set(["query", "facets", "orderBy", "limit", "offset", "cursor"]);

function fromBody(body: RecordedQuery["body"] = {}): RequestFields | undefined {
  if (Object.keys(body).some((name) => !BODY_FIELDS.has(name))) return undefined;
  const { query, orderBy = [], facets, ...page } = body;
  if (orderBy.some(({ order }) => order === undefined) || facets?.length === 0) return undefined;
  // In the library a filter may be text too, so that only a body can have the wrong type here.
  if ("query" in body && (typeof query !== "object" || query === null || Array.isArray(query))) return undefined;
  return {
    ...page,
    order: orderBy.map(({ field, order }) => `${field},${order}`),
    ...(query && { filter: query }),
    ...(facets && { facets }),
  };
}
