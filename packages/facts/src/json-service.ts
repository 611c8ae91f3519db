import { CatalogError } from "@callboard/core";
import type { z } from "zod";
import type { FactContext } from "./fact-source.ts";

/** Where a service is, and what lets one in. */
export interface JsonServiceOptions {
  /** Its name in reasons, for example `PagerDuty`. */
  readonly name: string;
  /** Everything that is fetched lies at or below this http or https address. */
  readonly baseUrl: string;
  /** Sent with each request, and to no other host: the token, a version. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A service that answers in JSON, bound to one address and its credentials. */
export interface JsonService {
  /** Its host with the port, if that is not the usual one. */
  readonly host: string;
  /**
   * What the service has at a path below its address, checked by a schema. Each part of the path and of the query is
   * encoded, so none can lead anywhere else, whoever wrote it.
   *
   * @throws {CatalogError} `source-unreachable`, `limit-exceeded`, `invalid-argument`; no message holds a header, a query
   *   or text of the answer
   */
  get<Schema extends z.ZodType>(
    schema: Schema,
    path: readonly string[],
    context: Pick<FactContext, "fetch">,
    query?: JsonQuery,
  ): Promise<z.infer<Schema>>;
  /** The same for what need not be there: undefined when the service has nothing at the path (404). */
  find<Schema extends z.ZodType>(
    schema: Schema,
    path: readonly string[],
    context: Pick<FactContext, "fetch">,
    query?: JsonQuery,
  ): Promise<z.infer<Schema> | undefined>;
}

/** The query of a request; a name with a list is repeated. */
export type JsonQuery = Readonly<Record<string, string | readonly string[]>>;

/**
 * Binds credentials to the one host they are for.
 *
 * @throws {CatalogError} `invalid-argument` for an address that is not http or https, or holds a user name, a query or a
 *   fragment, and for a header that cannot be sent
 */
export function jsonService({ name, baseUrl, headers = {} }: JsonServiceOptions): JsonService {
  const base = baseOf(name, baseUrl);
  for (const [header, value] of Object.entries(headers)) checkHeader(name, header, value);
  const sent = { accept: "application/json", "user-agent": "callboard", ...headers };

  async function read<Schema extends z.ZodType>(schema: Schema, response: Response): Promise<z.infer<Schema>> {
    if (!response.ok) throw unreachable(name, refusal(response.status));
    const result = schema.safeParse(await jsonOf(name, response));
    if (!result.success) throw unreachable(name, "answered in a form that is not known");
    return result.data;
  }

  return {
    host: base.host,
    async get(schema, path, { fetch }, query = {}) {
      return read(schema, await fetch(addressOf(name, base, path, query), { headers: sent }));
    },
    async find(schema, path, { fetch }, query = {}) {
      const response = await fetch(addressOf(name, base, path, query), { headers: sent });
      return response.status === 404 ? undefined : read(schema, response);
    },
  };
}

function baseOf(name: string, text: string): URL {
  const base = URL.canParse(text) ? new URL(text) : null;
  const isPlain = base && base.username === "" && base.password === "" && base.search === "" && base.hash === "";
  if (isPlain && /^https?:$/.test(base.protocol)) return base;
  // The address is not quoted: what is wrong with it may be a password in it.
  throw new CatalogError(
    "invalid-argument",
    `The baseUrl for ${name} is no plain web address. Write one such as https://service.example.com, with the token apart.`,
  );
}

function checkHeader(name: string, header: string, value: string): void {
  if (/^[\x20-\x7e]+$/.test(value)) return;
  throw new CatalogError(
    "invalid-argument",
    `The ${header} header for ${name} is empty or holds characters that cannot be sent. Check the token for line ends.`,
  );
}

function addressOf(name: string, base: URL, path: readonly string[], query: JsonQuery): URL {
  const url = new URL(base);
  const parts = path.map((part) => {
    // Dots are not encoded, and would be steps in the path; half of a character cannot be encoded.
    if (part === "" || part === "." || part === ".." || /\p{Cs}/u.test(part) || part.length > LONGEST_PART)
      throw new CatalogError("invalid-argument", `There is nothing of such a name at ${name}`);
    return encodeURIComponent(part);
  });
  url.pathname = `${base.pathname.replace(/\/$/, "")}/${parts.join("/")}`;
  for (const [key, values] of Object.entries(query)) {
    for (const value of [values].flat()) url.searchParams.append(key, value);
  }
  return url;
}

const LONGEST_PART = 500;

async function jsonOf(name: string, response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    throw unreachable(name, "answered with something that is not JSON");
  }
}

function refusal(status: number): string {
  if (status === 401) return "does not accept the token (status 401)";
  if (status === 403) return "does not let the token read this (status 403)";
  if (status === 404) return "has nothing there that the token can see (status 404); check the annotation";
  if (status === 429) return "asks for fewer requests (status 429)";
  return `answered with status ${status}`;
}

function unreachable(name: string, what: string): CatalogError {
  return new CatalogError("source-unreachable", `${name} ${what}`);
}
