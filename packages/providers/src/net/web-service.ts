import { CatalogError, type ProvideContext } from "@callboard/core";
import type { z } from "zod";
import { boundedRequest, type Reply, type RequestContext, type RequestLimits } from "./bounded-request.ts";
import { retries } from "./retries.ts";

/** A service on the web and what lets one in. */
export interface WebServiceOptions {
  /** Its name in messages, for example `GitLab`. */
  readonly name: string;
  /** Its http or https address; what is fetched has the same origin. */
  readonly baseUrl: string;
  /** Sent with each request, and to no other origin. A function is asked before each. */
  readonly headers?: () => Promise<Readonly<Record<string, string>>>;
}

/** A service bound to its address and credentials, for one read of a source. */
export interface WebService {
  /** The address, without a slash at its end. */
  readonly base: string;
  /**
   * An answer of any status, after retries and over at most 3 redirects within the origin.
   *
   * @param address absolute, or starting with a `/` and then below the address of the service
   * @throws {CatalogError} `source-unreachable`, `limit-exceeded`; no message holds an address, a header or a body
   */
  request(address: string, init?: ServiceRequest): Promise<Reply>;
  /** The JSON that is there, checked by a schema. @throws {CatalogError} as above, and for an answer that is no success */
  json<Schema extends z.ZodType>(schema: Schema, address: string): Promise<z.infer<Schema>>;
}

/** Further parts of a request. */
export interface ServiceRequest extends RequestLimits {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array<ArrayBuffer>;
}

/** What a service works with: the context of a read. */
export type ServiceContext = RequestContext & Pick<ProvideContext, "rateLimit">;

/**
 * Opens a service for one read.
 *
 * @throws {CatalogError} `invalid-argument` for an address that is not http or https, or holds a user name, a query or a
 *   fragment
 */
export function webService(options: WebServiceOptions, context: ServiceContext): WebService {
  const { name, headers = async () => ({}) } = options;
  const base = baseAddress(name, options.baseUrl);
  const again = retries(context);

  async function send(url: URL, { method = "GET", headers: further, body, ...limits }: ServiceRequest): Promise<Reply> {
    const own = checkedHeaders(name, { "user-agent": "callboard", ...(await headers()), ...further });
    const reply = await boundedRequest(url, { method, headers: own, ...(body && { body }) }, context, limits);
    tellRateLimit(reply.headers, context);
    return reply;
  }

  async function request(address: string, init: ServiceRequest = {}): Promise<Reply> {
    let url = withinOrigin(new URL(address.startsWith("/") ? `${base.href}${address.slice(1)}` : address));
    for (let redirects = 0; ; redirects += 1) {
      const reply = await again.run(() => send(url, init));
      const target = REDIRECTS.has(reply.status) ? reply.headers.get("location") : null;
      if (target === null || !URL.canParse(target, url.href)) return reply;
      if (redirects === MAX_REDIRECTS) throw unreachable(`${name} redirects too often`);
      url = withinOrigin(new URL(target, url));
    }
  }

  /** Credentials are for the origin they were configured for. */
  function withinOrigin(url: URL): URL {
    if (url.origin === base.origin && url.username === "" && url.password === "") return url;
    throw unreachable(`${name} leads to another host, which is not followed`);
  }

  return {
    base: base.href.replace(/\/$/, ""),
    request,
    async json(schema, address) {
      const reply = await request(address, { headers: { accept: "application/json" } });
      if (reply.status < 200 || reply.status > 299) throw refusal(name, reply.status);
      return schemaChecked(name, schema, jsonOf(name, reply));
    },
  };
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const MAX_REDIRECTS = 3;

/** What a body holds as JSON. @throws {CatalogError} `source-unreachable` */
export function jsonOf(name: string, { bytes }: Pick<Reply, "bytes">): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw unreachable(`${name} answered with something that is not JSON`);
  }
}

/** A value in the form that is expected of a service. @throws {CatalogError} `source-unreachable` */
export function schemaChecked<Schema extends z.ZodType>(name: string, schema: Schema, value: unknown): z.infer<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw unreachable(`${name} answered in a form that is not known`);
}

/** What an answer that is no success says, in words. */
export function refusal(name: string, status: number): CatalogError {
  return unreachable(`${name} ${REFUSALS.get(status) ?? `answered with status ${status}`}`);
}

const REFUSALS: ReadonlyMap<number, string> = new Map([
  [401, "does not accept the token (status 401). Check that it is whole and has not expired"],
  [403, "does not let the token read this (status 403). Check what it may read"],
  [404, "has nothing there that the token can see (status 404). Check the name, and what the token may read"],
  [429, "asks for fewer requests (status 429)"],
]);

function unreachable(what: string): CatalogError {
  return new CatalogError("source-unreachable", what);
}

function baseAddress(name: string, text: string): URL {
  const base = URL.canParse(text) ? new URL(text) : null;
  const isPlain = base && base.username === "" && base.password === "" && base.search === "" && base.hash === "";
  if (isPlain && /^https?:$/.test(base.protocol)) return new URL(`${base.href.replace(/\/$/, "")}/`);
  // The address is not quoted: what is wrong with it may be a password in it.
  throw new CatalogError(
    "invalid-argument",
    `The address of ${name} is no plain web address. Write one such as https://service.example.com, with the token apart.`,
  );
}

/** Headers that can be sent: an error of `fetch` about one would quote it. */
function checkedHeaders(name: string, headers: Readonly<Record<string, string>>): Record<string, string> {
  for (const value of Object.values(headers)) {
    if (/^[\x20-\x7e]+$/.test(value)) continue;
    const message = `A header for ${name} is empty or holds characters that cannot be sent. Check the token for line ends.`;
    throw new CatalogError("invalid-argument", message);
  }
  return { ...headers };
}

function tellRateLimit(headers: Headers, { rateLimit }: ServiceContext): void {
  const [remaining, limit, reset] = ["remaining", "limit", "reset"].map((field) => headers.get(`ratelimit-${field}`));
  if (!remaining || !limit || !reset || ![remaining, limit, reset].every((text) => /^\d{1,10}$/.test(text))) return;
  const resetAt = new Date(Number(reset) * 1_000).toISOString();
  rateLimit?.({ remaining: Number(remaining), limit: Number(limit), resetAt });
}
