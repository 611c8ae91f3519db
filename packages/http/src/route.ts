import type { Catalog, CatalogView, Principal } from "@callboard/core";
import { z } from "@hono/zod-openapi";
import { RequestError } from "./request-error.ts";
import type { RouteServices } from "./route-services.ts";

/** What a route answers from. */
export interface RouteContext {
  readonly request: Request;
  readonly principal: Principal;
  /** The catalog as the principal may see it: the only thing that a reply tells of entities. */
  readonly view: CatalogView;
  /** For what is not a read. */
  readonly catalog: Catalog;
  readonly services: RouteServices;
}

/** One route as data: what it takes, what it says, and the code behind it. The schemas also make the OpenAPI document. */
export interface RouteDefinition<
  Params extends z.ZodType = typeof nothing,
  Query extends z.ZodType = typeof nothing,
  Body extends z.ZodType = z.ZodUndefined,
> {
  readonly method: "get" | "post" | "put" | "delete";
  /** With its parameters in braces: `/entities/by-uid/{uid}`. */
  readonly path: string;
  readonly summary: string;
  /** What the principal must be allowed; `catalog.read`, which decides what is seen, unless given. */
  readonly permission?: string;
  readonly params?: Params;
  /** Parameters behind the question mark; any other one is refused. */
  readonly query?: Query;
  readonly body?: Body;
  /** What comes back; null for an empty reply. */
  readonly reply: z.ZodType | null;
  /** 200 unless given. */
  readonly status?: number;
  /** True where the reply follows from the address and the entities alone, so that it need not be worked out twice. */
  readonly isRepeatable?: true;
  handle(
    input: { readonly params: z.infer<Params>; readonly query: z.infer<Query>; readonly body: z.infer<Body> },
    context: RouteContext,
  ): Response | Promise<Response>;
}

/** A route whose input is read and checked before its code runs. */
export interface Route
  extends Pick<RouteDefinition, "method" | "path" | "summary" | "permission" | "reply" | "status" | "isRepeatable"> {
  readonly params: z.ZodType;
  readonly query: z.ZodType;
  readonly body: z.ZodType | undefined;
  /** @throws {RequestError} for input that the schemas refuse */
  respond(params: Readonly<Record<string, string>>, context: RouteContext): Promise<Response>;
}

const nothing = z.strictObject({});

export function defineRoute<
  Params extends z.ZodType = typeof nothing,
  Query extends z.ZodType = typeof nothing,
  Body extends z.ZodType = z.ZodUndefined,
>(definition: RouteDefinition<Params, Query, Body>): Route {
  const { params = nothing, query = nothing, body, handle, ...described } = definition;
  return {
    ...described,
    params,
    query,
    body,
    async respond(given, context) {
      const { request } = context;
      // The casts: a schema that is not given is the default of its type parameter.
      const input = {
        params: checked(params, given, "path") as z.infer<Params>,
        query: checked(query, parametersOf(request), "query") as z.infer<Query>,
        body: (body && checked(body, await jsonOf(request), "body")) as z.infer<Body>,
      };
      return handle(input, context);
    },
  };
}

/** A parameter that comes once is a text, one that is repeated a list of them. */
function parametersOf(request: Request): Readonly<Record<string, unknown>> {
  const { searchParams } = new URL(request.url);
  return Object.fromEntries(
    [...new Set(searchParams.keys())].map((name) => {
      const values = searchParams.getAll(name);
      return [name, values.length > 1 ? values : values[0]];
    }),
  );
}

async function jsonOf(request: Request): Promise<unknown> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/(?:[a-z.+-]*\+)?json\s*(?:;|$)/i.test(type))
    throw new RequestError(400, "The body is not JSON. Send it with the header content-type: application/json.");
  const text = await request.text();
  try {
    return JSON.parse(text);
  } catch {
    throw new RequestError(400, "The body is not well-formed JSON.");
  }
}

function checked(schema: z.ZodType, value: unknown, where: "path" | "query" | "body"): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const said = result.error.issues.slice(0, 5).map((issue) => {
    const path = [where, ...issue.path].join(".");
    return `${path}: ${issue.message}`;
  });
  throw new RequestError(400, `The request cannot be read. ${said.join("; ")}`);
}
