import { CatalogError, type Logger } from "@callboard/core";
import { z } from "zod";
import { loadClient } from "../net/load-client.ts";
import { refusal, type ServiceContext, schemaChecked } from "../net/web-service.ts";
import type { GithubHost } from "./github-host.ts";
import type { GithubApp } from "./github-options.ts";
import { octokitFetch } from "./octokit-fetch.ts";
import type { RequestGate } from "./request-gate.ts";

/** What lets one in, and where. */
export interface GithubClientOptions {
  readonly host: GithubHost;
  readonly auth: { readonly token: string } | GithubApp;
  readonly gate: RequestGate;
}

/** GitHub as credentials see it, for one read. No message of its errors holds a header, an address or a body. */
export interface GithubClient {
  /**
   * What a query found, with what of it could not be found and why. It is a read, and a failed one is tried again.
   *
   * @throws {CatalogError} `source-unreachable`, `limit-exceeded`; {@link isTooMuch} tells whether to ask for less
   */
  query<Schema extends z.ZodType>(
    schema: Schema,
    query: string,
    variables: Readonly<Record<string, unknown>>,
  ): Promise<QueryAnswer<z.infer<Schema>>>;
  /** What the REST API has at a route of octokit's; undefined when nothing is there (404). @throws {CatalogError} */
  find<Schema extends z.ZodType>(
    schema: Schema,
    route: string,
    parameters: RouteParameters,
  ): Promise<z.infer<Schema> | undefined>;
  /** The same for the raw content of a file. */
  findText(route: string, parameters: RouteParameters): Promise<string | undefined>;
  /** Where a route leads that answers with another address; undefined when nothing is there. */
  findRedirect(route: string, parameters: RouteParameters): Promise<string | undefined>;
}

type RouteParameters = Readonly<Record<string, string | number>>;

export interface QueryAnswer<Data> {
  readonly data: Data;
  readonly errors: readonly QueryError[];
}

/** Why a part of an answer is missing. */
export type QueryError = z.infer<typeof queryError>;

const queryError = z.object({
  type: z.string().catch("UNKNOWN"),
  /** To the part that is missing. */
  path: z.array(z.union([z.string(), z.number()])).catch([]),
});

const answer = z.object({ data: z.unknown(), errors: z.array(queryError).default([]) });

/**
 * Clients for one read, one for each organisation: an App has other credentials in each.
 *
 * @throws {CatalogError} `package-missing` without `octokit`
 */
export async function githubClients(
  options: GithubClientOptions,
  context: ServiceContext & { readonly logger: Logger },
): Promise<(organization: string) => Promise<GithubClient>> {
  const { host, auth, gate } = options;
  const { App, Octokit } = await loadClient("octokit", () => import("octokit"));
  const own = Octokit.defaults({
    baseUrl: host.apiUrl,
    userAgent: "callboard",
    log: SILENT,
    request: { fetch: octokitFetch(host, gate, context) },
    // Octokit decides what is tried again. When it is sent is for the gate to say, by the catalog's clock.
    retry: { retries: TRIES - 1, retryAfterBaseValue: 0, doNotRetry: FINAL },
    throttle: {
      ...UNTHROTTLED,
      retryAfterBaseValue: 0,
      onRateLimit: rest,
      onSecondaryRateLimit: rest,
    },
  });

  function rest(afterS: number, _request: unknown, _octokit: unknown, retryCount: number): boolean {
    gate.restFor(afterS * 1_000);
    return retryCount < TRIES;
  }

  if ("token" in auth) {
    const client = clientOf(new own({ auth: auth.token }), host, context);
    return async () => client;
  }
  const app = new App({
    appId: auth.appId,
    privateKey: auth.privateKey.replaceAll("\\n", "\n"),
    Octokit: own,
    log: SILENT,
  });
  return async (organization) => {
    const asApp = clientOf(app.octokit, host, context);
    const found =
      (await asApp.find(installation, "GET /orgs/{organization}/installation", { organization })) ??
      (await asApp.find(installation, "GET /users/{organization}/installation", { organization }));
    if (found) return clientOf(await app.getInstallationOctokit(found.id), host, context);
    const message = `The GitHub App is not installed for ${organization}. Install it there, or leave ${organization} out`;
    throw new CatalogError("source-unreachable", message);
  };
}

const installation = z.object({ id: z.int() });

/** The gate gives up before this many tries where nothing works; where half of all requests fail, it takes them. */
const TRIES = 25;
/** A query that fails may be too much for GitHub: soon a smaller one is sent instead. */
const TRIES_OF_QUERY = 3;
/** States that stay what they are. */
const FINAL = [400, 401, 403, 404, 406, 409, 410, 422, 451];

