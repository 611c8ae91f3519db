import { CatalogError } from "@callboard/core";
import { boundedRequest, type Reply, type RequestContext, type RequestLimits } from "../net/bounded-request.ts";
import { type Retries, retries } from "../net/retries.ts";
import { publicFetch } from "../public-fetch.ts";

export interface FileFetchSettings {
  /** The origins that may be reached wherever they are. */
  readonly origins: ReadonlySet<string>;
  headersOf(origin: string): Readonly<Record<string, string>>;
  readonly limits: RequestLimits;
  /** Reaches public hosts only; `publicFetch()` unless given. */
  readonly fetchElsewhere?: typeof fetch;
}

/** Fetches one file, over redirects; the answer may have any status that is no redirect. */
export type FileFetch = (url: URL, condition?: Readonly<Record<string, string>>) => Promise<Reply>;

/** A fetch for one read. Each step of a redirect is checked; credentials stay with the origin that was asked first. */
export function fileFetch(settings: FileFetchSettings, context: RequestContext): FileFetch {
  const { origins, headersOf, limits, fetchElsewhere = publicFetch() } = settings;
  const hosts = new Map<string, Retries>();

  function retriesOf({ host }: URL): Retries {
    const own = hosts.get(host) ?? retries(context);
    hosts.set(host, own);
    return own;
  }

  return async (start, condition = {}) => {
    let url = start;
    for (let redirects = 0; ; redirects += 1) {
      const headers = {
        "user-agent": "callboard",
        ...condition,
        ...(url.origin === start.origin && headersOf(url.origin)),
      };
      const fetch = origins.has(url.origin) ? context.fetch : fetchElsewhere;
      const request = url; // as it is in this step
      const send = () => boundedRequest(request, { headers }, { ...context, fetch }, limits);
      const reply = await retriesOf(url).run(send);
      if (!REDIRECTS.has(reply.status)) return reply;
      if (redirects === MAX_REDIRECTS) throw failure(`${start.host} redirects too often`);
      url = redirectOf(reply, url);
    }
  };
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const MAX_REDIRECTS = 3;

function redirectOf({ headers }: Reply, from: URL): URL {
  const target = headers.get("location") ?? "";
  const url = target !== "" && URL.canParse(target, from.href) ? new URL(target, from) : undefined;
  if (!url) throw failure(`${from.host} redirects to nowhere`);
  const isWeb = /^https?:$/.test(url.protocol) && url.username === "" && url.password === "";
  if (!isWeb || (from.protocol === "https:" && url.protocol === "http:"))
    throw failure(`host not allowed: ${from.host} redirects to something that is not https`);
  return url;
}

function failure(what: string): CatalogError {
  return new CatalogError("source-unreachable", what);
}
