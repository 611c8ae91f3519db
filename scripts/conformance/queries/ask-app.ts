import { refOf } from "../ref-of.ts";
import type { AskedRequest, ObservedAnswer, RecordedQuery } from "./recorded.ts";

/** Anything that answers requests for paths from the base path of the catalog. */
export interface AskedApp {
  request(path: string, init?: RequestInit): Response | Promise<Response>;
}

/** Sends a recorded request, follows its pages, and gives what came back in the form of the recording. */
export async function askApp(app: AskedApp, asked: AskedRequest, recorded: RecordedQuery): Promise<ObservedAnswer> {
  const response = await send(app, asked);
  const { status } = response;
  const text = await response.text();
  const body: unknown = text === "" ? undefined : JSON.parse(text);
  if (status >= 400) return { status, ...failure(body) };
  if (recorded.pages && isPage(body)) return { status, ...(await pagesFrom(app, asked, body)) };
  const link = response.headers.get("link");
  return {
    status,
    ...(body !== undefined && { result: shortened(body, recorded.result) }),
    ...(link !== null && { nextLink: link.replace(/(after=)[^>]*/, "$1<cursor>") }),
  };
}

async function send(app: AskedApp, { method, path, body }: AskedRequest): Promise<Response> {
  if (body === undefined) return app.request(path, { method });
  if (typeof body === "string") return app.request(path, { method, body });
  return app.request(path, {
    method,
    body: JSON.stringify(body),
    headers: { "content-type": "application/json" },
  });
}

interface Page {
  readonly items: readonly Parameters<typeof refOf>[0][];
  readonly totalItems: number;
  readonly pageInfo: { readonly nextCursor?: string; readonly prevCursor?: string };
}

function isPage(body: unknown): body is Page {
  return typeof body === "object" && body !== null && "pageInfo" in body;
}

async function pagesFrom(app: AskedApp, asked: AskedRequest, first: Page) {
  const pages = [first.items.map(refOf)];
  const prevOnFollowing: boolean[] = [];
  for (let { nextCursor } = first.pageInfo; nextCursor !== undefined; ) {
    const page: unknown = await (await send(app, following(asked, nextCursor))).json();
    if (!isPage(page)) throw new Error(`${asked.path} answers a cursor with something that is no page.`);
    pages.push(page.items.map(refOf));
    prevOnFollowing.push(page.pageInfo.prevCursor !== undefined);
    nextCursor = page.pageInfo.nextCursor;
  }
  const { nextCursor, prevCursor } = first.pageInfo;
  const next = nextCursor !== undefined;
  return {
    pages,
    totalItems: first.totalItems,
    next,
    prev: prevCursor !== undefined,
    ...(next && { prevOnFollowing }),
  };
}

function following({ method, path, body }: AskedRequest, cursor: string): AskedRequest {
  const { pathname, searchParams } = new URL(path, "http://catalog");
  const limit = method === "POST" ? limitOf(body) : searchParams.get("limit");
  if (method === "POST") return { method, path, body: { cursor, ...(limit !== null && { limit }) } };
  const parameters = new URLSearchParams({ cursor, ...(limit !== null && { limit: String(limit) }) });
  return { method, path: `${pathname}?${parameters}` };
}

function limitOf(body: unknown): unknown {
  return typeof body === "object" && body !== null && "limit" in body ? body.limit : null;
}

function failure(body: unknown): Pick<ObservedAnswer, "error" | "errors"> {
  if (typeof body !== "object" || body === null) return {};
  if ("errors" in body && Array.isArray(body.errors)) return { errors: body.errors };
  const error = "error" in body ? body.error : undefined;
  return typeof error === "object" && error !== null && "name" in error ? { error: String(error.name) } : {};
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A reply as the recording writes it: refs where it has refs, `<uuid>` where it has that. */
function shortened(actual: unknown, recorded: unknown): unknown {
  if (Array.isArray(actual)) {
    const like: readonly unknown[] = Array.isArray(recorded) ? recorded : [];
    return actual.map((one, index) => shortened(one, like[index] ?? like[0]));
  }
  if (typeof actual === "string") return recorded === "<uuid>" && UUID.test(actual) ? recorded : actual;
  if (typeof actual !== "object" || actual === null) return actual;
  if (isEntity(actual) && (typeof recorded !== "object" || recorded === null)) return refOf(actual);
  const like = typeof recorded === "object" && recorded !== null ? new Map(Object.entries(recorded)) : new Map();
  return Object.fromEntries(Object.entries(actual).map(([key, value]) => [key, shortened(value, like.get(key))]));
}

function isEntity(value: object): value is Parameters<typeof refOf>[0] {
  return "apiVersion" in value && "kind" in value && "metadata" in value;
}
