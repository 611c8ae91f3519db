import { CatalogError, type Clock } from "@callboard/core";
import type { FactContext } from "./fact-source.ts";
import type { HostGate } from "./host-gate.ts";
import { untilAborted } from "./until-aborted.ts";

/** What a gated fetch works with. */
export interface GatedFetchContext {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  gateOf(host: string): HostGate;
}

/** The `fetch` of {@link FactContext}. What went wrong is said without the address, which may hold what is secret. */
export function gatedFetch(context: GatedFetchContext): FactContext["fetch"] {
  return async (address, init = {}) => {
    let url = webAddress(address);
    for (let redirects = 0; ; redirects += 1) {
      const response = await send(url, init, context);
      const target = REDIRECTS.includes(response.status) ? response.headers.get("location") : null;
      if (target === null) return response;
      if (redirects === MAX_REDIRECTS) throw unreachable(`${url.host} redirects too often`);
      const next = URL.canParse(target, url.href) ? new URL(target, url.href) : null;
      // Credentials are for the host they were configured for, and for the same protocol.
      if (next?.origin !== url.origin) throw unreachable(`${url.host} redirects to another host`);
      if (init.method && init.method !== "GET") throw unreachable(`${url.host} redirects what is no GET`);
      url = next;
    }
  };
}

const REDIRECTS = [301, 302, 303, 307, 308];
const MAX_REDIRECTS = 3;
const MAX_BYTES = 5 * 2 ** 20;

function webAddress(address: string | URL): URL {
  const text = String(address);
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url && /^https?:$/.test(url.protocol) && url.username === "" && url.password === "") return url;
  throw new CatalogError("invalid-argument", "Facts are fetched from http and https addresses without a user name");
}

async function send(url: URL, init: RequestInit, context: GatedFetchContext): Promise<Response> {
  const { signal, clock } = context;
  const gate = context.gateOf(url.host);
  await gate.enter(signal);
  try {
    const response = await request(url, init, context);
    gate.settled(response.status >= 500 ? "failed" : "answered");
    const restMs = askedRestMs(response, clock.now());
    if (restMs !== null) gate.restFor(restMs);
    return response;
  } catch (reason) {
    const isClosed = signal.aborted && !isTimeOut(signal.reason);
    if (!isClosed) gate.settled("failed");
    throw reason;
  } finally {
    gate.leave();
  }
}

function isTimeOut(reason: unknown): boolean {
  return reason instanceof CatalogError && reason.code === "limit-exceeded";
}

async function request(url: URL, init: RequestInit, { fetch, signal }: GatedFetchContext): Promise<Response> {
  const own: RequestInit = { signal, redirect: "manual", credentials: "omit", referrerPolicy: "no-referrer" };
  let response: Response;
  try {
    response = await untilAborted(fetch(url.href, { ...init, ...own }), signal);
  } catch (reason) {
    signal.throwIfAborted();
    if (reason instanceof CatalogError) throw reason;
    // Its message may quote a header. So it goes no further.
    throw unreachable(`${url.host} cannot be reached`);
  }
  const body = await bytesOf(response, url, signal);
  const { status, headers } = response;
  return new Response(body.length > 0 ? body : null, { status, headers });
}

async function bytesOf(response: Response, url: URL, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  if (!response.body) return new Uint8Array();
  const reader = response.body.getReader();
  const pieces: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const piece = await untilAborted(reader.read(), signal);
      if (piece.done) break;
      length += piece.value.length;
      if (length > MAX_BYTES) throw new CatalogError("limit-exceeded", `${url.host} answers with more than 5 MiB`);
      pieces.push(piece.value);
    }
  } catch (reason) {
    reader.cancel().catch(() => {}); // the answer is given up either way
    signal.throwIfAborted();
    if (reason instanceof CatalogError) throw reason;
    throw unreachable(`${url.host} broke off its answer`);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** For how long a host asks to be left alone; null when it does not. */
function askedRestMs({ status, headers }: Response, nowMs: number): number | null {
  const hasNoneLeft = headers.get("x-ratelimit-remaining") === "0";
  if (status !== 429 && status !== 503 && status !== 403) return null;
  const after = headers.get("retry-after")?.trim() ?? "";
  if (/^\d{1,9}$/.test(after)) return Math.max(1_000, Number(after) * 1_000);
  const date = after === "" ? Number.NaN : Date.parse(after);
  if (!Number.isNaN(date)) return Math.max(1_000, date - nowMs);
  const reset = headers.get("x-ratelimit-reset") ?? "";
  if (hasNoneLeft && /^\d{1,12}$/.test(reset)) return Math.max(1_000, Number(reset) * 1_000 - nowMs);
  return status === 429 ? UNSAID_REST_MS : null;
}

const UNSAID_REST_MS = 30_000;

function unreachable(what: string): CatalogError {
  return new CatalogError("source-unreachable", what);
}
