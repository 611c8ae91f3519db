import { CatalogError } from "@callboard/core";
import { loadClient } from "../net/load-client.ts";
import { jsonOf, refusal, type ServiceContext, webService } from "../net/web-service.ts";

/** Where a GitLab is, and what lets one in. */
export interface GitlabAccess {
  readonly baseUrl: string;
  readonly token?: string | (() => string | Promise<string>);
}

export type GitlabClient = Awaited<ReturnType<typeof gitlabClient>>;

/**
 * GitLab's client for one read. Its requests go the way of all requests of providers: bounded in size and time, tried
 * again when that may help, with the token for the host of GitLab alone.
 *
 * Answers "not there" (404) and "not for you" (403) are given like any other, with their status: ask for expanded ones.
 *
 * @throws {CatalogError} `package-missing`; its methods throw `source-unreachable` and `limit-exceeded`
 */
export async function gitlabClient({ baseUrl, token }: GitlabAccess, context: ServiceContext) {
  const { Gitlab } = await loadClient("@gitbeaker/rest", () => import("@gitbeaker/rest"));
  const headers = async (): Promise<Record<string, string>> => {
    const value = typeof token === "function" ? await token() : token;
    return value === undefined ? {} : { authorization: `Bearer ${value}` };
  };
  const service = webService({ name: NAME, baseUrl, headers }, context);

  return new Gitlab({
    host: service.base,
    token: "", // the requests below bring their own
    queryTimeout: null,
    requesterFn: ({ url }) => ({
      async get(endpoint, { searchParams = {} } = {}) {
        const limits = { maxBytes: MAX_BYTES, timeoutMs: TIMEOUT_MS };
        const reply = await service.request(`${url.replace(/\/$/, "")}/${endpoint}?${queryOf(searchParams)}`, limits);
        const { status } = reply;
        const isFurtherPage = "pageToken" in searchParams; // its client takes any answer there for a list
        if (status !== 200 && (isFurtherPage || (status !== 403 && status !== 404))) throw refusal(NAME, status);
        const body = jsonOf(NAME, reply) as never; // whoever asked checks its form
        return { status, headers: Object.fromEntries(reply.headers), body };
      },
      post: readsOnly,
      put: readsOnly,
      patch: readsOnly,
      delete: readsOnly,
    }),
  });
}

export const NAME = "GitLab";

const MAX_BYTES = 16 * 2 ** 20;
const TIMEOUT_MS = 30_000;

/** The query of a request, whose fields are in camel case. */
function queryOf(fields: Readonly<Record<string, unknown>>): URLSearchParams {
  const query = new URLSearchParams();
  for (const [field, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    query.append(
      field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      String(value),
    );
  }
  return query;
}

async function readsOnly(): Promise<never> {
  throw new CatalogError("invalid-argument", "Providers only read");
}