const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

/** Octokit's own limit is one query a second, over three minutes for 20,000 repositories. */
const AT_ONCE = {
  key: () => ({
    schedule: (_options: unknown, work: (...parts: unknown[]) => unknown, ...parts: unknown[]) => work(...parts),
  }),
};
const UNTHROTTLED = { global: AT_ONCE, auth: AT_ONCE, search: AT_ONCE, write: AT_ONCE, notifications: AT_ONCE };

/** The part of octokit that is used. */
interface Sender {
  request(
    route: string,
    parameters: Readonly<Record<string, unknown>>,
  ): Promise<{ readonly headers: object; readonly data: unknown }>;
}

function clientOf(octokit: Sender, host: GithubHost, { signal }: Pick<ServiceContext, "signal">): GithubClient {
  /** @throws {CatalogError} and no other error, unless the read was aborted */
  async function send(route: string, parameters: Readonly<Record<string, unknown>>) {
    try {
      return await octokit.request(route, parameters);
    } catch (reason) {
      signal.throwIfAborted();
      throw failureOf(reason);
    }
  }

  async function find(route: string, parameters: Readonly<Record<string, unknown>>) {
    return send(route, parameters).catch((reason: unknown) => {
      if (reason instanceof CatalogError && reason.cause === NOT_FOUND) return undefined;
      throw reason;
    });
  }

  return {
    async query(schema, query, variables) {
      const request = { retries: TRIES_OF_QUERY - 1 };
      const { data } = await send(`POST ${host.graphqlUrl}`, { query, variables, request });
      const { data: found, errors } = schemaChecked("GitHub", answer, data);
      if (errors.some(({ type }) => LIMITS.has(type)))
        throw new CatalogError("limit-exceeded", "GitHub calls a query too large", { cause: TOO_MUCH });
      if (found === null || found === undefined) throw unreachable(`GitHub could not answer a query${typeOf(errors)}`);
      return { data: schemaChecked("GitHub", schema, found), errors };
    },
    async find(schema, route, parameters) {
      const found = await find(route, parameters);
      return found && schemaChecked("GitHub", schema, found.data);
    },
    async findText(route, parameters) {
      const headers = { accept: "application/vnd.github.raw+json" };
      const found = await find(route, { ...parameters, headers });
      return found && textOf(found.data);
    },
    async findRedirect(route, parameters) {
      const found = await find(route, { ...parameters, request: { redirect: "manual" } });
      return found && schemaChecked("GitHub", z.object({ location: z.string() }), found.headers).location;
    },
  };
}

const LIMITS = new Set(["MAX_NODE_LIMIT_EXCEEDED", "RESOURCE_LIMITS_EXCEEDED", "QUERY_TIMEOUT"]);

/** The kind of an error, which is a constant of GitHub's, as an aside. */
function typeOf([first]: readonly QueryError[]): string {
  return first && /^[A-Z_]{1,60}$/.test(first.type) ? ` (${first.type})` : "";
}

/** Causes: what an answer says beyond its message. */
const NOT_FOUND = "not found";
const TOO_MUCH = "too much";

/** True for the failure of a query that may fare better when it asks for less: no answer in time, or too large a one. */
export function isTooMuch(reason: unknown): boolean {
  return reason instanceof CatalogError && (reason.code === "limit-exceeded" || reason.cause === TOO_MUCH);
}

function failureOf(reason: unknown): CatalogError {
  if (reason instanceof CatalogError) return reason;
  if (!(reason instanceof Error)) return unreachable("GitHub could not be asked");
  // What our own fetch threw is in the cause; what octokit says may quote an answer and goes no further.
  if (reason.cause instanceof CatalogError)
    return reason.name === "AbortError" ? reason.cause : unreachable(reason.cause.message, TOO_MUCH);
  const status = "status" in reason && typeof reason.status === "number" ? reason.status : undefined;
  if (status === undefined) return unreachable("GitHub could not be asked with these credentials. Check them");
  const { message } = refusal("GitHub", status);
  return unreachable(message, status === 404 ? NOT_FOUND : status >= 500 ? TOO_MUCH : undefined);
}

function unreachable(what: string, cause?: string): CatalogError {
  return new CatalogError("source-unreachable", what, cause === undefined ? {} : { cause });
}

/** Octokit gives text for what it knows to be some, and bytes otherwise. */
function textOf(data: unknown): string {
  if (typeof data === "string") return data;
  if (data instanceof ArrayBuffer) return new TextDecoder().decode(data);
  return "";
}
