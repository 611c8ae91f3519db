import { CatalogError } from "@callboard/core";
import { z } from "zod";
import { boundedRequest, type Reply, type RequestLimits } from "../net/bounded-request.ts";
import { askedRestMs } from "../net/retries.ts";
import type { ServiceContext } from "../net/web-service.ts";
import type { GithubHost } from "./github-host.ts";
import type { RequestGate } from "./request-gate.ts";

/**
 * The `fetch` that octokit works with. It sends to one host alone, since credentials are in what it sends, and through
 * the gate. Answers are read to their end and are JSON where they say so, so that what is broken is tried again.
 */
export function octokitFetch(host: GithubHost, gate: RequestGate, context: ServiceContext): typeof fetch {
  const { origin } = new URL(host.apiUrl);
  const { signal, clock } = context;

  let failures = 0;
  let restUntilMs = 0;

  async function send(url: URL, init: Pick<RequestInit, "method" | "headers" | "body">): Promise<Reply> {
    await gate.enter(init.method === "GET" || url.href === host.graphqlUrl ? 1 : 5, signal).catch(giveUp);
    try {
      if (failures >= MOST_FAILURES) giveUp(unreachable(`GitHub failed ${failures} times in a row`));
      const reply = limitTold(await boundedRequest(url, init, context, limitsOf(url)));
      if (reply.status < 500) failures = 0;
      else fail();
      const restMs = askedRestMs(reply, clock.now()) ?? (reply.status === 429 ? UNSAID_REST_MS : null);
      if (restMs !== null) gate.restFor(Math.max(restMs, LEAST_REST_MS));
      tellBudget(reply.headers, context);
      return reply;
    } catch (reason) {
      const mayPass = reason instanceof CatalogError && reason.code === "source-unreachable" && !signal.aborted;
      if (!mayPass) throw givenUp(reason);
      fail();
      throw reason;
    } finally {
      gate.leave();
    }
  }

  /** After a failure all requests wait, longer with each in a row. Those that fail together count as one. */
  function fail(): void {
    if (clock.now() < restUntilMs) return;
    const restMs = Math.min(FIRST_REST_MS * 2 ** failures, LONGEST_REST_MS);
    failures += 1;
    restUntilMs = clock.now() + restMs;
    gate.restFor(restMs);
  }

  function ownAddress(url: URL): URL {
    if (url.origin === origin && url.username === "" && url.password === "") return url;
    throw givenUp(unreachable("GitHub leads to another host, which is not followed"));
  }

  return async (input, init = {}) => {
    const { method = "GET", headers = {}, body = null } = init;
    let url = ownAddress(new URL(String(input)));
    for (let redirects = 0; ; redirects += 1) {
      const reply = await send(url, { method, headers, body });
      const target = REDIRECTS.has(reply.status) ? reply.headers.get("location") : null;
      if (target === null || init.redirect === "manual" || !URL.canParse(target, url.href)) return responseOf(reply);
      if (redirects === MAX_REDIRECTS) throw givenUp(unreachable("GitHub redirects too often"));
      url = ownAddress(new URL(target, url));
    }
  };
}

/** So many in a row are no bad luck, though half of all requests failed. Then the read is given up. */
const MOST_FAILURES = 25;
const FIRST_REST_MS = 250;
const LONGEST_REST_MS = 5_000;

const REDIRECTS = new Set([301, 307, 308]);
const MAX_REDIRECTS = 3;
const LEAST_REST_MS = 1_000;
/** What GitHub asks for where it does not say how long. */
const UNSAID_REST_MS = 60_000;

function responseOf({ status, headers, bytes }: Reply): Response {
  return new Response(bytes.length > 0 ? bytes : null, { status, headers });
}

/**
 * An answer that is JSON where it says so. A query that ran into a limit is answered with status 200; the answer is given
 * the status that it would have elsewhere.
 */
function limitTold(reply: Reply): Reply {
  const { headers, bytes, status } = reply;
  if (status >= 300 || !/^application\/json\b/i.test(headers.get("content-type") ?? "")) return reply;
  try {
    const { data } = limited.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
    return data?.errors.some(({ type }) => type === "RATE_LIMITED") ? { ...reply, status: 429 } : reply;
  } catch {
    throw unreachable("GitHub answered with something that is not JSON");
  }
}

const limited = z.object({ errors: z.array(z.object({ type: z.string().optional() })) });

function tellBudget(headers: Headers, { rateLimit }: ServiceContext): void {
  const [remaining, limit, reset] = ["remaining", "limit", "reset"].map((field) =>
    Number(headers.get(`x-ratelimit-${field}`) ?? Number.NaN),
  );
  if (remaining === undefined || limit === undefined || reset === undefined) return;
  if (![remaining, limit, reset].every((field) => Number.isInteger(field) && field >= 0 && field < 1e10)) return;
  rateLimit?.({ remaining, limit, resetAt: new Date(reset * 1_000).toISOString() });
}

/** The list of all files of a repository has up to 100,000 entries. */
function limitsOf({ pathname }: URL): RequestLimits {
  return pathname.includes("/git/trees/") ? { maxBytes: 20 * 2 ** 20 } : {};
}

/** Octokit hands on an error of this name as it is, and does not try again. */
function givenUp(cause: unknown): Error {
  return Object.assign(new Error("Given up", { cause }), { name: "AbortError" });
}

function giveUp(reason: unknown): never {
  throw givenUp(reason);
}

function unreachable(what: string): CatalogError {
  return new CatalogError("source-unreachable", what);
}
